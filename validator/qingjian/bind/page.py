"""A sheet seen as captions: which cells say what, and how far each one reaches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from qingjian.bind.captions import Keyed, Wanted, keyed, near
from qingjian.model.grid import Area, Cell, Sheet

_LONGEST_CAPTION: Final = 160
"""Longer texts are notes or answers; the longest caption of the forms has 92 characters."""


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


@dataclass(slots=False)
class Page:
    """One sheet of the workbook with its captions keyed once."""

    sheet: Sheet

    @cached_property
    def hits(self) -> dict[int, list[Hit]]:
        """Text cells by row, left to right; captions are never formulas."""
        merged = self.merged
        rows: dict[int, list[Hit]] = {}
        for number, cells in self.sheet.stream():
            found: list[Hit] = []
            for col in sorted(cells):
                cell = cells[col]
                if (
                    cell.kind != "text"
                    or cell.formula is not None
                    or not 0 < len(cell.text) <= _LONGEST_CAPTION
                ):
                    continue
                area = merged.get((number, col))
                bottom, right = (area.bottom, area.right) if area else (number, col)
                found.append(Hit(number, col, bottom, right, cell.text, keyed(cell.text)))
            if found:
                rows[number] = found
        return rows

    @cached_property
    def merged(self) -> dict[tuple[int, int], Area]:
        return {(area.top, area.left): area for area in self.sheet.merges}

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

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything any cell says."""
        return frozenset(
            key for hits in self.hits.values() for hit in hits for key in (hit.key.full, hit.key.bare)
        )

    @cached_property
    def _by_key(self) -> dict[str, list[Hit]]:
        index: dict[str, list[Hit]] = {}
        for hits in self.hits.values():
            for hit in hits:
                for key in {hit.key.full, hit.key.bare}:
                    index.setdefault(key, []).append(hit)
        return index

    def within(self, region: Region) -> Iterator[Hit]:
        """Hits of a region, row by row."""
        hits = self.hits
        for row in range(region.top, min(region.bottom, self.last_row) + 1):
            for hit in hits.get(row, ()):
                if region.left <= hit.col <= region.right:
                    yield hit

    def find(self, wanted: Wanted, region: Region) -> list[Hit]:
        """Every cell of the region that says the caption, row by row."""
        found = {
            (hit.row, hit.col): hit
            for key in wanted.keys
            for hit in self._by_key.get(key, ())
            if region.top <= hit.row <= region.bottom and region.left <= hit.col <= region.right
        }
        return [found[place] for place in sorted(found)]

    def find_near(self, wanted: Wanted, region: Region) -> Hit | None:
        """The one cell that says nearly the caption; None when there is none or more than one."""
        close = [hit for hit in self.within(region) if near(wanted.full, hit.key.full)]
        return close[0] if len(close) == 1 else None

    def right_of(self, hit: Hit) -> int:
        """The column next to a caption's merged area."""
        return hit.right + 1
