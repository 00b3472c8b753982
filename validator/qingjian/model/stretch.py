"""Rows of a long list told by columns: what is true of a whole column need not be asked of every cell."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from qingjian.model.form import FilledRow
from qingjian.model.rows import Drawn

SLASH: Final = "/"
DECIMALS: Final = 4
"""Figures with more of them are not plain."""
Given = Mapping[int, str] | Drawn
"""The formulas of a row by column, or what they are written from."""


class Stretch:
    """Consecutive plain rows of a list.

    In such rows every field that takes a number holds a figure of few digits, all of them shown, without a sign
    and without idle zeros; or a slash; or nothing. Every other field holds a text or nothing, or a number where
    dates and remarks belong; a printed number may be of any kind. The company is named, and there is no ……"""

    def __init__(
        self,
        first: int,
        numbers: Sequence[int],
        *,
        columns: Mapping[str, tuple[str, ...]],
        given: Sequence[Given],
        places: Mapping[str, int],
        row: Callable[[int], FilledRow],
    ) -> None:
        self.first = first
        """How many rows of the list stand before it."""
        self.numbers = numbers
        """The sheet's rows."""
        self._columns = columns
        self._given = given
        self._places = places
        self._row = row
        self._rows: dict[int, FilledRow] = {}
        self._values: dict[str, list[Decimal | None]] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def texts(self, field: str) -> Sequence[str]:
        """What is stored, row by row; empty where nothing is, and where the list has no such column."""
        return self._columns.get(field) or ("",) * len(self)

    def values(self, field: str) -> Sequence[Decimal | None]:
        """The figures of a field that takes numbers; None for a slash or nothing."""
        known = self._values.get(field)
        if known is None:
            texts = self.texts(field)
            known = self._values[field] = [
                Decimal(text) if text and text != SLASH else None for text in texts
            ]
        return known

    def formulas(self, field: str) -> int:
        """How many of the rows compute the field."""
        column = self._places.get(field, 0)
        return sum(column in (given.pieces if isinstance(given, Drawn) else given) for given in self._given)

    def row(self, index: int) -> FilledRow:
        """One of the rows with all its entries; held until released."""
        known = self._rows.get(index)
        if known is None:
            known = self._rows[index] = self._row(self.first + index)
        return known


class ByColumns(Sequence[FilledRow]):
    """Rows of a list that can tell whole stretches of themselves."""

    __slots__ = ()

    @abstractmethod
    def parts(self) -> Iterator[Stretch | FilledRow]:
        """All rows in order: stretches of plain ones, and each of the others alone."""
