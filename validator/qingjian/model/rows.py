"""A row as stored: what many rows have in common, and what each has of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qingjian.named_tuple import NamedTuple

if TYPE_CHECKING:
    from qingjian.model.grid import CellKind

SEPARATOR: Final = "\x1f"
"""No XML text can hold it, save through Excel's _x001F_ escape, and no formula needs it."""
Slot = tuple[int, "CellKind", str]
"""A stored cell without its content: column, kind, number format."""


class Shape:
    """The slots of a row, in ascending columns. Whoever works out something for a shape keeps it by the shape,
    which is the same object for nearly all rows that are alike."""

    __slots__ = ("index", "slots", "texts")

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self.slots = slots
        self.index: Mapping[int, int] = {slot[0]: at for at, slot in enumerate(slots)}
        """Column → which of the slots."""
        self.texts = tuple((at, col) for at, (col, kind, _) in enumerate(slots) if kind == "text")
        """Which of the slots hold a text, and the column of each."""


@lru_cache(maxsize=4_096)
def shape(slots: tuple[Slot, ...]) -> Shape:
    """The shape of these slots."""
    return Shape(slots)


class Drawn:
    """Formulas that many rows share: by column, cut where each row has its number."""

    __slots__ = ("_whole", "pieces")

    def __init__(self, pieces: Mapping[int, tuple[str, ...]]) -> None:
        self.pieces = pieces
        whole: list[str] = []
        for cut in pieces.values():
            whole[-1:] = [f"{whole[-1]}{SEPARATOR}{cut[0]}"] if whole else [cut[0]]
            whole += cut[1:]
        self._whole = tuple(whole)

    def written(self, row: int) -> dict[int, str]:
        """The formulas of one row, all of them written in one go."""
        return dict(zip(self.pieces, str(row).join(self._whole).split(SEPARATOR), strict=True))


class Stored(NamedTuple):
    """One row, no cell of which was made."""

    number: int
    shape: Shape
    texts: Sequence[str]
    """By slot."""
    given: Mapping[int, str] | Drawn
    """The formulas by column, or what they are written from."""

    def formulas(self) -> Mapping[int, str]:
        """By column."""
        return self.given.written(self.number) if isinstance(self.given, Drawn) else self.given

    def text(self, col: int) -> str:
        """What stands in a column; nothing where nothing is stored."""
        at = self.shape.index.get(col)
        return "" if at is None else self.texts[at]
