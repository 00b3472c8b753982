"""Data find their cells, formulas their results; what was filed stands, even where it is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from qingjian.catalog.editions import edition
from qingjian.functions.computed import Value
from qingjian.sheets.read import read
from qingjian.templates.book import build
from qingjian.templates.contents import Content, Contents
from qingjian.templates.declared import declared
from qingjian.templates.filling import fillings
from qingjian.templates.layout import layout

Json = dict[str, Any]
LIAONING = edition("liaoning/2024")
FACTOR = {"electricity_factor": {"id": "baseline:OM:2019:东北"}, "gas_coefficient": "1.15"}


def contents(
    table: str, tables: Json, parameters: Json | None = None, unread: list[Json] | None = None
) -> Contents:
    data = {"tables": tables, "parameters": parameters or {}, "unread": unread or []}
    filling = fillings(LIAONING.sheets, data)[table]
    placed = layout(LIAONING.sheet(table), year=2024, rows=filling.rows())
    return Contents(placed, filling, declared(LIAONING, 2024, data))


def companies(*rows: Json, total: Json | None = None, **more: Any) -> Contents:
    block: Json = {"rows": list(rows)} | ({"total": total} if total is not None else {})
    return contents("2-2", {"2-2": {"companies": block}}, **more)


def cell(found: Contents, field: str, row: int = 0) -> Content:
    return found.of(found.layout.by_field["companies", field, None, row])


def total(found: Contents, field: str) -> Content:
    return next(found.total(placed, c) for placed, c in found.layout.totals() if c.asked.id == field)


def shown(content: Content) -> Value:
    assert content.formula is not None, content
    return content.value


def test_a_row_is_computed_from_its_own_figures() -> None:
    found = companies({"power": "30000", "coal": "/", "gas": "44178"}, parameters=FACTOR)
    factor = Decimal("1.0826")
    assert found.declared.factor == factor
    assert shown(cell(found, "power_tco2")) == Decimal("32.478")
    assert shown(cell(found, "coal_tco2")) == "/"
    assert shown(cell(found, "oil_tco2")) == ""
    assert shown(cell(found, "gas_tco2")) == Decimal("140.856")
    assert shown(cell(found, "carbon_tco2")) == Decimal("173.334")


def test_what_is_not_declared_is_named() -> None:
    found = companies({"power": "30000", "gas": "44178"})
    assert shown(cell(found, "power_tco2")) == "缺排放因子"
    assert shown(cell(found, "gas_tco2")) == "缺折标系数"
    assert shown(cell(found, "carbon_tco2")) == "待更正"
    outside = companies({"gas": "1"}, parameters={"gas_coefficient": "1.4"})
    assert shown(cell(outside, "gas_tco2")) == "缺折标系数"


def test_totals_skip_marks_and_wait_for_texts() -> None:
    found = companies({"water": "600", "coal": "/"}, {"water": "/", "coal": "/"}, {"water": "0.1"})
    assert shown(total(found, "water")) == Decimal("600.1")
    assert shown(total(found, "coal")) == "/"
    assert shown(total(found, "oil")) == ""
    unread = [{"path": "/tables/2-2/companies/rows/0/water", "text": "3.6吨"}]
    late = companies({"water": None}, {"water": "5"}, unread=unread)
    assert cell(late, "water").value == "3.6吨"
    assert shown(total(late, "water")) == "待更正"


def test_figures_as_filed_replace_the_formula_only_where_they_differ() -> None:
    filed = companies({"power": "30000", "power_tco2": "23.307"}, parameters=FACTOR)
    assert cell(filed, "power_tco2") == Content(Decimal("23.307"))
    right = companies({"power": "30000", "power_tco2": "32.478"}, parameters=FACTOR)
    assert shown(cell(right, "power_tco2")) == Decimal("32.478")
    cleared = companies({"water": "1"}, total={"water": None})
    assert total(cleared, "water") == Content(None)


def test_texts_stay_texts() -> None:
    found = companies({"name": "007", "own": "1,000 kg", "benefit": "126.67"})
    assert cell(found, "name").value == "007"
    assert cell(found, "own").value == "1,000 kg"
    assert cell(found, "benefit").value == Decimal("126.67")


def test_table_1_finds_records_answers_and_sublists() -> None:
    tables = {
        "1": {
            "schemes": {"proposed": {"low": "29", "high": "12"}},
            "penalties": "无",
            "practice": {"parks": "已探索"},
            "support": {"rows": {"ndrc": {"name": "甲"}, "city_centre": [{"name": "乙"}, {"name": "丙"}]}},
            "agencies": {"rows": [{"name": "丁", "staff": "20"}, {"name": "戊", "staff": "25"}]},
        }
    }
    found = contents("1", tables)
    place = found.layout.by_field
    assert shown(found.of(place["schemes", "proposed.total", None, None])) == Decimal(41)
    assert found.of(place["penalties", "", None, None]).value == "无"
    assert found.of(place["practice", "parks", None, None]).value == "已探索"
    assert found.of(place["support", "name", "ndrc", 0]).value == "甲"
    assert found.of(place["support", "name", "city_centre", 1]).value == "丙"
    assert found.of(place["practice", "other", None, None]).value is not None  # what the form prints there
    assert shown(total(found, "staff")) == Decimal(45)


def test_a_printed_remark_stays_when_the_data_are_null() -> None:
    """Extracted as null, because nobody wrote over it; written back, it is printed again."""
    known = edition("liaoning/2024")
    grid = read(build(known, data={"tables": {"1": {"practice": {"other": None}}}}), "x.xlsx")
    sheet = grid.sheet("表1")
    assert sheet is not None
    texts = [cell.text for _, cells in sheet.stream() for cell in cells.values()]
    assert any(text.startswith("注：其他与环办科财") for text in texts)


def test_a_printed_mark_is_cleared_by_null() -> None:
    known = edition("chongqing/2025")
    blank = {"tables": {"1": {"training": {"local": {"sessions": None, "people": None}}}}}
    marks = [_marks(build(known)), _marks(build(known, data=blank))]
    assert marks[0] - marks[1] == 2


def _marks(book: bytes) -> int:
    sheet = read(book, "x.xlsx").sheet("表1")
    assert sheet is not None
    return sum(1 for _, cells in sheet.stream() for cell in cells.values() if cell.text == "/")
