"""Estimates how many lines a text takes, in characters of the body font."""

from __future__ import annotations

import math
import unicodedata
from typing import Final

BODY: Final = 10.5
"""Points of the body font; one half-width character of it is one unit of column width."""
_SAFETY: Final = 0.94
"""Fonts differ a little from machine to machine."""


def lines(text: str, width: float, size: float = BODY) -> int:
    """Lines that a text takes in a cell of so many characters."""
    capacity = max(2, int(width * _SAFETY * BODY / size))
    return sum(max(1, math.ceil(_units(part, capacity) / capacity)) for part in text.split("\n"))


def capacity(width: float) -> int:
    """Full-width characters of the body font in a line."""
    return max(1, int(width * _SAFETY / 2))


def _units(text: str, capacity: int) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    total = len(text) + wide
    # a full-width character does not fit into the last half place of a line
    return total + (total // capacity if capacity % 2 and wide else 0)
