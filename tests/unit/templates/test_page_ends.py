"""Pages of 表1: nothing is cut in two, no page is nearly empty, a section that goes on says its caption again."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qingjian.api.data import extract
from qingjian.bind.captions import keyed
from qingjian.catalog.editions import edition, edition_ids
from qingjian.templates.book import build
from qingjian.templates.filling import fillings
from qingjian.templates.heights import Heights, needed
from qingjian.templates.layout import layout
from qingjian.templates.pages import Pages
from qingjian.templates.place import PlacedCell, SheetLayout

Json = dict[str, Any]
SUMMARIES = [name for name in edition_ids() if any(sheet.head for sheet in edition(name).sheets)]
LONG = "清洁生产" * 400


class Printed(NamedTuple):
    """表1 as its file says it prints."""

    layout: SheetLayout
    sheet: Worksheet
    ends: list[int]

    @property
    def pages(self) -> list[range]:
        edges = [0, *self.ends, self.layout.last_row]
        return [range(above + 1, last + 1) for above, last in pairwise(edges)]

    def tall(self, rows: range) -> float:
        dimensions: Any = self.sheet.row_dimensions
        return sum((float(dimensions[row].height or 0) for row in rows if not dimensions[row].hidden), 0.0)

    @property
    def room(self) -> float:
        return Pages(self.layout, Heights({}), portrait=False).sure_room

    def cut(self) -> list[PlacedCell]:
        """Cells on more than one page, section captions aside."""
        return [
            cell
            for cell in self.layout.cells
            if cell.role != "section" and any(cell.row <= end < cell.bottom for end in self.ends)
        ]

    def captions(self) -> dict[str, list[tuple[int, int]]]:
        """Rows of each caption of a section, as often as it is printed."""
        merged = {area.min_row: area.max_row for area in self.sheet.merged_cells.ranges if area.min_col == 1}
        found: dict[str, list[tuple[int, int]]] = {}
        for row in range(1, self.layout.last_row + 1):
            text = self.sheet.cell(row, 1).value
            if isinstance(text, str) and any(
                c.text == text and c.role == "section" for c in self.layout.cells
            ):
                found.setdefault(text, []).append((row, merged.get(row, row)))
        return found


@cache
def blank(name: str) -> Printed:
    return printed(name, None)


def printed(name: str, tables: Json | None) -> Printed:
    whole = edition(name)
    data = {"tables": tables} if tables is not None else None
    rows = fillings(whole.sheets, data)["1"].rows()
    book = openpyxl.load_workbook(io.BytesIO(build(whole, data=data)))
    sheet = book[whole.sheet("1").name]
    assert isinstance(sheet, Worksheet)
    placed = layout(whole.sheet("1"), year=whole.years.default, rows=rows)
    return Printed(placed, sheet, [int(str(found.id)) for found in sheet.row_breaks.brk])


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_blank_form_cuts_nothing(name: str) -> None:
    form = blank(name)
    assert form.ends
    assert form.cut() == []


@pytest.mark.parametrize("name", SUMMARIES)
def test_headers_stay_with_their_cells(name: str) -> None:
    form = blank(name)
    last = {cell.role for cell in form.layout.cells if cell.bottom in form.ends}
    assert not last & {"title", "head", "header", "unit"}


@pytest.mark.parametrize("name", SUMMARIES)
def test_pages_of_a_blank_form_are_neither_overfull_nor_nearly_empty(name: str) -> None:
    form = blank(name)
    assert form.layout.repeat is not None
    head = form.tall(range(form.layout.repeat[0], form.layout.repeat[1] + 1))
    for number, rows in enumerate(form.pages):
        filled = form.tall(rows) + (head if number else 0)
        assert form.room * 0.6 < filled <= form.room


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_section_that_goes_on_says_its_caption_again(name: str) -> None:
    form = blank(name)
    repeated = {text: places for text, places in form.captions().items() if len(places) > 1}
    assert repeated
    for cell in (cell for cell in form.layout.cells if cell.role == "section"):
        cuts = [end for end in form.ends if cell.row <= end < cell.bottom]
        edges = [cell.row - 1, *cuts, cell.bottom]
        assert cell.text is not None
        assert form.captions()[cell.text] == [(above + 1, last) for above, last in pairwise(edges)]
        for rows in form.captions()[cell.text]:
            assert form.tall(range(rows[0], rows[1] + 1)) >= needed(cell, form.layout) - 0.01


def test_sections_of_one_caption_are_not_cut() -> None:
    form = blank("liaoning/2024")
    alike = [
        c
        for c in form.layout.cells
        if c.role == "section" and keyed(c.text or "").full.startswith("年本行政区域")
    ]
    assert len(alike) == 2
    assert not [end for end in form.ends for cell in alike if cell.row <= end < cell.bottom]


def test_an_answer_that_fits_on_a_page_stays_whole() -> None:
    answers = {"penalties": "甲" * 700, "awards": "乙" * 500, "problems": "丙" * 900}
    form = printed("liaoning/2024", {"1": answers})
    assert form.cut() == []


FULL: Json = {
    "documents": {"rows": [{"name": f"文件{n}", "number": f"第{n}号"} for n in range(60)]},
    "agencies": {"rows": [{"name": f"机构{n}", "staff": str(n)} for n in range(1, 50)]},
    "support": {"rows": {"city_centre": [{"name": f"中心{n}", "people": "3"} for n in range(1, 30)]}},
    "penalties": LONG,
    "practice": {"parks": LONG},
    "problems": LONG,
}


def test_no_page_of_a_full_form_runs_over() -> None:
    form = printed("liaoning/2024", {"1": FULL})
    assert all(form.tall(rows) <= form.room for rows in form.pages)
    caption = next(cell.text for cell in form.layout.cells if cell.role == "section")
    assert caption is not None
    assert len(form.captions()[caption]) > 2
    alike = [text for text in form.captions() if keyed(text).full.startswith("年本行政区域")]
    assert [len(form.captions()[text]) for text in alike] == [1, 1]


def test_a_full_form_reads_back_as_it_was_built(tmp_path: Path) -> None:
    path = tmp_path / "full.xlsx"
    path.write_bytes(build(edition("liaoning/2024"), data={"tables": {"1": FULL}}))
    found = extract(path)["tables"]["1"]
    for block in ("documents", "agencies"):
        rows = found[block]["rows"]
        wanted = FULL[block]["rows"]
        assert [{key: row[key] for key in given} for row, given in zip(rows, wanted, strict=True)] == wanted
    assert [row["name"] for row in found["support"]["rows"]["city_centre"]] == [
        f"中心{n}" for n in range(1, 30)
    ]
    assert (found["penalties"], found["practice"]["parks"], found["problems"]) == (LONG, LONG, LONG)
