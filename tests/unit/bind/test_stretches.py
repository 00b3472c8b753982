"""Long lists cut into stretches: which rows are plain, and what a stretch tells of its columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from qingjian.bind import bind, lists, long_rows
from qingjian.bind.long_rows import LongRows
from qingjian.catalog.editions import edition
from qingjian.model.form import FilledList, FilledRow
from qingjian.model.grid import Cell, CellKind
from qingjian.model.stretch import Stretch
from qingjian.rules.plan import plan
from support.by_columns import is_plain
from support.markdown import grid

HEAD: Final = "| 序号 | 企业名称 | 所属行业 | 节水（吨） | 节电（度） | 节电的碳减排量(tCO2) | 节煤（吨） | 节油（吨） | 经济效益（万元） |"
ROWS: Final = 7
WATER, NAME, SEQ = 4, 2, 1
Content = tuple[CellKind, str, str]


@pytest.fixture(autouse=True)
def every_list_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LONG", 0)


def listed(
    col: int = WATER, content: Content = ("number", "1", "General"), formula: str | None = None
) -> FilledList:
    """A list whose third row holds something in one column."""
    rows = "\n".join(
        f"| {n} | 大连第{n}化工有限公司 | 水泥制造 | {n}.5 | / | / | | | {n} |" for n in range(1, ROWS + 1)
    )
    made = grid(f"## 表2-2\n| 表2-2 资源能源节约及经济效益情况 |\n{HEAD}\n{rows}\n| 合计 |\n")
    (sheet,) = made.sheets
    cells = {number: dict(sheet.rows[number]) for number in sheet.rows}
    (first,) = (number for number, row in cells.items() if row.get(NAME) and "大连第1" in row[NAME].text)
    cells[first + 2][col] = Cell(first + 2, col, content[0], content[1], formula, content[2])
    sheet.rows = cells
    bound = bind(made, template="liaoning/2024")
    assert bound is not None
    block = bound[0].block("2-2", "companies")
    assert isinstance(block, FilledList)
    return block


def parts(filled: FilledList) -> list[Stretch | FilledRow]:
    assert isinstance(filled.entries, LongRows)
    return list(filled.entries.parts())


def lengths(filled: FilledList) -> list[int]:
    return [len(part) if isinstance(part, Stretch) else -1 for part in parts(filled)]


@pytest.mark.parametrize("content", [
    ("number", "0", "General"),
    ("number", "1234567890.1234", "General"),
    ("number", "0.5", "0.0"),
    ("number", "12", "@"),
    ("text", "/", "General"),
    ("text", "", "General"),
])  # fmt: skip
def test_plain_rows_stand_together(content: Content) -> None:
    assert lengths(listed(WATER, content)) == [ROWS]


@pytest.mark.parametrize("content", [
    ("number", "-1", "General"),
    ("number", "1.50", "General"),
    ("number", "01", "General"),
    ("number", "1.", "General"),
    ("number", ".5", "General"),
    ("number", "1e3", "General"),
    ("number", "12345678901", "General"),
    ("number", "1.23456", "General"),
    ("number", "1.25", "0.0"),
    ("number", "1.5", "0"),
    ("number", "0.5", "0%"),
    ("number", "45000", "yyyy-mm-dd"),
    ("number", "", "General"),
    ("number", "/", "General"),
    ("number", "１", "General"),
    ("text", "1", "@"),
    ("text", "／", "General"),
    ("text", " ", "General"),
    ("text", "1\x1f2", "General"),
    ("error", "#REF!", "General"),
    ("bool", "TRUE", "General"),
    ("date", "2024-01-01", "General"),
    ("uncalculated", "", "General"),
])  # fmt: skip
def test_any_other_row_stands_alone(content: Content) -> None:
    assert lengths(listed(WATER, content)) == [2, -1, 4]


@pytest.mark.parametrize(
    ("name", "is_alone"),
    [("", True), ("  ", True), ("……", True), ("/", True), ("一厂", False), ("甲（原名：乙）有限公司", False)],
)
def test_a_row_without_a_company_stands_alone(name: str, *, is_alone: bool) -> None:
    assert (-1 in lengths(listed(NAME, ("text", name, "General")))) is is_alone


@pytest.mark.parametrize(("seq", "is_alone"), [("……", True), ("三", False), ("", False), ("3", False)])
def test_a_row_of_dots_stands_alone(seq: str, *, is_alone: bool) -> None:
    assert (-1 in lengths(listed(SEQ, ("text", seq, "General")))) is is_alone


def test_a_stretch_goes_no_farther_than_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_rows, "CHUNK", 3)
    filled = listed(WATER, ("number", "-1", "General"))
    assert lengths(filled) == [2, -1, 3, 1]
    stretches = [part for part in parts(filled) if isinstance(part, Stretch)]
    assert [part.first for part in stretches] == [0, 3, 6]
    assert [list(part.numbers) for part in stretches] == [[3, 4], [6, 7, 8], [9]]


def test_what_a_stretch_tells() -> None:
    (told,) = parts(listed(WATER, ("number", "0", "General"), formula="1-1"))
    assert isinstance(told, Stretch)
    assert told.texts("water") == ("1.5", "2.5", "0", "4.5", "5.5", "6.5", "7.5")
    assert told.values("water")[1:3] == [Decimal("2.5"), Decimal(0)]
    assert told.values("power") == told.values("oil") == [None] * ROWS
    assert set(told.texts("power")) == {"/"}
    assert set(told.texts("oil")) == {""}
    assert told.texts("gas") == ("",) * ROWS  # the list has no such column
    assert (told.formulas("water"), told.formulas("power"), told.formulas("gas")) == (1, 0, 0)


def test_rows_are_held_while_their_stretch_is_judged() -> None:
    filled = listed()
    assert isinstance(filled.entries, LongRows)
    kept: list[FilledRow] = []
    for part in filled.entries.parts():
        assert isinstance(part, Stretch)
        row = part.row(2)
        assert row is part.row(2)
        assert row == filled.entries[2]
        assert row.entries.get("water") is row.entries.get("water")
        kept.append(row)
    assert kept == [filled.entries[2]]  # read again: nobody holds it any more


def test_every_row_is_plain_by_its_entries_too() -> None:
    """The tests' own definition reads entries, and agrees."""
    (block,) = (block for block in plan(edition("liaoning/2024")).blocks if block.table == "2-2")
    contents: list[Content] = [
        ("number", "7", "0"),
        ("text", "/", "@"),
        ("number", "0.00005", "General"),
    ]
    for content in contents:
        filled = listed(WATER, content)
        alone = {part.nth for part in parts(filled) if isinstance(part, FilledRow)}
        for row in filled.entries:
            plain = all(is_plain(entry, block.by_id[name]) for name, entry in row.entries.items())
            assert plain is (row.nth not in alone)
