"""Of a stretch of plain rows only those are made that a judge has something to say of, or may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest

from qingjian.rules import families
from support.by_columns import looked_at
from support.forms import form

families.load()
Row = Mapping[str, Any]
DECLARED: Final = {"electricity": "0.7769", "gas": "1.2143"}
FORMULAS: Final = ("power_tco2", "coal_tco2", "oil_tco2", "gas_tco2", "carbon_tco2")
WORTH: Final = (("30000", "2"), ("10000", "1"), ("40000", "3"), ("20000", "1.5"))
"""度, and 万元 that they may be worth."""


def firm(number: int, **cells: Any) -> Row:
    return {"name": f"大连第{number}化工有限公司", "industry": "水泥制造", **cells}


def asked(
    *rows: Row,
    table: str = "2-2",
    block: str = "companies",
    edition: str = "liaoning/2024",
    declared: Mapping[str, str] | None = DECLARED,
) -> dict[str, list[int]]:
    return looked_at(*form({table: {block: {"rows": rows}}}, edition, parameters=declared))


def asked_by(judge: str, *rows: Row, **given: Any) -> list[int]:
    return asked(*rows, **given).get(judge, [])


def test_rows_in_order_are_not_made() -> None:
    """But for the first that says "no figure", the first of an industry, and the largest figure."""
    rows = [firm(number, power=power, benefit=worth) for number, (power, worth) in enumerate(WORTH)]
    tonnes = ("23.307", "7.769", "31.076", "15.538")
    rows = [{**row, "power_tco2": one, "carbon_tco2": one} for row, one in zip(rows, tonnes, strict=True)]
    assert asked(*rows) == {
        "view._scan": [0],
        "companies._companies": [0],
        "peers._add_energy": [2],
    }


@pytest.mark.parametrize(
    ("energy", "tonnes", "is_asked"),
    [
        ("30000", "23.307", False),
        ("30000", "23.308", True),
        ("30000", "23.3", False),
        ("30000", "23.4", True),
        ("1000", "0.7764", False),
        ("1000", "0.7762", True),
        ("30000", "", True),
        ("30000", "0", True),
        ("", "23.307", True),
        ("/", "23.307", True),
        ("0", "0", False),
        ("0", "", False),
        ("", "0", False),
        ("/", "/", False),
        ("", "", False),
    ],
)
def test_carbon_that_is_not_by_the_factor(energy: str, tonnes: str, *, is_asked: bool) -> None:
    rows = (firm(1), firm(2, power=energy, power_tco2=tonnes))
    # 1000 度 at 0.77635 differ from 0.7764 by half its last digit.
    factor = {"electricity": "0.77635"} if energy == "1000" else DECLARED
    assert asked_by("carbon_pairs._judge", *rows, declared=factor) == ([1] if is_asked else [])


@pytest.mark.parametrize(("energy", "tonnes"), [("5", ""), ("", "5"), ("0", ""), ("5", "5")])
def test_carbon_without_a_factor(energy: str, tonnes: str) -> None:
    rows = (firm(1, power="/", power_tco2=""), firm(2, power=energy, power_tco2=tonnes), firm(3))
    assert asked_by("carbon_pairs._judge", *rows, declared=None) == [1]


def test_every_kind_of_energy_is_asked() -> None:
    rows = (
        firm(1, coal="100", coal_tco2="277.25", gas="1000", gas_tco2="3.367"),
        firm(2, coal="100", coal_tco2="277.26"),
        firm(3, oil="10", oil_tco2="1"),
        firm(4, gas="1000", gas_tco2="3.4"),
        firm(5, gas="1000", gas_tco2="3.5"),
    )
    assert asked_by("carbon_pairs._judge", *rows) == [1, 2, 4]


def test_sums_that_are_not_what_their_parts_give() -> None:
    rows = (
        firm(1, power_tco2="1.5", coal_tco2="2", carbon_tco2="3.5"),
        firm(2, power_tco2="1.5", coal_tco2="2", carbon_tco2="3.4"),
        firm(3, power_tco2="/", carbon_tco2="/"),
        firm(4, power_tco2="", carbon_tco2="0"),
        firm(5, power_tco2="0", carbon_tco2=""),
        firm(6, power_tco2="0", carbon_tco2="0"),
    )
    assert asked_by("sums._row_sums", *rows) == [1, 3, 4]


def test_the_first_of_each_way_to_say_that_there_is_no_figure() -> None:
    """In each column; which of them is the table's first is seen when they are looked at."""
    full = dict.fromkeys(("water", "power", "coal", "oil", "gas", "benefit"), "1")
    rows = (
        firm(1, **full),
        firm(2, **full | {"oil": "/"}),
        firm(3, **full | {"oil": "/"}),
        firm(4, **full | {"gas": "0"}),
        firm(5, **full | {"gas": "0"}),
        firm(6, **full | {"oil": ""}),
        firm(7, **full | {"oil": "", "own": "/"}),
    )
    assert asked_by("view._scan", *rows) == [1, 3, 5]


def test_a_computed_blank_is_no_way_to_say_it() -> None:
    full = dict.fromkeys(("water", "power", "coal", "oil", "gas", "own", "benefit"), "1")
    assert asked_by("view._scan", firm(1, **full)) == []


def test_what_was_seen_before_is_not_looked_for_again() -> None:
    """The odd row parts two stretches."""
    water = ("", "/", "0", "-1", "/", "0", "")
    rows = [firm(number, water=told, oil="1") for number, told in enumerate(water)]
    assert asked_by("view._scan", *rows) == [0, 1, 2]


def test_counts_are_looked_at_one_by_one() -> None:
    rows = [{"name": "某审核机构", "staff": staff} for staff in ("3", "2.5", "/")]
    assert asked_by("view._scan", *rows, table="1", block="agencies") == [0, 1, 2]


def test_industries_in_doubt() -> None:
    rows = (
        firm(1, industry="水泥制造"),
        firm(2, industry="C9999 无此行业"),
        firm(3, industry=""),
        firm(4, industry="/"),
        firm(5, industry="C9999 无此行业"),
    )
    assert asked_by("industry._doubtful", *rows) == [1, 4]


@pytest.mark.parametrize(
    ("name", "is_asked"),
    [
        ("大连化工有限公司", False),
        ("同上", True),
        ("'12345", True),
        ("示例公司", True),
        ("А化工有限公司", True),
        ("大连 化工有限公司", True),
        ("OPPO Mobile 有限公司", False),
        ("1 2", True),
    ],
)
def test_names_that_are_odd(name: str, *, is_asked: bool) -> None:
    rows = (firm(1), {**firm(2), "name": name}, firm(3))
    assert asked_by("identity._odd_names", *rows) == ([1] if is_asked else [])


def test_names_side_by_side_are_not_read_together() -> None:
    """样例 is looked for in each name, not where one ends and the next begins."""
    rows = ({**firm(1), "name": "大连图样"}, {**firm(2), "name": "例行检测有限公司"})
    assert asked_by("identity._odd_names", *rows) == []


@pytest.mark.parametrize(
    ("cells", "is_asked"),
    [
        ({}, False),
        ({"industry": ""}, True),
        ({"industry": "/"}, True),
        ({"name": "无"}, True),
        ({"name": "一厂"}, False),
        ({"name": "A（大连）化工有限公司"}, False),
    ],
)
def test_what_may_be_lacking(cells: Row, *, is_asked: bool) -> None:
    rows = (firm(1, power="5"), {**firm(2, power="5"), **cells})
    assert asked_by("filling._lacking", *rows) == ([1] if is_asked else [])


def test_numbers_out_of_order() -> None:
    rows = [{**firm(number), "seq": seq} for number, seq in enumerate(("1", "2", "4", "4", ""))]
    assert asked_by("filling._misnumbered", *rows) == [2, 4]


PLAN: Final[Mapping[str, Any]] = {"table": "plan", "edition": "chongqing/2026-plan"}
RIGHT: Final = "91310115MA1K3X5Q8R"


def planned(number: int, **cells: str) -> Row:
    given = {
        "method": "强审",
        "reason": "超过单位产品能源消耗限额标准构成高耗能",
        "credit_code": RIGHT,
        "address": "某路1号",
    }
    return {**firm(number), **given, **cells}


def test_a_plan_in_order() -> None:
    told = asked(planned(1), planned(2), **PLAN)
    assert told == {"companies._companies": [0]}


@pytest.mark.parametrize(
    ("judge", "cells", "is_asked"),
    [
        ("lists._voluntary", {"method": "自愿"}, True),
        ("lists._without_reason", {"reason": ""}, True),
        ("lists._without_reason", {"reason": "……"}, True),
        ("lists._without_reason", {"reason": "无"}, True),
        ("lists._without_reason", {"reason": "N/A"}, True),
        ("lists._without_reason", {"reason": "强制性清洁生产审核"}, True),
        ("lists._without_reason", {"reason": "强 制"}, True),
        ("lists._without_reason", {"reason": "超（标）"}, False),
        ("filling._not_offered", {"method": "随便"}, True),
        ("filling._not_offered", {"method": ""}, False),
        ("filling._not_offered", {"method": "强 审"}, False),
        ("deadlines.last_accepted", {"last_accepted": "2019年"}, True),
        ("credit._judged", {"credit_code": "'913101157397800019"}, True),
        ("credit._judged", {"credit_code": "无"}, True),
        ("credit._judged", {"credit_code": RIGHT.lower()}, True),
        ("credit._judged", {"credit_code": RIGHT}, False),
    ],
)
def test_plans(judge: str, cells: dict[str, str], *, is_asked: bool) -> None:
    assert asked_by(judge, planned(1), planned(2, **cells), **PLAN) == ([1] if is_asked else [])


def test_a_list_without_industries() -> None:
    rows = ({"name": "重庆甲化工有限公司"}, {"name": "重庆乙化工有限公司"})
    told = asked(*rows, table="list", edition="chongqing/2025-mandatory-list")
    assert told["companies._companies"] == [0]


@pytest.mark.parametrize(
    ("formulas", "is_asked"),
    [
        ((FORMULAS, FORMULAS), False),
        (((), ()), False),
        ((FORMULAS, ()), True),
        ((FORMULAS, FORMULAS[1:]), True),
        ((FORMULAS[1:], FORMULAS[1:]), True),
    ],
)
def test_formulas_typed_over(formulas: Sequence[Sequence[str]], *, is_asked: bool) -> None:
    rows = [
        firm(number, **{name: {"text": "1", "formula": "1"} if name in own else "1" for name in FORMULAS})
        for number, own in enumerate(formulas)
    ]
    assert asked_by("formula_cells._typed_over", *rows) == ([0, 1] if is_asked else [])


@pytest.mark.parametrize(
    ("cells", "is_asked"),
    [
        ({"power": "30000", "benefit": "2"}, False),
        ({"power": "30000", "benefit": "200"}, True),
        ({"power": "30000", "benefit": ""}, True),
        ({"power": "30000", "benefit": "0"}, True),
        ({"power": "30000", "coal": "10", "benefit": "3"}, False),
        ({"power": "30000", "coal": "10", "benefit": "900"}, True),
        ({"power": "0", "benefit": ""}, False),
        ({"power": "/", "benefit": "3"}, False),
    ],
)
def test_benefits_that_fit_no_price(cells: Row, *, is_asked: bool) -> None:
    assert asked_by("worth._worth", firm(1), firm(2, **cells)) == ([1] if is_asked else [])


def test_dots_are_not_plain_and_copies_are_found_by_hashes() -> None:
    rows = [firm(number, power="5", water="6", benefit="7") for number in range(3)]
    told = asked(*rows)
    assert "filling._named_dots" not in told
    assert "copied._given" not in told
    assert "sums._add_up" not in told
    assert "digits._odd_digits" not in told
