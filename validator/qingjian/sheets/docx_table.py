"""One table of a Word document: its rows while they are read, and where its cells stand once it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.docx_lines import columns

Merge = Literal["", "restart", "continue"]
_DRAWN: Final = 500
"""Rows; a longer table is a list, whose rows are all alike."""
_Slot = tuple[int, int, Merge]
"""The grid lines before and after a cell, and its part in a vertical merge."""


class Placed(NamedTuple):
    """A cell that says something, in rows and columns of its table."""

    row: int
    col: int
    text: str


class Mark(NamedTuple):
    """An oddity at a cell of the table."""

    code: str
    detail: str
    row: int
    line: int


class _Row(NamedTuple):
    slots: tuple[_Slot, ...]
    texts: tuple[str, ...]
    is_hidden: bool


class WordTable:
    """Rows come in order, cells from left to right."""

    def __init__(self, budget: guard.Budget, *, is_nested: bool) -> None:
        self.is_nested = is_nested
        self.marks: list[Mark] = []
        self._budget = budget
        self._widths: list[int] = []
        self._rows: list[_Row] = []
        self._known: dict[tuple[_Slot, ...], tuple[_Slot, ...]] = {}
        """Rows of a list are drawn alike; each drawing is kept once."""
        self._slots: list[_Slot] = []
        self._texts: list[str] = []
        self._line = 0
        self.is_deleted = False
        self.is_hidden = False
        self.span = 1
        self.merge: Merge = ""
        self.is_beside = False
        """The open cell only continues the one to its left, as old files merge."""

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, width: int) -> None:
        """A column of the grid, as wide as it is drawn."""
        if len(self._widths) < guard.COLUMN:
            self._widths.append(width)

    def start_row(self) -> None:
        self._slots, self._texts, self._line = [], [], 0
        self.is_deleted = self.is_hidden = False

    def skip(self, lines: int) -> None:
        """Grid columns before the first cell."""
        self._line = self._reached(self._line + lines)

    def start_cell(self) -> None:
        self.span, self.merge, self.is_beside = 1, "", False

    def end_cell(self, text: str) -> None:
        """Keep the open cell."""
        if len(text) > guard.TEXT_CHARS:
            raise UnreadableWorkbook("text-too-long", self._where)
        first, self._line = self._line, self._reached(self._line + self.span)
        if self.is_beside and self._slots:
            start, _, merge = self._slots[-1]
            self._slots[-1] = (start, self._line, merge)
            return
        self._slots.append((first, self._line, self.merge))
        self._texts.append(text)

    def end_row(self) -> None:
        """Keep the row, unless somebody has struck it out."""
        if self.is_deleted or not self._slots:
            return
        self._budget.fill(len(self._slots), self._where)
        slots = tuple(self._slots)
        slots = self._known.setdefault(slots, slots)
        self._rows.append(_Row(slots, tuple(self._texts), self.is_hidden))
        if len(self._rows) > guard.ROW:
            raise UnreadableWorkbook("bad-address", self._where)

    def mark(self, code: str, detail: str = "") -> None:
        """Something a person should know about the open cell; once for each code."""
        if all(one.code != code for one in self.marks):
            self.marks.append(Mark(code, detail, len(self._rows) + 1, self._line))

    def first_texts(self) -> Sequence[str]:
        """What the first row says."""
        return [text for text in self._rows[0].texts if text.strip()] if self._rows else []

    def lines(self) -> list[int]:
        """For each grid line, the columns before it."""
        layouts = {slots: _layout(slots) for slots in self._known}
        return columns(self._widths or [0], [layouts[row.slots] for row in self._rows])

    def placed(self, lines: Sequence[int]) -> Iterator[tuple[int, list[Placed]]]:
        """Rows that say anything, with their cells."""
        for number, (slots, texts, _) in enumerate(self._rows, 1):
            cells = [
                Placed(number, lines[first] + 1, text)
                for (first, _, _), text in zip(slots, texts, strict=True)
                if text
            ]
            if cells:
                yield number, cells

    def hidden(self) -> Iterator[int]:
        """Rows that Word does not show."""
        return (number for number, row in enumerate(self._rows, 1) if row.is_hidden)

    def areas(self, lines: Sequence[int]) -> list[Area]:
        """Where cells reach: those over several rows or columns, and in a drawn table every one of them, since
        there an empty cell in a single column says as much as one that spans two."""
        found: list[Area] = []
        is_drawn = len(self._rows) <= _DRAWN
        over: dict[int, Area] = {}
        for number, (slots, _, _) in enumerate(self._rows, 1):
            now: dict[int, Area] = {}
            for first, last, merge in slots:
                area = Area(number, lines[first] + 1, number, max(lines[first] + 1, lines[last]))
                above = over.pop(area.left, None) if merge == "continue" else None
                if above is not None:
                    area = above._replace(bottom=number)
                if merge:
                    now[area.left] = area
                elif is_drawn or area.right > area.left:
                    found.append(area)
            found += over.values() if is_drawn else _grown(over.values())
            over = now
            if len(found) > guard.NAMED_ITEMS:
                raise UnreadableWorkbook("too-many-items", "word/document.xml")
        return [*found, *(over.values() if is_drawn else _grown(over.values()))]

    @property
    def _where(self) -> str:
        return f"{len(self._rows) + 1}"

    def _reached(self, line: int) -> int:
        if line > guard.COLUMN:
            raise UnreadableWorkbook("bad-address", self._where)
        return line


def _grown(areas: Iterable[Area]) -> list[Area]:
    return [area for area in areas if area.bottom > area.top or area.right > area.left]


def _layout(slots: Sequence[_Slot]) -> tuple[int, ...]:
    """The lines that a row uses."""
    return tuple(dict.fromkeys(line for slot in slots for line in slot[:2]))
