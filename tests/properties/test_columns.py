"""What is judged by columns is judged as row by row: long lists and short ones, whatever stands in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingjian.bind import bind, lists, long_rows
from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.form import FilledList, Form
from qingjian.model.grid import Cell, CellKind, Grid, Sheet
from qingjian.model.stretch import ByColumns, Stretch
from qingjian.rules.plan import plan
from qingjian.rules.runner import Outcome, run
from qingjian.sheets.read import read
from support.defects.sow import base, correct, kinds, sown

EDITIONS: Final = [
    name
    for name in edition_ids()
    if any(block.is_list and block.of_type.get("company") for block in plan(edition(name)).blocks)
]
"""Those with lists of companies."""
CHUNK: Final = 4
"""Rows taken at a time, so that a short list has several parts."""
CONTENTS: Final[list[tuple[CellKind, str, str]]] = [
    ("number", "0", "General"),
    ("number", "7", "General"),
    ("number", "-3", "General"),
    ("number", "1.50", "General"),
    ("number", "1.2345", "0.00"),
    ("number", "1.2", "0.00"),
    ("number", "0.5", "0%"),
    ("number", "101", "General"),
    ("number", "45000", "yyyy-mm-dd"),
    ("number", "1E+3", "General"),
    ("number", "12345678901", "General"),
    ("number", "9999999999.9999", "General"),
    ("number", "0.0000004", "General"),
    ("number", "3.1415926535", "General"),
    ("number", "", "General"),
    ("number", "/", "General"),
    ("text", "/", "General"),
    ("text", "／", "General"),
    ("text", "-", "@"),
    ("text", "", "General"),
    ("text", "   ", "General"),
    ("text", "……", "General"),
    ("text", "无", "General"),
    ("text", "12", "@"),
    ("text", "约3吨", "General"),
    ("text", "同上", "General"),
    ("text", "强制性清洁生产审核", "General"),
    ("text", "自愿性审核", "General"),
    ("text", "91210231MA0ABCDE1X", "General"),
    ("text", "2019年验收", "General"),
    ("number", "43831", "yyyy-mm"),
    ("text", "示例：某某有限公司", "General"),
    ("text", "大连 化工有限公司", "General"),
    ("text", "大连化工有限公司（原名：大连第二化工厂）", "General"),
    ("text", "А\u200b有限公司", "General"),
    ("text", "C9999 无此行业", "General"),
    ("text", "水泥制造", "General"),
    ("bool", "TRUE", "General"),
    ("error", "#REF!", "General"),
    ("date", "2024-05-01", "General"),
    ("uncalculated", "", "General"),
]


@cache
def official(name: str) -> Grid:
    """A correct form of the edition, as read."""
    return read(correct(base(name, 0)), "form.xlsx")


def judged(grid: Grid, *, by_columns: bool) -> tuple[Outcome, Form]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lists, "LONG", 0 if by_columns else 1_000_000)
        patched.setattr(long_rows, "CHUNK", CHUNK)
        bound = bind(grid)
        assert bound is not None
        return run(*bound), bound[0]


def assert_same(grid: Grid) -> Form:
    told, form = judged(grid, by_columns=True)
    assert told == judged(grid, by_columns=False)[0]
    return form


def long_lists(form: Form) -> Iterator[tuple[str, FilledList]]:
    for table in form.tables.values():
        for block in table.blocks.values():
            if isinstance(block, FilledList) and isinstance(block.entries, ByColumns):
                yield table.sheet, block


@cache
def places(name: str) -> tuple[tuple[str, int, int], ...]:
    """The cells of all lists."""
    _, form = judged(official(name), by_columns=True)
    return tuple(
        (sheet, row.number, col)
        for sheet, filled in long_lists(form)
        for row in filled.entries
        for col in sorted(filled.columns.values())
    )


def changed(grid: Grid, cells: Mapping[tuple[str, int, int], Cell | None]) -> Grid:
    """The grid with other contents in some cells."""
    sheets: list[Sheet] = []
    for sheet in grid.sheets:
        rows = {number: dict(sheet.rows[number]) for number in sheet.rows}
        for (name, row, col), cell in cells.items():
            if name == sheet.name and cell is None:
                rows[row].pop(col, None)
            elif name == sheet.name and cell is not None:
                rows[row][col] = cell
        made = {number: cells for number, cells in rows.items() if cells}
        sheets.append(Sheet(sheet.name, sheet.state, made, merges=sheet.merges))
    return Grid(sheets, properties=grid.properties, names=grid.names)


@pytest.mark.parametrize("name", EDITIONS)
@given(draw=st.data())
@settings(max_examples=-(-8 * settings().max_examples // len(EDITIONS)))
def test_whatever_stands_in_the_cells(name: str, draw: st.DataObject) -> None:
    picked = draw.draw(st.lists(st.sampled_from(places(name)), min_size=1, max_size=12, unique=True))
    contents = st.none() | st.sampled_from(CONTENTS)
    cells: dict[tuple[str, int, int], Cell | None] = {}
    for sheet, row, col in picked:
        content = draw.draw(contents)
        formula = draw.draw(st.none() | st.just("1+1")) if content else None
        if content is None:
            cells[sheet, row, col] = None
        else:
            kind, text, code = content
            cells[sheet, row, col] = Cell(row, col, kind, text, formula, code)
    assert_same(changed(official(name), cells))


@pytest.mark.slow
@pytest.mark.parametrize("group", sorted({kind.group for kind in kinds()}))
def test_every_kind_of_mistake(group: str) -> None:
    plain = rows = 0
    for kind in kinds():
        if kind.group == group:
            for one in sown(kind, 1):
                grid = read(one.workbook, "form.xlsx")
                if bind(grid) is None:
                    continue
                for _, filled in long_lists(assert_same(grid)):
                    assert isinstance(filled.entries, ByColumns)
                    parts = [part for part in filled.entries.parts() if isinstance(part, Stretch)]
                    plain += sum(map(len, parts))
                    rows += len(filled.entries)
    assert plain > rows // 2
