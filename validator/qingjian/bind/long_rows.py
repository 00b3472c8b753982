"""Rows of a long list: kept as row numbers, read from the sheet whenever they are asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar, overload

from qingjian.bind.entries import entry, is_placeholder
from qingjian.catalog.edition import Field
from qingjian.model.form import Entry, FilledRow
from qingjian.model.grid import Cell, Sheet

D = TypeVar("D")
LONG: Final = 2_000
"""More rows are not kept as entries: those take a few kilobytes each row."""


class Columns(NamedTuple):
    """Where the fields of a list stand on a sheet."""

    sheet: Sheet
    fields: tuple[tuple[str, int, Field], ...]
    first: int
    """The column where …… may be printed; 0 if there is none."""

    def entries(self, number: int, cells: Mapping[int, Cell]) -> dict[str, Entry]:
        """All fields of one row."""
        sheet = self.sheet
        return {name: entry(sheet, number, col, field, cells) for name, col, field in self.fields}

    def is_dots(self, cells: Mapping[int, Cell]) -> bool:
        """The row prints ……"""
        text = cells[self.first].text if self.first in cells else ""
        return bool(text.strip()) and is_placeholder(text)


class RowEntries(Mapping[str, Entry]):
    """The fields of one row. They are held while an iteration stands at the row; whoever keeps the row
    for longer keeps a number, and the fields are read again."""

    __slots__ = ("_columns", "_held", "_number")

    def __init__(self, columns: Columns, number: int, held: dict[str, Entry] | None = None) -> None:
        self._columns = columns
        self._number = number
        self._held = held

    def release(self) -> None:
        """Hold the fields no longer."""
        self._held = None

    def _read(self) -> dict[str, Entry]:
        if self._held is not None:
            return self._held
        return self._columns.entries(self._number, self._columns.sheet.row(self._number))

    def __getitem__(self, name: str) -> Entry:
        return self._read()[name]

    @overload
    def get(self, key: str, /) -> Entry | None: ...
    @overload
    def get(self, key: str, /, default: Entry | D) -> Entry | D: ...
    def get(self, key: str, /, default: Entry | D | None = None) -> Entry | D | None:
        """Asked for every cell of the list, hence without the detour of `Mapping`."""
        held = self._held
        return (self._read() if held is None else held).get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._columns.fields)


class LongRows(Sequence[FilledRow]):
    """The rows of a long list in sheet order; equal to a tuple of them in all but memory."""

    __slots__ = ("_columns", "_numbers")

    def __init__(self, columns: Columns, numbers: array[int]) -> None:
        self._columns = columns
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> FilledRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FilledRow, ...]: ...
    def __getitem__(self, index: int | slice) -> FilledRow | tuple[FilledRow, ...]:
        if isinstance(index, slice):
            return tuple(self._row(one, None) for one in range(*index.indices(len(self))))
        return self._row(range(len(self))[index], None)

    def __iter__(self) -> Iterator[FilledRow]:
        columns = self._columns
        for index, number in enumerate(self._numbers):
            held = RowEntries(columns, number, columns.entries(number, columns.sheet.row(number)))
            yield self._row(index, held)
            held.release()

    def _row(self, index: int, held: RowEntries | None) -> FilledRow:
        number, columns = self._numbers[index], self._columns
        entries = RowEntries(columns, number) if held is None else held
        return FilledRow(number, index, entries, None, columns.is_dots(columns.sheet.row(number)))
