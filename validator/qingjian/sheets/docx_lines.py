"""Grid lines of a Word table: lines drawn a little apart that are meant to be one.

Dragging a border in one row gives that row a line of its own, so a caption and the cell below it may begin at
different lines. Two lines are taken for one where no row uses both, and either they are close to each other or
they cut the same border of two rows, one below the other, that have equally many cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

Layout = tuple[int, ...]
"""The lines that a row uses, from left to right."""
_APART: Final = 220
"""Twentieths of a point, four millimetres: less than any column of a form, more than a hand slips."""
_MOST: Final = 800
"""Lines, and layouts; more than any drawn table has. Beyond, every line stays by itself."""


def columns(widths: Sequence[int], layouts: Sequence[Layout]) -> list[int]:
    """For each grid line, the columns that lie before it; `layouts` in the order of the rows."""
    positions = list(accumulate(widths, initial=0))
    last = max((layout[-1] for layout in layouts), default=0)
    alone = list(range(last + 1))
    distinct = list(dict.fromkeys(layouts))
    used = sorted(frozenset[int]().union(*distinct))
    if len(positions) <= last or len(used) > _MOST or len(distinct) > _MOST:
        return alone
    lines = _Lines(positions, used, distinct)
    for _, one, other in sorted(_beneath(layouts, positions)):
        lines.join(one, other)
    for _, one, other in sorted(_close(used, positions)):
        lines.join(one, other)
    found = lines.numbered(last)
    return found if all(found[a] < found[b] for layout in distinct for a, b in pairwise(layout)) else alone


class _Lines:
    """Lines put together, and which layouts use each group of them."""

    def __init__(self, positions: Sequence[int], used: Sequence[int], layouts: Sequence[Layout]) -> None:
        self._positions = positions
        self._group = {line: [line] for line in used}
        self._users = dict.fromkeys(used, 0)
        for number, layout in enumerate(layouts):
            for line in layout:
                self._users[line] |= 1 << number

    def join(self, one: int, other: int) -> None:
        """Make one line of two, unless some row uses both."""
        first, second = self._group[one], self._group[other]
        if first is second or self._users[first[0]] & self._users[second[0]]:
            return
        self._users[first[0]] |= self._users[second[0]]
        first += second
        for line in second:
            self._group[line] = first

    def numbered(self, last: int) -> list[int]:
        """Columns before each line, groups ordered by where they lie on average."""
        groups = {id(group): group for group in self._group.values()}
        ordered = sorted(
            groups.values(), key=lambda group: sum(self._positions[line] for line in group) / len(group)
        )
        number = {line: at for at, group in enumerate(ordered) for line in group}
        found: list[int] = []
        for line in range(last + 1):
            found.append(number.get(line, found[-1] if found else 0))
        return found


def _beneath(layouts: Sequence[Layout], positions: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Borders of a row and of the row below it, where both have as many cells between the same ends."""
    for above, below in dict.fromkeys(pairwise(layouts)):
        if above == below or len(above) != len(below):
            continue
        for index, (one, other) in enumerate(zip(above, below, strict=True)):
            apart = abs(positions[one] - positions[other])
            if one != other and apart * 2 < min(
                _room(above, index, positions), _room(below, index, positions)
            ):
                yield apart, one, other


def _room(layout: Layout, index: int, positions: Sequence[int]) -> int:
    """The narrower of the two cells beside a border."""
    at = positions[layout[index]]
    beside = [abs(positions[layout[i]] - at) for i in (index - 1, index + 1) if 0 <= i < len(layout)]
    return min(beside, default=0)


def _close(used: Sequence[int], positions: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    for index, one in enumerate(used):
        for other in used[index + 1 :]:
            apart = positions[other] - positions[one]
            if apart > _APART:
                break
            yield apart, one, other
