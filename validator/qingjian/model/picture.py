"""What a page shows of a form beside its findings: the part of each sheet around them, and its carbon."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from qingjian.named_tuple import NamedTuple

_NO_CARBON: Final[Mapping[str, Decimal]] = {}


class Shown(NamedTuple):
    """A cell of a window; merged cells are one, as far as they lie in the window."""

    col: int
    text: str = ""
    wide: int = 1
    tall: int = 1


class ShownRow(NamedTuple):
    """One row of a window, by its number in the sheet."""

    number: int
    cells: tuple[Shown, ...]


class Window(NamedTuple):
    """Part of a sheet: rows and columns in order, not necessarily neighbours."""

    sheet: str
    columns: tuple[int, ...]
    rows: tuple[ShownRow, ...]


class Picture(NamedTuple):
    """What is kept of a form for a page."""

    windows: tuple[Window, ...] = ()
    carbon: Mapping[str, Decimal] = _NO_CARBON
    """Source of energy → tonnes of CO2 that the form says were saved."""
