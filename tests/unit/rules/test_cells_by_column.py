"""Cells told column by column: formulas that were never calculated, and savings below zero."""

from __future__ import annotations

from typing import Any

from support.by_columns import run
from support.forms import form

OURS = "SUM(INDEX(E:E,ROW(E$2)+1):INDEX(E:E,ROW()-1))"


def _waiting(formula: str = "A1*2") -> dict[str, str]:
    return {"kind": "uncalculated", "text": "", "formula": formula}


def test_formulas_of_a_column_are_told_at_the_first_with_what_it_should_give() -> None:
    rows: list[dict[str, Any]] = [
        {"name": f"第{n}公司", "power_tco2": f"{n}", "carbon_tco2": _waiting()} for n in (1, 2, 3)
    ]
    (found,) = run(*form({"2-2": {"companies": {"rows": rows}}}), only=["QJ2006"]).findings
    assert (found.place.address, found.expected) == ("M3", "1")
    assert [place.address for place in found.related] == ["M4", "M5"]
    assert (found.params["count"], found.params["cells"]) == ("3", "M3、M4、M5")


def test_every_column_is_told_for_itself() -> None:
    rows = [
        {"name": "甲公司", "power": _waiting(), "coal": _waiting()},
        {"name": "乙公司", "coal": _waiting()},
    ]
    found = run(*form({"2-2": {"companies": {"rows": rows}}}), only=["QJ2006"]).findings
    assert [(one.field, one.params["count"], one.expected) for one in found] == [
        ("power", "1", None),
        ("coal", "2", None),
    ]


def test_savings_of_money_are_savings() -> None:
    rows = [
        {"name": "甲公司", "benefit": "-5"},
        {"name": "乙公司", "power": "-7"},
        {"name": "丙公司", "power": "0"},
    ]
    found = run(*form({"2-2": {"companies": {"rows": rows}}}), only=["QJ2013"]).findings
    assert [(one.field, one.value) for one in found] == [("benefit", "-5"), ("power", "-7")]
