"""Rows of a long list: kept as row numbers, read from the sheet whenever they are asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeVar, overload

from qingjian.bind.entries import is_placeholder, meaning
from qingjian.bind.stretches import CHUNK, Cutter
from qingjian.catalog.edition import Field
from qingjian.model.figure import Figure
from qingjian.model.finding import Place
from qingjian.model.form import Entry, FilledRow, State
from qingjian.model.grid import CellKind, Sheet
from qingjian.model.rows import Shape, Stored
from qingjian.model.stretch import ByColumns, Stretch

D = TypeVar("D")
_PLANS: Final = 2_000
LONG: Final = 50
"""More rows are not kept as entries, which take a few kilobytes each row, and are judged by columns."""


_KNOWN: Final = 8_192
_NO_SLOT: Final = -1


class _Meanings(dict[str, tuple[State, Figure | None]]):
    """What texts say in cells of one kind, number format and prefill."""

    __slots__ = ("_of",)

    def __init__(self, kind: CellKind, code: str, prefill: str | None) -> None:
        self._of = kind, code, prefill

    def __missing__(self, text: str) -> tuple[State, Figure | None]:
        if len(self) >= _KNOWN:
            self.clear()
        kind, code, prefill = self._of
        found = self[text] = meaning(kind, text, code, prefill)
        return found


@lru_cache(maxsize=64)
def _meanings(kind: CellKind, code: str, prefill: str | None) -> _Meanings:
    return _Meanings(kind, code, prefill)


_Found = tuple[str, int, int, str, _Meanings]
"""Field, column, slot (or _NO_SLOT), number format, and what texts say there."""


@lru_cache(maxsize=64)  # the workbooks of one edition have their columns in common
def _plans(columns: tuple[tuple[str, int, str | None], ...]) -> dict[Shape, tuple[_Found, ...]]:  # noqa: ARG001
    """How rows are read whose fields, with their columns and prefills, are these; filled as shapes are met."""
    return {}


class Columns:
    """Where the fields of a list stand on a sheet."""

    def __init__(self, sheet: Sheet, fields: Iterable[tuple[str, int, Field]], first: int) -> None:
        self.sheet = sheet
        self.fields = tuple(fields)
        self._first = first
        """The column where …… may be printed; 0 if there is none."""
        self._number = 0
        self._last: dict[str, Entry] = {}
        self._plans = _plans(tuple((name, col, field.prefill) for name, col, field in self.fields))

    def entries(self, number: int, stored: Stored | None) -> dict[str, Entry]:
        """All fields of one row."""
        sheet = self.sheet.name
        if stored is None:
            return {name: Entry(Place(sheet, number, col), "blank") for name, col, _ in self.fields}
        shape, texts = stored.shape, stored.texts
        formula = stored.formulas().get
        # What the named tuples do themselves, for every cell of a long list.
        new = tuple.__new__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # of a bare tuple
        entries: dict[str, Entry] = {}
        for name, col, slot, code, meant in self._plans.get(shape) or self._planned(shape):
            place = new(Place, (sheet, number, col))
            if slot == _NO_SLOT:
                entries[name] = Entry(place, "blank")
            else:
                text = texts[slot]
                state, figure = meant[text]
                entries[name] = new(Entry, (place, state, text, figure, formula(col), code))
        return entries

    def again(self, number: int) -> dict[str, Entry]:
        """All fields of a row that nobody holds; the row asked for last is kept."""
        if number != self._number:
            self._last = self.entries(number, self.sheet.stored(number))
            self._number = number
        return self._last

    def states(self, stored: Stored) -> Iterator[tuple[str, State]]:
        """Fields of a row that something is stored for, and what it says."""
        for name, _, slot, _, meant in self._plans.get(stored.shape) or self._planned(stored.shape):
            if slot != _NO_SLOT:
                yield name, meant[stored.texts[slot]][0]

    def cutter(self) -> Cutter:
        """What tells the plain rows from the others."""
        return Cutter(self.sheet, self.fields, self._first)

    def is_dots(self, stored: Stored | None) -> bool:
        """The row prints ……"""
        text = stored.text(self._first) if stored is not None else ""
        return bool(text) and bool(text.strip()) and is_placeholder(text)

    def _planned(self, shape: Shape) -> tuple[_Found, ...]:
        plan: list[_Found] = []
        for name, col, field in self.fields:
            slot = shape.index.get(col, _NO_SLOT)
            kind, code = shape.slots[slot][1:] if slot != _NO_SLOT else ("text", "")
            plan.append((name, col, slot, code, _meanings(kind, code, field.prefill)))
        if len(self._plans) >= _PLANS:
            self._plans.clear()
        found = self._plans[shape] = tuple(plan)
        return found


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
        return self._columns.again(self._number)

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


class LongRows(ByColumns):
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
            return tuple(self._row(one) for one in range(*index.indices(len(self))))
        return self._row(range(len(self))[index])

    def __iter__(self) -> Iterator[FilledRow]:
        for index in range(len(self)):
            row, entries = self._held(index)
            yield row
            entries.release()

    def parts(self) -> Iterator[Stretch | FilledRow]:
        """All rows in order: stretches of plain ones, and each of the others alone."""
        cutter = self._columns.cutter()
        for start in range(0, len(self), CHUNK):
            held: list[RowEntries] = []

            def make(index: int, held: list[RowEntries] = held) -> FilledRow:
                row, entries = self._held(index)
                held.append(entries)
                return row

            for part in cutter.cut(start, self._numbers[start : start + CHUNK], make):
                yield make(part) if isinstance(part, int) else part
                while held:  # whoever asked has judged this part
                    held.pop().release()

    def _held(self, index: int) -> tuple[FilledRow, RowEntries]:
        """A row, and its fields as they are held."""
        number, columns = self._numbers[index], self._columns
        stored = columns.sheet.stored(number)
        held = RowEntries(columns, number, columns.entries(number, stored))
        return FilledRow(number, index, held, None, columns.is_dots(stored)), held

    def _row(self, index: int) -> FilledRow:
        number, columns = self._numbers[index], self._columns
        is_dots = columns.is_dots(columns.sheet.stored(number))
        return FilledRow(number, index, RowEntries(columns, number), None, is_dots)
