"""Addresses as people write them: B3, $B$3, B2:C4, whole columns B:C, whole rows 2:4."""

from __future__ import annotations

import re
from typing import Final

from qingjian.model.grid import parse_a1

_CORNER: Final = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,6})?")


def parsed(address: str, rows: int, columns: int) -> tuple[int, int, int, int] | None:
    """First row and column, last row and column, 1-based, within a sheet's size; None for a name."""
    corners = [_corner(part) for part in address.split(":")]
    first, last = corners[0], corners[-1]
    if len(corners) > 2 or first is None or last is None:
        return None
    is_whole = len(corners) == 2 and [part is None for part in first] == [part is None for part in last]
    if None in first + last and not is_whole:
        return None
    return first[0] or 1, first[1] or 1, min(last[0] or rows, rows), min(last[1] or columns, columns)


def _corner(part: str) -> tuple[int | None, int | None] | None:
    """Row and column, either of which may be missing."""
    found = _CORNER.fullmatch(part)
    if found is None or not (found[1] or found[2]):
        return None
    return int(found[2]) if found[2] else None, parse_a1(f"{found[1].upper()}1")[1] if found[1] else None
