"""Single decisions of the rules that examples would not tell apart."""

from __future__ import annotations

from typing import Any, Final

from qingjian.catalog.messages import render
from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

NAME: Final = "甲化工有限公司"
Cell = dict[str, str]


def _judged(table: str, rows: list[dict[str, Any]], only: str, **options: Any) -> tuple[Finding, ...]:
    total = options.pop("total", None)
    content: dict[str, Any] = {"rows": rows} | ({} if total is None else {"total": total})
    filled, edition = form({table: {"companies": content}}, **options)
    return run(filled, edition, only=[only]).findings


def _formula(text: str, formula: str = "ROUND(E3*QJ_FACTOR/1000,3)") -> Cell:
    return {"text": text, "formula": formula}


def test_a_known_factor_is_named_with_its_area_and_year() -> None:
    rows = [{"name": NAME, "power": "7400000", "power_tco2": "4299.4"}]
    (found,) = _judged("2-2", rows, "QJ4101", parameters={"electricity": "0.7769"})
    assert "全国" in render(found).message
    assert "0.5810" in render(found).message
    assert found.difference == "-1449.66"


def test_a_slip_is_told_in_either_direction() -> None:
    for amount, ratio in (("2.3307", "10"), ("0.023307", "1000"), ("233070", "10000")):
        rows = [{"name": NAME, "power": "30000", "power_tco2": amount}]
        (found,) = _judged("2-2", rows, "QJ4101", parameters={"electricity": "0.7769"})
        assert found.params["ratio"] == ratio


def test_water_in_cubic_metres_is_water_in_tonnes() -> None:
    (found,) = _judged("2-2", [{"name": NAME, "water": "600m3"}], "QJ2003")
    assert found.expected == "600"
    (found,) = _judged("2-2", [{"name": NAME, "coal": "600m3"}], "QJ2003")
    assert found.expected is None


def test_a_cell_in_percent_stores_a_hundredth() -> None:
    for text, pattern, hits in (
        ("1.2", "0%", 1),
        ("0.95", "0%", 0),
        ("1.2", "General", 0),
        ("101", "General", 1),
    ):
        cells = {"years": {"cells": {"recycled.y1": {"text": text, "format": pattern}}}}
        filled, edition = form({"performance": cells}, "guangdong/2009-performance")
        assert len(run(filled, edition, only=["QJ2012"]).findings) == hits


def test_a_formula_that_waits_is_no_text_in_a_number_cell() -> None:
    waiting = [{"name": NAME, "power": "30000", "power_tco2": _formula("缺排放因子")}]
    assert _judged("2-2", waiting, "QJ2004", total={"power_tco2": _formula("待更正")}) == ()
    typed = [{"name": NAME, "power": "30000", "power_tco2": "缺排放因子"}]
    assert [found.field for found in _judged("2-2", typed, "QJ2004")] == ["power_tco2"]


def test_a_row_that_the_clerk_inserted_has_no_formula_to_overwrite() -> None:
    inserted = {"name": NAME, "power": "30000", "power_tco2": "23.307", "carbon_tco2": "23.307"}
    assert _judged("2-2", [inserted], "QJ2108", how="stamp") == ()
    official = {**inserted, "carbon_tco2": _formula("23.307")}
    (found,) = _judged("2-2", [official, official | {"name": "乙"}], "QJ2108", how="stamp")
    assert found.field == "power_tco2"
    assert found.params["count"] == "2"
    assert len(found.related) == 1


def test_a_company_listed_twice_is_not_out_of_order_as_well() -> None:
    first = [{"name": NAME}, {"name": "乙公司"}, {"name": NAME}]
    second = [{"name": "乙公司"}, {"name": NAME}]
    tables = {"2-1": {"companies": {"rows": first}}, "2-2": {"companies": {"rows": second}}}
    assert [found.code for found in run(*form(tables), only=["QJ3"]).findings] == ["QJ3004"]


def test_oddities_that_nobody_needs_to_act_on_stay_silent() -> None:
    told = _judged(
        "2-1", [], "QJ0001", oddities=[["trailing-data", ""], ["macro", "a.bin"], ["macro", "b.bin"]]
    )
    assert [found.params["oddity"] for found in told] == ["macro"]


def test_row_numbers_may_be_formulas_that_were_never_calculated() -> None:
    rows = [{"name": NAME, "seq": {"text": "", "formula": "ROW()-ROW(A$2)", "kind": "uncalculated"}}]
    assert _judged("2-1", rows, "QJ2006") == ()
    assert _judged("2-1", rows, "QJ2014") == ()


def test_marks_are_told_once_per_table_and_spelling() -> None:
    rows = [{"name": NAME, "cod": "无", "so2": "—"}, {"name": "乙", "cod": "无", "so2": "/"}]
    told = _judged("2-1", rows, "QJ2008")
    assert [(found.value, found.params["count"], len(found.related)) for found in told] == [
        ("无", "2", 1),
        ("—", "1", 0),
    ]
