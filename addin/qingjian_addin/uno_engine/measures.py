"""Widths in characters and heights in points, as Excel counts them, against hundredths of a millimetre."""

from __future__ import annotations

from typing import Final

_PIXEL: Final = 2540 / 96  # hundredths of a millimetre
_DIGIT: Final = 7  # pixels of a digit in the usual font
_PADDING: Final = 5
_POINT: Final = 2540 / 72


def characters(width: int) -> float:
    """A column's width in characters of the usual font."""
    pixels = width / _PIXEL
    full = _DIGIT + _PADDING
    return round(pixels / full if pixels < full else (pixels - _PADDING) / _DIGIT, 2)


def from_characters(count: float) -> int:
    """The width of so many characters."""
    full = _DIGIT + _PADDING
    return round((count * full if count < 1 else count * _DIGIT + _PADDING) * _PIXEL)


def points(height: int) -> float:
    """A row's height in points."""
    return round(height / _POINT, 1)


def from_points(count: float) -> int:
    """The height of so many points."""
    return round(count * _POINT)
