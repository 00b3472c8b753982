"""Colours: red, green, blue for xlwings; one number, -1 for none, for UNO."""

from __future__ import annotations

from collections.abc import Sequence

Rgb = tuple[int, int, int]


def from_uno(number: int) -> Rgb | None:
    """None where nothing is painted."""
    return None if number == -1 else ((number >> 16) & 255, (number >> 8) & 255, number & 255)


def to_uno(colour: str | int | Sequence[int] | None) -> int:
    """From "#FFC7CE", (255, 199, 206), Excel's own number (blue first), or None."""
    if colour is None:
        return -1
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    red, green, blue = colour.to_bytes(3, "little") if isinstance(colour, int) else colour
    return (red << 16) | (green << 8) | blue
