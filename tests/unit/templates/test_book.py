"""The built workbook as another library reads it: sheets, merges, protection, print set-up, names, rules."""

from __future__ import annotations

import html
import io
import re
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pytest
import xlsxwriter.worksheet
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qingjian.catalog import factors
from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.grid import letters, parse_a1
from qingjian.sheets.read import read
from qingjian.templates.book import build
from qingjian.templates.layout import layout
from qingjian.templates.marks import field_marks
from qingjian.templates.page_ends import continued
from qingjian.templates.stamp import stamp
from qingjian.templates.styles import WRONG

EDITIONS = edition_ids()


@cache
def data_of(name: str) -> bytes:
    return build(edition(name))


@cache
def book(name: str = "liaoning/2024") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data_of(name)))


def sheet(name: str) -> Worksheet:
    found = book()[name]
    assert isinstance(found, Worksheet)
    return found


def rule(found: Worksheet, address: str) -> Any:
    return next((r for r in found.data_validations.dataValidation if address in r.sqref), None)


@pytest.mark.parametrize("name", EDITIONS)
def test_sheets_stand_in_order_and_only_codes_are_hidden(name: str) -> None:
    names = book(name).sheetnames
    assert names == [s.name for s in edition(name).sheets] + ["参数", "情况说明", "校验结果", "代码"]
    assert [s.title for s in book(name) if s.sheet_state != "visible"] == ["代码"]


@pytest.mark.parametrize("name", EDITIONS)
def test_merges_are_those_of_the_layout(name: str) -> None:
    for spec in edition(name).sheets:
        found = book(name)[spec.name]
        assert isinstance(found, Worksheet)
        placed = layout(spec, year=edition(name).years.default)
        cells = continued(placed, [cut.id for cut in found.row_breaks.brk])
        wanted = {(c.row, c.col, c.bottom, c.right) for c in cells if c.is_merged}
        inside = {
            (r.min_row, r.min_col, r.max_row, r.max_col)
            for r in found.merged_cells.ranges
            if r.max_col <= placed.width
        }
        assert inside == wanted


@pytest.mark.parametrize("name", EDITIONS)
def test_the_page_is_the_ministrys_alone(name: str) -> None:
    for spec in edition(name).sheets:
        found = book(name)[spec.name]
        assert isinstance(found, Worksheet)
        placed = layout(spec, year=edition(name).years.default)
        area = found.print_area
        assert isinstance(area, str)
        assert area.split("!")[-1].replace("$", "") == f"A1:{letters(placed.width)}{placed.last_row}"
        assert found.page_setup.blackAndWhite
        assert str(found.page_setup.paperSize) == "9"
        wide, tall = (
            1 if n is None else int(n) for n in (found.page_setup.fitToWidth, found.page_setup.fitToHeight)
        )
        assert (wide, tall) == (1, 0 if placed.lists else 1)
        if placed.repeat:
            assert found.print_title_rows == f"${placed.repeat[0]}:${placed.repeat[1]}"


@pytest.mark.parametrize("helper", ["参数", "情况说明", "校验结果"])
def test_helpers_never_print(helper: str) -> None:
    area = sheet(helper).print_area
    assert isinstance(area, str)
    assert area.split("!")[-1].replace("$", "") in ("XFD1", "XFD1:XFD1")


def test_table_1_is_protected_without_a_password_and_its_inputs_are_free() -> None:
    found = sheet("表1")
    assert found.protection.sheet
    assert not found.protection.password
    assert not found.protection.formatRows  # False: allowed
    placed = layout(edition("liaoning/2024").sheet("1"), year=2024)
    for cell in placed.cells:
        shown: Any = found.cell(cell.row, cell.col)
        assert shown.protection.locked == (cell.role not in ("input", "void")), cell


@pytest.mark.parametrize("name", ["表2-1", "表2-2", "表3-1", "表3-2"])
def test_list_sheets_are_unprotected_and_open_in_blocks(name: str) -> None:
    found = sheet(name)
    assert not found.protection.sheet
    assert found.sheet_properties.outlinePr is not None
    assert not found.sheet_properties.outlinePr.summaryBelow
    hidden = {
        row: found.row_dimensions[row].outlineLevel
        for row in range(1, 60)
        if found.row_dimensions[row].hidden
    }
    first = min(hidden)
    assert len(hidden) == 27
    assert [hidden[first], hidden[first + 10], hidden[first + 20]] == [1, 2, 3]
    assert all(found.row_dimensions[row].collapsed for row in (first - 1, first + 9, first + 19))


@pytest.mark.parametrize("name", EDITIONS)
def test_the_stamp_stands_in_properties_and_in_a_cell(name: str) -> None:
    grid = read(data_of(name), "form.xlsx")
    known = edition(name)
    for key, value in stamp(known).items():
        assert grid.properties[key] == value
    reference = grid.names["QJ_STAMP"]
    codes = grid.sheet("代码")
    assert codes is not None
    assert known.hash in codes.text(*parse_a1(reference.split("!")[1]))


@pytest.mark.parametrize("name", EDITIONS)
def test_every_name_in_a_formula_is_defined(name: str) -> None:
    defined = set(book(name).defined_names)
    with zipfile.ZipFile(io.BytesIO(data_of(name))) as parts:
        text = "".join(parts.read(part).decode() for part in parts.namelist() if part.startswith("xl/work"))
    formulas = re.findall(r"<(?:f|formula|formula1|definedName [^>]*)>([^<]*)<", text)
    assert set(re.findall(r"QJ_\w+", " ".join(formulas))) <= defined
    assert "#REF!" not in text


def test_rules_warn_and_never_stop() -> None:
    for name in EDITIONS:
        for found in book(name):
            assert isinstance(found, Worksheet)
            for item in found.data_validations.dataValidation:
                assert item.errorStyle in ("warning", "information") or item.type is None, item.sqref
                assert len(item.formula1 or "") <= 255
                assert len(item.prompt or "") <= 255
                assert len(item.promptTitle or "") <= 32


def test_dropdowns_come_from_named_lists() -> None:
    assert rule(sheet("表2-2"), "C3").formula1 == "QJ_OFFER_2_2"
    assert rule(sheet("表2-2"), "C33") is rule(sheet("表2-2"), "C3")
    assert rule(sheet("参数"), "B7").formula1 == "QJ_FACTOR_LABELS"
    assert rule(sheet("表2-2"), "E3").prompt.startswith("单位：度。")
    plan = book("chongqing/2026-plan")["计划名单"]
    assert isinstance(plan, Worksheet)
    assert rule(plan, "F5").formula1 == '"强审,自愿"'


def test_dots_that_the_form_prints_are_no_wrong_number() -> None:
    """人数 of 市级清洁生产中心 stands with …… in its last row."""
    placed = layout(edition("liaoning/2024").sheet("1"), year=2024)
    people = placed.by_field["support", "people", "city_centre", 0]
    conditions = [found.condition for found in field_marks(placed, people) if found.fill == WRONG]
    assert conditions
    assert any(f'{people.address}<>"……"' in condition for condition in conditions)
    assert all("ISNUMBER" in condition or "……" in condition for condition in conditions)


@pytest.mark.parametrize("name", EDITIONS)
def test_formulas_need_nothing_that_xlsxwriter_would_add(name: str) -> None:
    careful = xlsxwriter.worksheet.Worksheet()
    with zipfile.ZipFile(io.BytesIO(data_of(name))) as parts:
        text = "".join(parts.read(part).decode() for part in parts.namelist() if "worksheets/" in part)
    formulas = {html.unescape(found) for found in re.findall(r"<f[^>]*>([^<]*)</f>", text)}
    assert formulas
    for formula in formulas:
        assert careful._prepare_formula(f"={formula}") == formula


def test_empty_rows_of_the_plan_print_no_numbers() -> None:
    plan = edition("chongqing/2026-plan")
    rows = [{"name": "甲厂"}, {}, {"address": "某镇"}]
    data = {"tables": {"plan": {"companies": {"rows": rows}}}}
    for content, shown in ((None, ["", "", "", ""]), (data, ["1", "", "3", ""])):
        grid = read(build(plan, data=content), "form.xlsx").sheet("计划名单")
        assert grid is not None
        assert [grid.text(row, 1) for row in range(5, 9)] == shown


def test_only_known_factors_are_offered() -> None:
    codes = read(data_of("liaoning/2024"), "form.xlsx")
    reference = codes.names["QJ_FACTOR_IDS"].split("!")[1].replace("$", "")
    ids = {cell.value for row in sheet("代码")[reference] for cell in row}
    assert ids == {factor.id for factor in factors.selectable()}


def test_conditions_join_no_references() -> None:
    """Excel refuses a conditional format with a colon between two functions."""
    for name in EDITIONS:
        for found in book(name):
            assert isinstance(found, Worksheet)
            areas: Any = found.conditional_formatting
            for area in areas:
                for item in area.rules:
                    assert not re.search(r"\):|\{", "".join(item.formula)), item.formula


def test_numbers_are_written_digit_by_digit() -> None:
    figures = ["0.1", "0.07", "123456789012345", "0.000012345", "99999999999.9999", "131.1"]
    rows = [{"name": "甲", "water": figure} for figure in figures]
    data = {"tables": {"2-2": {"companies": {"rows": rows}}}}
    grid = read(build(edition("liaoning/2024"), data=data), "form.xlsx")
    found = grid.sheet("表2-2")
    assert found is not None
    assert [found.text(row, 4) for row in range(3, 9)] == [
        "0.1",
        "0.07",
        "123456789012345",
        "0.000012345",
        "99999999999.9999",
        "131.1",
    ]


def test_parameters_carry_captions_and_names() -> None:
    data = {
        "unit": "某区生态环境局",
        "level": "district",
        "report_year": 2023,
        "parameters": {
            "electricity_factor": {"id": None, "value": "0.7769", "document": "某文件"},
            "gas_coefficient": "1.15",
        },
    }
    grid = read(build(edition("liaoning/2024"), data=data), "form.xlsx")
    found = grid.sheet("参数")
    assert found is not None
    values = {found.text(row, 1): found.text(row, 2) for row in range(3, 20)}
    assert values["填报单位"] == "某区生态环境局"
    assert values["填报层级"] == "区县"
    assert values["所在省份"] == "辽宁省"
    assert values["报告年度"] == "2023"
    assert values["采用的电力排放因子（tCO2/MWh）"] == "0.7769"
    assert values["因子依据文件"] == "某文件"
    assert values["天然气折标准煤系数（kgce/m3）"] == "1.15"
    title = grid.sheet("表1")
    assert title is not None
    assert title.text(2, 1) == "2023年清洁生产审核工作基本情况"


def test_a_bureau_can_preset_the_parameters() -> None:
    preset = {"unit": "某区生态环境局", "level": "city", "gas_coefficient": "1.2"}
    data = {"unit": "另一单位", "parameters": {"gas_coefficient": "1.15"}}
    grid = read(build(edition("liaoning/2024"), data=data, parameters=preset), "form.xlsx")
    found = grid.sheet("参数")
    assert found is not None
    assert [found.text(row, 2) for row in (3, 4, 16)] == ["某区生态环境局", "市", "1.2"]
