"""Rows kept packed: a shape that many rows share, and one string with the texts; cells are made when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from qingjian.model.grid import Area, Cell, CellKind

_SEPARATOR: Final = "\x1f"
"""No XML text can hold it, save through Excel's _x001F_ escape; such rows keep their texts apart."""

Slot = tuple[int, CellKind, str]
"""What is the same in every row of a shape: column, kind, number format."""


class Drawn(NamedTuple):
    """Formulas that many rows share: by column, cut where each row has its number."""

    pieces: Mapping[int, tuple[str, ...]]

    def written(self, row: int) -> dict[int, str]:
        """The formulas of one row."""
        number = str(row)
        return {col: number.join(pieces) for col, pieces in self.pieces.items()}


class Packed(NamedTuple):
    """One row: its slots in ascending columns, their texts, and the formulas by column."""

    shape: tuple[Slot, ...]
    texts: str | tuple[str, ...]
    formulas: dict[int, str] | Drawn | None


class Rows(Mapping[int, Mapping[int, Cell]]):
    """All rows of one sheet. The row asked for last stays unpacked."""

    __slots__ = ("_last", "_number", "_packed", "_shapes")

    def __init__(self) -> None:
        self._packed: dict[int, Packed] = {}
        self._shapes: dict[tuple[Slot, ...], tuple[Slot, ...]] = {}
        self._number = 0
        self._last: dict[int, Cell] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[int]:
        return iter(self._packed)

    def __contains__(self, number: object) -> bool:
        return number in self._packed

    def __getitem__(self, number: int) -> dict[int, Cell]:
        if number != self._number:
            self._last = _unpacked(number, self._packed[number])
            self._number = number
        return self._last

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every text that no formula gives, in order, without making cells."""
        for number in sorted(self._packed):
            shape, texts, formulas = self._packed[number]
            if isinstance(texts, str):
                texts = tuple(texts.split(_SEPARATOR))
            given = formulas.pieces if isinstance(formulas, Drawn) else formulas
            for (col, kind, _), text in zip(shape, texts, strict=True):
                if kind == "text" and (given is None or col not in given):
                    yield number, col, text

    def shared(self, shape: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """The one copy of this shape."""
        return self._shapes.setdefault(shape, shape)

    def put(
        self,
        number: int,
        shape: tuple[Slot, ...],
        texts: Sequence[str],
        formulas: dict[int, str] | Drawn | None = None,
    ) -> None:
        """Store a row that is not there yet."""
        joined = _SEPARATOR.join(texts)
        whole = joined.count(_SEPARATOR) == len(texts) - 1
        self._packed[number] = Packed(shape, joined if whole else tuple(texts), formulas)

    def write(self, number: int, col: int, formula: str) -> None:
        """Give a stored cell the formula that became known later."""
        packed = self._packed[number]
        if isinstance(packed.formulas, dict):
            packed.formulas[col] = formula
        else:
            written = packed.formulas.written(number) if packed.formulas is not None else {}
            self._packed[number] = packed._replace(formulas=written | {col: formula})
        self._number = 0

    def within(self, area: Area) -> Iterator[tuple[int, int]]:
        """Addresses of the stored cells in an area, found without walking the area itself."""
        numbers = range(area.top, area.bottom + 1)
        for number in numbers if len(numbers) < len(self._packed) else self._packed:
            packed = self._packed.get(number)
            if packed is not None and number in numbers:
                yield from ((number, col) for col, _, _ in packed.shape if area.left <= col <= area.right)


def _unpacked(row: int, packed: Packed) -> dict[int, Cell]:
    shape, texts, formulas = packed
    if isinstance(texts, str):
        texts = tuple(texts.split(_SEPARATOR))
    if formulas is None:
        return {
            col: Cell(row, col, kind, text, None, code)
            for (col, kind, code), text in zip(shape, texts, strict=True)
        }
    given = (formulas.written(row) if isinstance(formulas, Drawn) else formulas).get
    return {
        col: Cell(row, col, kind, text, given(col), code)
        for (col, kind, code), text in zip(shape, texts, strict=True)
    }
