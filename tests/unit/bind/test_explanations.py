"""The sheet 情况说明, retyped by whoever lost it: captions anywhere, in any order, by other names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qingjian.bind.explanations import read, room
from qingjian.model.finding import Place
from qingjian.model.grid import Cell, Grid, Sheet

LINE = ("QJ2013", "表2-1", "E5", "-3.6", "当年停产")


def _grid(*rows: Sequence[str], name: str = "情况说明", top: int = 1, left: int = 1) -> Grid:
    cells = {
        row: {col: Cell(row, col, "text", text) for col, text in enumerate(texts, left) if text}
        for row, texts in enumerate(rows, top)
    }
    return Grid([Sheet("表1"), Sheet(name, rows=cells)])


def _lines(grid: Grid) -> list[tuple[str, ...]]:
    return [(one.code, one.sheet, one.cell, one.value, one.text) for one in read(grid)]


@pytest.mark.parametrize("name", ["情况说明", " 情况说明 ", "Explanations"])
@pytest.mark.parametrize(("top", "left"), [(1, 1), (4, 3)])
def test_lines_are_found_by_caption(name: str, top: int, left: int) -> None:
    heads = ("规则代码", "表", "单元格", "被说明的数值", "说明")
    found = read(_grid(("情况说明",), heads, LINE, ("",), LINE, name=name, top=top, left=left))
    assert [one.place for one in found] == [
        Place(name, top + 2, left + 4),
        Place(name, top + 4, left + 4),
    ]
    assert {(one.code, one.sheet, one.cell, one.value, one.text) for one in found} == {LINE}


def test_other_names_and_another_order() -> None:
    heads = ("序号", "原因", "规则", "工作表", "现填", "位置")
    assert _lines(_grid(heads, ("1", LINE[4], LINE[0], LINE[1], LINE[3], LINE[2]))) == [LINE]


def test_rule_and_reason_are_enough() -> None:
    grid = _grid(("规则代码", "说明"), (LINE[0], LINE[4]))
    assert _lines(grid) == [(LINE[0], "", "", "", LINE[4])]
    assert room(grid) is None


@pytest.mark.parametrize("rows", [(), (("情况说明",), ("本区一切正常",)), (("规则代码",), ("QJ2013",))])
def test_a_sheet_without_the_captions_says_nothing(rows: Sequence[Sequence[str]]) -> None:
    assert read(_grid(*rows)) == ()
    assert room(_grid(*rows)) is None


def test_a_sheet_of_another_name_is_none_of_it() -> None:
    assert read(_grid(("规则代码", "说明"), (LINE[0], LINE[4]), name="备注")) == ()


def test_there_is_room_below_the_last_line() -> None:
    grid = _grid(("规则代码", "表", "单元格", "被说明的数值", "说明"), LINE, (), LINE, top=3)
    found = room(grid)
    assert found is not None
    assert (found.row, found.columns["text"]) == (7, 5)


def test_a_pasted_roll_is_read_up_to_a_bound() -> None:
    assert len(read(_grid(("规则代码", "说明"), *[(LINE[0], LINE[4])] * 3000))) == 2000
