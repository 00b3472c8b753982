"""Rows kept packed: a shape that many rows share, and one string with the texts; cells are made when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.model.grid import Area, Cell, PackedRows
from qingjian.model.rows import SEPARATOR, Drawn, Shape, Stored
from qingjian.named_tuple import NamedTuple

_NO_FORMULAS: Final[dict[int, str]] = {}


class Packed(NamedTuple):
    """One row: its shape, the texts of its slots, and the formulas by column."""

    shape: Shape
    texts: str | tuple[str, ...]
    formulas: dict[int, str] | Drawn | None

    def stored(self, row: int) -> Stored:
        """The row with its texts apart."""
        shape, texts, formulas = self
        return Stored(
            row, shape, texts.split(SEPARATOR) if isinstance(texts, str) else texts, formulas or _NO_FORMULAS
        )


class Rows(PackedRows):
    """All rows of one sheet. The row asked for last stays unpacked."""

    __slots__ = ("_last", "_number", "_packed")

    def __init__(self) -> None:
        self._packed: dict[int, Packed] = {}
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
            self._last = _cells(number, self._packed[number].stored(number))
            self._number = number
        return self._last

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every text that no formula gives, in order, without making cells."""
        for number in sorted(self._packed):
            shape, packed, formulas = self._packed[number]
            texts = packed.split(SEPARATOR) if isinstance(packed, str) else packed
            given = (formulas.pieces if isinstance(formulas, Drawn) else formulas) or _NO_FORMULAS
            for at, col in shape.texts:
                if col not in given:
                    yield number, col, texts[at]

    def stored(self, number: int) -> Stored | None:
        """A row as it is stored; None where there is none."""
        packed = self._packed.get(number)
        return None if packed is None else packed.stored(number)

    def put(
        self,
        number: int,
        shape: Shape,
        texts: Sequence[str],
        formulas: dict[int, str] | Drawn | None = None,
    ) -> None:
        """Store a row that is not there yet."""
        joined = SEPARATOR.join(texts)
        whole = joined.count(SEPARATOR) == len(texts) - 1
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
                yield from ((number, col) for col in packed.shape.index if area.left <= col <= area.right)


def _cells(row: int, stored: Stored) -> dict[int, Cell]:
    _, shape, texts, _ = stored
    formula = stored.formulas().get
    return {
        col: Cell(row, col, kind, text, formula(col), code)
        for (col, kind, code), text in zip(shape.slots, texts, strict=True)
    }
