"""Findings that follow from others, one circumstance at a time: cells that cannot be read, overwritten formulas, neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.model.grid import Cell, Sheet, parse_a1
from qingjian.rules.causes import link
from qingjian.rules.view import View
from support.by_columns import run
from support.forms import form

SHEET: Final = "表2-2"
UNREAD: Final = "QJ2004"
ODD: Final = "QJ2013"
TYPED: Final = "QJ2108"


def _place(address: str) -> Place:
    sheet, _, cell = address.rpartition("!")
    return Place(sheet or SHEET, *parse_a1(cell))


def _one(code: str, at: str, *related: str, off: str | None = None, **more: Any) -> Finding:
    about = {"about": more.pop("about")} if "about" in more else {}
    places = tuple(map(_place, related))
    return rule(code).finding(_place(at), related=places, difference=off, **about)._replace(**more)


def _linked(*findings: Finding, formulas: Mapping[str, str] | None = None) -> list[Finding]:
    filled, known = form({})
    sheet = Sheet(SHEET)
    cells = {parse_a1(at): formula for at, formula in (formulas or {}).items()}
    sheet.rows = {row: {col: Cell(row, col, "error", "#REF!", text)} for (row, col), text in cells.items()}
    filled.grid.sheets.append(sheet)
    return link(findings, View(filled, known))


def _causes(*findings: Finding, formulas: Mapping[str, str] | None = None) -> list[int]:
    return [one.cause for one in _linked(*findings, formulas=formulas)]


# ---------------------------------------------------------------- cells that cannot be read


@pytest.mark.parametrize("code", ["QJ2101", "QJ2104", "QJ2109", "QJ4101", "QJ4107"])
@pytest.mark.parametrize("unread", ["QJ2004", "QJ2005", "QJ2205"])
def test_whatever_is_computed_from_a_cell_waits_until_it_can_be_read(code: str, unread: str) -> None:
    assert _causes(_one(unread, "E4"), _one(code, "E6", "E3", "E4", "E5")) == [0, 1]
    assert _causes(_one(code, "E6", "E3", "E4", "E5"), _one(unread, "E4")) == [2, 0]


def test_other_rules_do_not_wait_for_it() -> None:
    assert _causes(_one(UNREAD, "E4"), _one(ODD, "E6", "E3", "E4")) == [0, 0]
    assert _causes(_one(UNREAD, "E4"), _one("QJ2101", "E6", "E3", "E5")) == [0, 0]


def test_what_reads_well_or_weighs_less_holds_nothing_up() -> None:
    total = _one("QJ2101", "E6", "E3", "E4")
    assert _causes(_one(ODD, "E4"), total) == [0, 0]
    assert _causes(_one("QJ1009", "E4", severity="mandatory"), total) == [0, 0]
    assert _causes(_one(UNREAD, "E4", severity="advice", demoted_from="mandatory"), total) == [0, 0]
    assert _causes(_one(UNREAD, "E4", trial=True), total) == [0, 0]


def test_what_is_explained_or_on_trial_waits_for_nothing() -> None:
    unread, total = _one(UNREAD, "E4"), _one("QJ2107", "E6", "E3", "E4")
    assert _causes(unread, total._replace(explanation="设备停用"), total) == [0, 0, 1]
    assert _causes(unread, total._replace(trial=True), total) == [0, 0, 1]


ERROR: Final = "QJ2005"


def test_an_error_comes_from_the_cell_that_its_formula_reads() -> None:
    first, second = _one(ERROR, "E4"), _one(ERROR, "F4")
    assert _causes(first, second, formulas={"F4": "E4*2"}) == [0, 1]
    assert _causes(second, first, formulas={"F4": "E4*2"}) == [2, 0]
    assert _causes(first, second, formulas={"F4": "E5*2"}) == [0, 0]
    assert _causes(first, second, formulas={"F4": "F4+E4"}) == [0, 1]
    assert _causes(second, first, formulas={"F4": "F4+E4"}) == [2, 0]
    elsewhere = _one(ERROR, "表3-2!E4")
    assert _causes(elsewhere, second, formulas={"F4": "E4*2"}) == [0, 0]


@pytest.mark.parametrize(("row", "cause"), [(50, 50), (51, 0)])
def test_a_formula_is_held_against_so_many_cells_at_most(row: int, cause: int) -> None:
    errors = [_one(ERROR, f"E{at}") for at in range(1, 60)]
    assert _causes(*errors, _one(ERROR, "F4"), formulas={"F4": f"E{row}"})[-1] == cause


# ---------------------------------------------------------------- notes on explanations


def test_a_note_belongs_to_the_point_it_was_written_for() -> None:
    point, note = _one(ODD, "E4"), _one("QJ7001", "情况说明!E3", "E4", about=ODD)
    assert _causes(_one(ODD, "E5"), point, note) == [0, 0, 2]
    assert _causes(_one(ODD, "E5"), _one("QJ2003", "E4"), note) == [0, 0, 0]
    assert _causes(point, _one("QJ7004", "情况说明!E3", about=ODD)) == [0, 0]


# ---------------------------------------------------------------- who takes part


def _sums(**more: Any) -> tuple[Finding, Finding]:
    """A total of a column and the sum of a row that agree on the one cell they share."""
    return _one("QJ2104", "M4", "E4", "F4", off="5"), _one("QJ2107", "E6", "E3", "E4", off="5", **more)


def test_sums_that_agree_on_a_cell_are_one_item() -> None:
    assert _causes(*_sums()) == [0, 1]


@pytest.mark.parametrize("more", [{"explanation": "设备停用"}, {"trial": True}], ids=str)
def test_what_is_explained_or_on_trial_takes_no_part(more: dict[str, Any]) -> None:
    found = _linked(*_sums(**more))
    assert [(one.cause, one.suspects, one.entangled) for one in found] == [(0, (), ())] * 2


def test_what_waits_for_a_cell_takes_no_part_either() -> None:
    row, column = _sums()
    found = _linked(_one(UNREAD, "E3"), row, column)
    assert [(one.cause, one.suspects) for one in found] == [(0, ()), (0, ()), (1, ())]


def test_where_the_declared_factor_is_the_mistake_its_rows_accuse_nothing_else() -> None:
    """The total happens to be off by as much as the first row's energy would have to change."""
    rows = [
        {"name": f"第{n}公司", "power": f"{n}0000", "power_tco2": str(Decimal(n * 5366).scaleb(-3))}
        for n in range(1, 6)
    ]
    filled = form(
        {"2-2": {"companies": {"rows": rows, "total": {"power": "149409"}}}},
        parameters={"electricity": "0.5703", "report_year": "2024"},
    )
    found = run(*filled, only=["QJ4101", "QJ2101"]).findings
    assert [(one.code, one.cause) for one in found] == [
        ("QJ4101", 0),
        *[("QJ4101", 1)] * 4,
        ("QJ2101", 0),
    ]


# ---------------------------------------------------------------- what else is said of a cell


def test_a_formula_typed_over_belongs_to_what_is_wrong_with_its_cell() -> None:
    total, typed = _one("QJ2101", "E6", "E3", "E4"), _one(TYPED, "E6")
    assert _causes(total, typed) == [0, 1]
    assert _causes(typed, total) == [2, 0]
    assert _causes(total, _one(TYPED, "F6")) == [0, 0]
    assert _causes(_one(ODD, "E6"), typed) == [0, 0]  # a figure that is merely odd
    assert _causes(_one(ODD, "E6"), total, typed) == [0, 0, 2]
    assert _causes(total._replace(explanation="设备停用"), typed) == [0, 0]
    assert _causes(total._replace(trial=True), total, typed) == [0, 0, 2]


def test_nothing_hides_behind_what_weighs_less() -> None:
    point, typed = _one("QJ2101", "E6", "E3", severity="advice"), _one(TYPED, "E6", severity="verify")
    assert _causes(point, typed) == [0, 0]
    assert _causes(point._replace(severity="verify"), typed) == [0, 1]


def test_a_formula_typed_over_does_not_belong_to_what_follows_from_elsewhere() -> None:
    assert _causes(_one(UNREAD, "E4"), _one("QJ2101", "E6", "E3", "E4"), _one(TYPED, "E6")) == [0, 1, 0]


def test_what_is_said_of_a_suspected_cell_and_of_its_neighbours_belongs_to_the_item() -> None:
    row, column = _one("QJ2104", "M4", "E4", "F4", off="5"), _one("QJ2101", "E6", "E3", "E4", off="5")
    assert [place.address for place in _linked(row, column)[0].suspects] == ["E4"]
    assert _causes(row, column, _one(ODD, "E4")) == [0, 1, 1]
    assert _causes(row, column, _one(ODD, "P4", "E4", "N4", "O4")) == [0, 1, 1]
    assert _causes(row, column, _one(ODD, "P4", "L4", "E4", "N4", "O4")) == [0, 1, 0]
    assert _causes(row, column, _one(ODD, "P4", "N4")) == [0, 1, 0]
    assert _causes(row, column, _one(ODD, "E4", explanation="设备停用")) == [0, 1, 0]
    assert _causes(row, column, _one("QJ2104", "M9", "E4", "F9", off="77")) == [0, 1, 0]
