"""A sheet seen as captions: which cells say what, and how far each one reaches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from qingjian.bind.captions import Keyed, Wanted, keyed, near
from qingjian.bind.index import LONGEST_CAPTION, Index
from qingjian.model.grid import Area, Cell, Sheet
from qingjian.model.rows import Stored
from qingjian.named_tuple import NamedTuple


class Hit(NamedTuple):
    """A cell that says a caption."""

    row: int
    col: int
    bottom: int
    right: int
    text: str
    key: Keyed


class Region(NamedTuple):
    """Where to look: rows and columns, inclusive."""

    top: int
    bottom: int
    left: int = 1
    right: int = 16_384

    def below(self, row: int) -> Region:
        return self._replace(top=max(self.top, row))


class Page:
    """One sheet of the workbook, its texts indexed by what they say."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def hits(self, row: int) -> list[Hit]:
        """The captions that a row may hold, left to right."""
        return [self._hit(cell) for _, cell in sorted(self.sheet.row(row).items()) if _may_say(cell)]

    def _hit(self, cell: Cell) -> Hit:
        area = self.merged.get((cell.row, cell.col))
        bottom, right = (area.bottom, area.right) if area else (cell.row, cell.col)
        return Hit(cell.row, cell.col, bottom, right, cell.text, keyed(cell.text))

    @cached_property
    def merged(self) -> dict[tuple[int, int], Area]:
        return {(area.top, area.left): area for area in self.sheet.merges}

    def starts(self, row: int, first: int, last: int) -> list[int]:
        """Columns between two others where a merged area begins on a row."""
        return [col for col in self._merge_starts.get(row, ()) if first <= col <= last]

    @cached_property
    def _merge_starts(self) -> dict[int, list[int]]:
        starts: dict[int, list[int]] = {}
        for row, col in self.merged:
            starts.setdefault(row, []).append(col)
        return starts

    @cached_property
    def numbers(self) -> list[int]:
        """Rows that hold anything, ascending."""
        return sorted(self.sheet.rows)

    @cached_property
    def last_row(self) -> int:
        return self.numbers[-1] if self.numbers else 0

    def rows(self, first: int, last: int) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows between two numbers that hold anything."""
        numbers = self.numbers
        for index in range(bisect_left(numbers, first), len(numbers)):
            if numbers[index] > last:
                return
            yield numbers[index], self.sheet.rows[numbers[index]]

    def stored(self, first: int, last: int) -> Iterator[tuple[int, Stored]]:
        """The same rows as they are stored."""
        numbers = self.numbers
        for index in range(bisect_left(numbers, first), len(numbers)):
            if numbers[index] > last:
                return
            stored = self.sheet.stored(numbers[index])
            if stored is not None:
                yield numbers[index], stored

    @cached_property
    def _index(self) -> Index:
        return Index(self.sheet.texts())

    def said(self, keys: Iterable[str]) -> set[str]:
        """Those of the normal forms that any cell says."""
        index = self._index
        return {key for key in keys if key in index}

    def places(self, key: str) -> Iterator[tuple[int, int]]:
        """Rows and columns of the cells that say this."""
        return self._index.places(key)

    def within(self, region: Region) -> Iterator[Hit]:
        """Hits of a region, row by row."""
        for row, _ in self.rows(region.top, region.bottom):
            for hit in self.hits(row):
                if region.left <= hit.col <= region.right:
                    yield hit

    def find(self, wanted: Wanted, region: Region) -> list[Hit]:
        """Every cell of the region that says the caption, row by row."""
        found = {
            (row, col)
            for key in wanted.keys
            for row, col in self.places(key)
            if region.top <= row <= region.bottom and region.left <= col <= region.right
        }
        return [self._hit(self.sheet.rows[row][col]) for row, col in sorted(found)]

    def find_near(self, wanted: Wanted, region: Region) -> Hit | None:
        """The one cell that says nearly the caption; None when there is none or more than one."""
        close = [hit for hit in self.within(region) if near(wanted.full, hit.key.full)]
        return close[0] if len(close) == 1 else None

    def right_of(self, hit: Hit) -> int:
        """The column next to a caption's merged area."""
        return hit.right + 1


def _may_say(cell: Cell) -> bool:
    """Captions are texts of moderate length, and never formulas."""
    return cell.kind == "text" and cell.formula is None and 0 < len(cell.text) <= LONGEST_CAPTION
