"""Whatever a small sheet looks like: edits arrive, the rest stays, and everything can be taken back."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from qingjian.model.finding import SEVERITIES
from qingjian.model.grid import a1
from qingjian.sheets.annotate import Note, ResultRow, ResultTable, annotate, clear
from qingjian.sheets.edit import CellEdit, fill_cells
from qingjian.sheets.package import announced
from support.bare_package import MAIN, package, parts, worksheet
from support.ooxml_lint import lint

PLACES = st.tuples(st.integers(1, 8), st.integers(1, 6))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.sampled_from(
    [
        "/>",
        "></{p}c>",
        "><{p}v>5</{p}v></{p}c>",
        ' t="str"><{p}f>A1&amp;"x"</{p}f><{p}v>x</{p}v></{p}c>',
        "><{p}f>SUM(A1:B2)</{p}f></{p}c>",
        ' t="inlineStr"><{p}is><{p}t>字</{p}t></{p}is></{p}c>',
    ]
)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[bytes, dict[tuple[int, int], str]]:
    """A workbook, and what stands in each of its cells."""
    prefix = draw(st.sampled_from(["", "x:"]))
    numbered = draw(st.booleans())
    cells = draw(st.dictionaries(PLACES, st.tuples(CELLS, st.integers(0, 4)), max_size=12))
    spare = draw(st.sets(st.integers(1, 8)))
    rows = ""
    for row in range(1, 9):
        mine = sorted(place for place in cells if place[0] == row)
        if mine or row in spare:
            rows += f'<{prefix}row r="{row}"' + (">" if mine else "/>")
            for at, place in enumerate(mine, 1):
                body, style = cells[place]
                address = f' r="{a1(*place)}"' if numbered or place[1] != at else ""
                rows += f'<{prefix}c{address} s="{style}"' + body.format(p=prefix)
            rows += f"</{prefix}row>" if mine else ""
    sheet = worksheet(rows)
    if prefix:
        sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    return package(sheet), {place: body for place, (body, _) in cells.items()}


def values(data: bytes, *, only_values: bool) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=only_values)["表"]
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


@given(sheets(), st.dictionaries(PLACES, st.integers(-9999, 9999), max_size=8))
def test_filling_changes_these_cells_and_nothing_else(
    made: tuple[bytes, dict[tuple[int, int], str]], wanted: dict[tuple[int, int], int]
) -> None:
    data, cells = made
    free = {
        place: value
        for place, value in wanted.items()
        if "v>5" not in (body := cells.get(place, "")) and "字" not in body
    }
    edits = [CellEdit("表", *place, Decimal(value) / 8) for place, value in free.items()]
    after = fill_cells(data, edits)
    assert lint(after) == []
    assert announced(data, after) in ((), ("xl/worksheets/sheet1.xml",))
    assert fill_cells(after, edits) == after
    shown = {a1(edit.row, edit.col): float(edit.value) for edit in edits}
    assert values(after, only_values=True) == values(data, only_values=True) | shown
    formulas = {
        address: text
        for address, text in values(data, only_values=False).items()
        if str(text).startswith("=")
    }
    assert values(after, only_values=False) | formulas == values(after, only_values=False)


@given(
    sheets(),
    st.lists(st.tuples(PLACES, st.sampled_from(SEVERITIES), TEXTS), max_size=6),
    st.lists(TEXTS, max_size=3),
)
def test_annotating_changes_no_value_and_is_taken_back(
    made: tuple[bytes, dict[tuple[int, int], str]],
    found: list[tuple[tuple[int, int], Any, str]],
    lines: list[str],
) -> None:
    data, _ = made
    notes = [Note("表", *place, severity, text) for place, severity, text in found]
    table = ResultTable(
        "结果", ("说明", "位置"), tuple(ResultRow((text, text), ("表", 1, 2), 1) for text in lines)
    )
    after = annotate(data, notes, table)
    assert lint(after) == []
    assert annotate(after, notes, table) == after
    assert parts(clear(after)) == parts(data)
    for only_values in (False, True):
        assert values(after, only_values=only_values) == values(data, only_values=only_values)
    assert annotate(after, notes[1:], table) == annotate(data, notes[1:], table)
