"""Whole workbooks: the official one, its sections, its parameters, its stamp."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qingjian.bind import bind
from qingjian.bind.extract import extract
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.form import FilledList, FilledRecord, Form
from qingjian.model.grid import Grid
from qingjian.sheets.read import read
from qingjian.templates.book import build
from support.markdown import grid

SAMPLE = Path(__file__).resolve().parents[3] / "workbooks" / "samples" / "liaoning-2024-filled.json"


@cache
def blank(edition_id: str) -> Grid:
    return read(build(edition(edition_id)), "blank.xlsx")


def sample() -> tuple[Form, Edition]:
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    bound = bind(read(build(edition(data["edition"]), data=data), "sample.xlsx"))
    assert bound is not None
    return bound


@pytest.mark.parametrize("edition_id", edition_ids())
def test_every_official_workbook_binds_whole(edition_id: str) -> None:
    bound = bind(blank(edition_id))
    assert bound is not None
    form, known = bound
    assert form.match.how == "stamp"
    assert {finding.code for finding in form.findings} <= {"QJ1018"}  # nobody has said yet who reports
    for sheet in known.sheets:
        for block in sheet.blocks():
            filled = form.block(sheet.id, block.id)
            wanted = {field.id for field in block.fields}
            assert filled is not None
            found = set(filled.columns if isinstance(filled, FilledList) else filled.entries)
            assert found == wanted, (sheet.id, block.id)


@pytest.mark.parametrize("edition_id", edition_ids())
def test_no_two_fields_share_a_cell(edition_id: str) -> None:
    bound = bind(blank(edition_id))
    assert bound is not None
    form, _ = bound
    places = [
        entry.place
        for table in form.tables.values()
        for block in table.blocks.values()
        if isinstance(block, FilledRecord)
        for entry in block.entries.values()
    ]
    assert len(places) == len(set(places))


def test_the_published_form_is_read_to_the_last_cell() -> None:
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    form, known = sample()
    again = extract(form, known)
    assert again["tables"] == data["tables"]
    assert again["unread"] == []
    assert (again["unit"], again["level"], again["report_year"]) == (data["unit"], "city", 2024)
    factor = again["parameters"]["electricity_factor"]
    assert (factor["id"], factor["value"]) == ("ndrc-average:average:2012:东北", "0.7769")


def test_without_a_stamp_the_captions_tell() -> None:
    book = blank("chongqing/2025")
    bound = bind(Grid(book.sheets))
    assert bound is not None
    form, known = bound
    assert known.id == "chongqing/2025"
    assert form.match.how == "content"
    assert [finding.code for finding in form.findings] == ["QJ1001", "QJ1018", "QJ1018"]


def test_a_stamp_that_the_content_contradicts_is_not_believed() -> None:
    book = blank("mee/2020")
    bound = bind(Grid(book.sheets, properties={"qingjian.edition": "guangdong/2009-performance"}))
    assert bound is not None
    form, known = bound
    assert known.id == "mee/2020"
    assert "QJ1002" in {finding.code for finding in form.findings}


def test_another_revision_of_the_stamped_edition_is_said() -> None:
    book = blank("mee/2020")
    bound = bind(Grid(book.sheets, properties={"qingjian.edition": "mee/2020", "qingjian.hash": "0" * 64}))
    assert bound is not None
    assert "QJ1002" in {finding.code for finding in bound[0].findings}


def test_a_workbook_of_other_things_is_no_form() -> None:
    assert bind(grid("## 通讯录\n| 姓名 | 电话 |\n| 甲 | 1 |")) is None
    assert bind(Grid([])) is None


def test_a_missing_sheet_is_missed() -> None:
    book = blank("liaoning/2024")
    bound = bind(Grid([sheet for sheet in book.sheets if sheet.name != "表3-2"], properties=book.properties))
    assert bound is not None
    missing = [finding for finding in bound[0].findings if finding.code == "QJ1003"]
    assert [finding.table for finding in missing] == ["3-2"]


def test_a_form_of_another_year_is_named_by_its_title() -> None:
    data = json.loads(SAMPLE.read_text(encoding="utf-8"))
    book = read(build(edition("liaoning/2024"), data=data), "x.xlsx")
    declared = next(sheet for sheet in book.sheets if sheet.name == "参数")
    rows = {number: dict(cells) for number, cells in declared.stream()}
    for cells in rows.values():
        for col, cell in cells.items():
            if cell.text == "2024":
                cells[col] = cell._replace(text="2025")
    declared.rows = rows
    bound = bind(book)
    assert bound is not None
    form, _ = bound
    assert form.parameters.report_year == 2025
    years = [finding for finding in form.findings if finding.code == "QJ1010"]
    assert {(finding.params["declared"], finding.params["found"]) for finding in years} == {("2025", "2024")}
