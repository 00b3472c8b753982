"""Grid lines of a Word table: lines drawn a little apart that are meant to be one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Final

_APART: Final = 220
"""Twentieths of a point, four millimetres: less than any column of a form, more than a hand slips."""
_LINES: Final = 200
_LAYOUTS: Final = 500
"""More lines or layouts than any drawn table has; beyond, every line stays by itself."""


def columns(widths: Sequence[int], layouts: Collection[frozenset[int]]) -> list[int]:
    """For each grid line, the columns that lie before it.

    A layout holds the lines that one row uses. Dragging a border in one row gives that row a line of its
    own; two lines close to each other that no row uses both are the same line.
    """
    positions = list(accumulate(widths, initial=0))
    last = max((max(layout) for layout in layouts if layout), default=0)
    if len(positions) <= last or len(positions) > _LINES or len(layouts) > _LAYOUTS or min(widths) < 0:
        return list(range(last + 1))
    used = frozenset[int]().union(*layouts)
    found: list[int] = []
    together: list[int] = []
    column = 0
    for line in range(last + 1):
        if line in used:
            if together and not _is_one(line, together, positions, layouts):
                column += 1
                together = []
            together.append(line)
        found.append(column)
    return found


def _is_one(
    line: int, together: Sequence[int], positions: Sequence[int], layouts: Collection[frozenset[int]]
) -> bool:
    if positions[line] - positions[together[0]] > _APART:
        return False
    return not any(line in layout and any(other in layout for other in together) for layout in layouts)
