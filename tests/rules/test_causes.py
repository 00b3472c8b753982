"""One mistake is one item: what follows from what, and which cell is to be suspected."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.model.finding import Finding
from qingjian.model.grid import Cell
from qingjian.rules.formula_text import refers
from support.by_columns import run
from support.forms import form

ROWS: Final = (
    {
        "name": "甲公司",
        "industry": "化学农药制造",
        "power": "10000",
        "power_tco2": "5.703",
        "carbon_tco2": "5.703",
    },
    {
        "name": "乙公司",
        "industry": "化学农药制造",
        "power": "20000",
        "power_tco2": "11.406",
        "carbon_tco2": "11.406",
    },
    {
        "name": "丙公司",
        "industry": "化学农药制造",
        "power": "30000",
        "power_tco2": "17.109",
        "carbon_tco2": "17.109",
    },
)
TOTAL: Final = {"power": "60000", "power_tco2": "34.218", "carbon_tco2": "34.218"}


def _found(*changes: tuple[int, Mapping[str, Any]], total: Mapping[str, str] = TOTAL) -> list[Finding]:
    """What counts of 表2-2 with some cells changed; row 4 is the second company's, row 6 the total."""
    rows: list[dict[str, Any]] = [dict(row) for row in ROWS]
    for index, cells in changes:
        rows[index].update(cells)
    filled = form(
        {"2-2": {"companies": {"rows": rows, "total": dict(total)}}},
        parameters={"electricity": "0.5703", "report_year": "2024"},
    )
    return list(run(*filled, only=["QJ2", "QJ4"]).findings)


def _links(findings: list[Finding]) -> dict[str, str]:
    """Cell → cell of its cause, for mandatory findings; empty for what follows from nothing."""
    return {
        one.place.address: findings[one.cause - 1].place.address if one.cause else ""
        for one in findings
        if one.severity == "mandatory"
    }


def _suspects(findings: list[Finding]) -> dict[str, list[str]]:
    return {one.place.address: [place.address for place in one.suspects] for one in findings if one.suspects}


def test_a_form_that_is_right_has_nothing_to_link() -> None:
    assert _links(_found()) == {}


@pytest.mark.parametrize(
    ("cells", "links", "suspects"),
    [
        ({"power": "40000"}, {"F4": "", "E6": "F4"}, {"F4": ["E4"]}),
        ({"power_tco2": "13.406"}, {"F4": "", "M4": "F4", "F6": "F4"}, {"F4": ["F4"]}),
        ({"carbon_tco2": "13.406"}, {"M4": "", "M6": "M4"}, {"M4": ["M4"]}),
    ],
    ids=["energy", "carbon", "sum of carbon"],
)
def test_the_cell_on_which_all_agree_is_named(
    cells: Mapping[str, str], links: Mapping[str, str], suspects: Mapping[str, list[str]]
) -> None:
    found = _found((1, cells))
    assert _links(found) == links
    assert _suspects(found) == suspects


def test_an_energy_figure_wrong_with_its_carbon_is_one_item_along_the_totals() -> None:
    found = _found((1, {"power": "40000", "power_tco2": "22.812", "carbon_tco2": "22.812"}))
    assert _links(found) == {"E6": "", "F6": "E6", "M6": "E6"}
    assert _suspects(found) == {}


def test_mistakes_that_do_not_agree_stay_apart() -> None:
    found = _found((1, {"power_tco2": "13.406"}), total={**TOTAL, "power_tco2": "40"})
    assert _links(found) == {"F4": "", "M4": "F4", "F6": ""}


def test_where_no_single_cell_will_do_it_says_what_hangs_together() -> None:
    found = _found((1, {"power_tco2": "13.406", "carbon_tco2": "12"}))
    named = {
        one.place.address: [found[number - 1].place.address for number in one.entangled]
        for one in found
        if one.entangled
    }
    assert named == {"M4": ["M6"], "M6": ["M4"]}
    assert _links(found)["F6"] == "F4"


def test_two_mistakes_are_two_items() -> None:
    found = _found((0, {"power": "15000"}), (2, {"power_tco2": "19.109"}))
    assert _links(found) == {"F3": "", "E6": "F3", "F5": "", "M5": "F5", "F6": "F5"}
    assert _suspects(found) == {"F3": ["E3"], "F5": ["F5"]}


def test_an_error_goes_on_from_formula_to_formula() -> None:
    error = {"kind": "error", "text": "#REF!"}
    known = [(4, 5, "B9*2"), (4, 6, "E4*0.5703/1000"), (6, 6, "SUM(F3:F5)")]
    filled, edition = form(
        {
            "2-2": {
                "companies": {
                    "rows": [ROWS[0], {**ROWS[1], "power": error, "power_tco2": error}, ROWS[2]],
                    "total": {**TOTAL, "power_tco2": error},
                }
            }
        }
    )
    sheet = filled.grid.sheets[0]
    sheet.rows = {
        row: {at: Cell(row, at, "error", "#REF!", formula) for line, at, formula in known if line == row}
        for row in {row for row, _, _ in known}
    }
    found = list(run(filled, edition, only=["QJ2005"]).findings)
    assert _links(found) == {"E4": "", "F4": "E4", "F6": "E4"}


@pytest.mark.parametrize(
    ("formula", "is_read"),
    [
        ("SUM(E3:E5)", True),
        ("E4*2", True),
        ("$E$4", True),
        ("SUM(F3:F5)", False),
        ("表2-1!E4", False),
        ("E40+AE4+E4X", False),
        ("LOG10(3)", False),
    ],
)
def test_what_a_formula_reads(formula: str, is_read: bool) -> None:  # noqa: FBT001  # a parameter
    assert refers(formula, (6, 5), (4, 5)) is is_read


def _with_factor(*factors: str) -> list[Finding]:
    """QJ4101 of a form that declares 0.5703, whose rows were computed with these."""
    rows = [
        {"name": f"第{n}公司", "power": f"{n}0000", "power_tco2": f"{n * Decimal(factor) * 10:.3f}"}
        for n, factor in enumerate(factors, 1)
    ]
    filled = form(
        {"2-2": {"companies": {"rows": rows}}}, parameters={"electricity": "0.5703", "report_year": "2024"}
    )
    return list(run(*filled, only=["QJ4101"]).findings)


def test_where_every_row_used_another_factor_the_declared_one_is_suspected() -> None:
    found = _with_factor(*["0.5366"] * 5)
    assert [one.cause for one in found] == [0, 1, 1, 1, 1]
    assert [place.sheet for place in found[0].suspects] == ["参数"]


@pytest.mark.parametrize(
    "factors", [["0.5366"] * 4 + ["0.5703"], ["0.5366"] * 2, ["0.5366", "0.5366", "0.7769"]]
)
def test_where_rows_differ_or_are_few_nobody_suspects_the_declaration(factors: list[str]) -> None:
    found = _with_factor(*factors)
    assert [one.cause for one in found] == [0] * len(found)
    assert not any(one.suspects or one.entangled for one in found)


def test_long_columns_are_not_held_against_each_other_cell_by_cell() -> None:
    rows = [{"name": f"第{n}公司", "power": "100", "power_tco2": "0.057"} for n in range(5000)]
    rows[77]["power"] = "90100"
    filled = form(
        {"2-2": {"companies": {"rows": rows, "total": {"power": "500000", "power_tco2": "285"}}}},
        parameters={"electricity": "0.5703", "report_year": "2024"},
    )
    found = list(run(*filled, only=["QJ2101", "QJ4101"]).findings)
    assert _links(found) == {"F80": "", "E5003": "F80"}


@pytest.mark.parametrize("field", ["power", "power_tco2", "carbon_tco2"])
def test_a_total_whose_parts_are_all_borne_out_is_wrong_itself(field: str) -> None:
    found = [one for one in _found(total={**TOTAL, field: "70000"}) if one.severity == "mandatory"]
    assert [one.suspects for one in found] == [(found[0].place,)]


def test_a_total_whose_parts_nothing_bears_out_names_nobody() -> None:
    blank = [(at, {"power_tco2": "", "carbon_tco2": ""}) for at in range(3)]
    found = _found(*blank, total={"power": "70000"})
    assert [one.suspects for one in found if one.code == "QJ2101"] == [()]


def test_energy_that_has_no_carbon_and_upsets_its_total_is_one_item() -> None:
    found = _found((1, {"power": "21000", "power_tco2": "", "carbon_tco2": ""}), total={"power": "40000"})
    links = {one.code: found[one.cause - 1].code if one.cause else "" for one in found}
    assert (links["QJ2101"], links["QJ4107"]) == ("", "QJ2101")


def test_a_difference_too_small_for_the_carbon_to_show_accuses_nobody() -> None:
    rows = [{"name": "甲公司", "power": "10000", "power_tco2": "5.703"}]
    filled = form(
        {"2-2": {"companies": {"rows": rows, "total": {"power": "10001", "power_tco2": "5.703"}}}},
        parameters={"electricity": "0.5703", "report_year": "2024"},
    )
    (found,) = run(*filled, only=["QJ2101"]).findings
    assert found.suspects == ()


def test_equations_that_nobody_asked_for_still_count_as_evidence() -> None:
    rows = [{"name": "甲公司", "power": "90000", "power_tco2": "5.703"}]
    filled = form(
        {"2-2": {"companies": {"rows": rows, "total": {"power": "10000", "power_tco2": "5.703"}}}},
        parameters={"electricity": "0.5703", "report_year": "2024"},
    )
    (found,) = run(*filled, only=["QJ2101"]).findings
    assert found.suspects == ()
