"""A row as stored: what many rows have in common, and what each has of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qingjian.model.grid import CellKind

Slot = tuple[int, "CellKind", str]
"""A stored cell without its content: column, kind, number format."""


class Shape:
    """The slots of a row, in ascending columns. Whoever works out something for a shape keeps it by the shape,
    which is the same object for nearly all rows that are alike."""

    __slots__ = ("index", "slots")

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self.slots = slots
        self.index: Mapping[int, int] = {slot[0]: at for at, slot in enumerate(slots)}
        """Column → which of the slots."""


@lru_cache(maxsize=4_096)
def shape(slots: tuple[Slot, ...]) -> Shape:
    """The shape of these slots."""
    return Shape(slots)


class Stored(NamedTuple):
    """One row, no cell of which was made."""

    shape: Shape
    texts: Sequence[str]
    """By slot."""
    formulas: Mapping[int, str]
    """By column."""

    def text(self, col: int) -> str:
        """What stands in a column; nothing where nothing is stored."""
        at = self.shape.index.get(col)
        return "" if at is None else self.texts[at]
