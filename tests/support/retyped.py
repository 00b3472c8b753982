"""A form as somebody types it again into an empty workbook: the same words and values, nothing of ours."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final, Literal, NamedTuple

from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.edition import Edition
from qingjian.model.finding import Place
from qingjian.model.form import FilledList, Form, Table
from qingjian.model.grid import Area, Cell, Sheet
from qingjian.templates.layout import layout

_BRACKETED: Final = re.compile(r"[（(]([^（()）]*)[)）]")
_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "吨": ("t", "吨"),
    "度": ("kWh", "千瓦时"),
    "m3": ("立方米", "m³"),
    "tCO2": ("吨CO2", "tCO₂"),
    "个": ("家", "个"),
    "人": ("名", "人"),
}
_NAMES: Final = ("基本情况", "附表", "Sheet", "报送", "汇总（终稿）", "page ")
Look = Literal["as printed", "spaced", "broken"]


class Retyping(NamedTuple):
    """How somebody types it."""

    down: int
    """Empty rows above the table."""
    right: int
    """Empty columns left of it."""
    gaps: int
    """Blank rows in each list."""
    wide: bool | None
    """Brackets in full width, in half width, or as printed."""
    look: Look
    unit: int | None
    """Which other spelling of a unit; None leaves units as printed."""
    seed: int


def retypings() -> st.SearchStrategy[Retyping]:
    looks: Sequence[Look] = ("as printed", "spaced", "broken")
    return st.builds(
        Retyping,
        down=st.integers(0, 7),
        right=st.integers(0, 3),
        gaps=st.integers(0, 3),
        wide=st.sampled_from([None, True, False]),
        look=st.sampled_from(looks),
        unit=st.sampled_from([None, 0, 1]),
        seed=st.integers(0, 2**16),
    )


def retype(form: Form, edition: Edition, how: Retyping) -> bytes:
    """An .xlsx of values on sheets of other names: no stamp, no formulas, no 参数."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for index, spec in enumerate(edition.sheets):
            table = form.tables[spec.id]
            sheet = form.grid.sheet(table.sheet)
            assert sheet is not None
            width = layout(spec, year=edition.years.default).width
            target = book.add_worksheet(f"{_NAMES[(how.seed + index) % len(_NAMES)]}{index + 1}")
            _Typist(target, how, _gaps(table, how)).type(sheet, table, width)
    return out.getvalue()


def _gaps(table: Table, how: Retyping) -> list[int]:
    """Rows of lists above which a blank row is left."""
    chance = random.Random(how.seed)
    found: list[int] = []
    for block in table.blocks.values():
        if isinstance(block, FilledList) and block.last_row > block.header_row + 1:
            found += [chance.randint(block.header_row + 2, block.last_row + 1) for _ in range(how.gaps)]
    return sorted(found)


class _Typist:
    """Types one sheet."""

    def __init__(self, target: Worksheet, how: Retyping, gaps: Sequence[int]) -> None:
        self.target = target
        self.how = how
        self.gaps = gaps

    def type(self, sheet: Sheet, table: Table, width: int) -> None:
        merges = {(area.top, area.left): area for area in sheet.merges}
        answers = {(place.row, place.col) for place in _places(table)}
        for _, cells in sheet.stream():
            for cell in cells.values():
                if cell.col <= width and cell.text:
                    self._type(
                        cell, merges.get((cell.row, cell.col)), is_answer=(cell.row, cell.col) in answers
                    )

    def _type(self, cell: Cell, area: Area | None, *, is_answer: bool) -> None:
        row, col = self._row(cell.row), cell.col + self.how.right
        value: Decimal | str = cell.text
        if cell.kind == "number":
            value = Decimal(cell.text)
        elif not is_answer:
            value = retold(cell.text, self.how)
        if area is not None and (area.bottom, area.right) != (area.top, area.left):
            self.target.merge_range(
                row - 1, col - 1, self._row(area.bottom) - 1, area.right + self.how.right - 1, ""
            )
        if isinstance(value, str):
            self.target.write_string(row - 1, col - 1, value)
        else:
            self.target.write_number(row - 1, col - 1, value)

    def _row(self, row: int) -> int:
        return row + self.how.down + bisect_right(self.gaps, row)


def _places(table: Table) -> Iterator[Place]:
    """Cells that people fill in."""
    for block in table.blocks.values():
        for entries in block.rows():
            yield from (entry.place for entry in entries.values())
        if isinstance(block, FilledList) and block.total is not None:
            yield from (entry.place for entry in block.total.entries.values())


def retold(caption: str, how: Retyping) -> str:
    """The same caption in another hand."""
    text = _UNIT_CELL.get(caption.strip(), (caption, caption))[how.unit] if how.unit is not None else caption
    text = _BRACKETED.sub(lambda found: _bracket(found, how), text)
    if how.look == "spaced" and len(text) <= 4:
        return "  ".join(text)
    if how.look == "broken" and "\n" not in text and len(text) > 2:
        at = text.find("（") if "（" in text[1:] else len(text) // 2
        return f"{text[:at]}\n{text[at:]}"
    return text


_UNIT_CELL: Final = {unit: spellings for unit, spellings in _UNITS.items() if unit not in ("个", "人")}


def _bracket(found: re.Match[str], how: Retyping) -> str:
    inner = found[1]
    if how.unit is not None and inner in _UNITS:
        inner = _UNITS[inner][how.unit]
    wide = how.wide if how.wide is not None else found[0][0] == "（"
    return f"（{inner}）" if wide else f"({inner})"
