"""The values of a rolled-up form, each with the cells it comes from, and the matters left to decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from qingjian.named_tuple import NamedTuple
from qingjian.rollup.source import Given, Key
from qingjian.rollup.ways import Asked, Way

TOTAL: Final = -1
"""Position of the row of totals."""
_NOTHING: Final[Mapping[str, str]] = {}


class Spot(NamedTuple):
    """A cell of the rolled-up form, by what it asks for."""

    asked: Asked
    item: str | None = None
    position: int | None = None
    """Row of its list, or of the sublist of its item."""

    @property
    def key(self) -> Key:
        return self.asked.table, self.asked.block.id


class Part(NamedTuple):
    """What one unit has in the place of a value."""

    unit: str
    path: str
    given: Given


class Traced(NamedTuple):
    """A value of the rolled-up form."""

    spot: Spot
    value: str | None
    way: Way
    parts: tuple[Part, ...]
    row: str = ""
    """What people call its row."""
    is_left: bool = False
    """The workbook's own formula gives it."""
    is_readable: bool = True
    exact: str | None = None
    """The value before it was rounded."""


class Matter(NamedTuple):
    """Something for the officer to know or decide: a code of schemas/rollup.json and its values."""

    code: str
    spot: Spot | None = None
    params: Mapping[str, str] = _NOTHING
    taken: str = ""
    parts: tuple[Part, ...] = ()


class Outcome(NamedTuple):
    """What became of a field or a list."""

    traced: tuple[Traced, ...] = ()
    matters: tuple[Matter, ...] = ()
