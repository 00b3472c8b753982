"""A second reader's opinion on an .xls file: where calamine sees another value than xlrd, the file is flagged."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Final

import python_calamine as calamine
import xlrd

from qingjian.model.figure import stored
from qingjian.model.grid import Cell, Grid, Oddity, Sheet
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.xls_claims import claimed_cells

_Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


class _Values(NamedTuple):
    """The other reader's rectangle of values; blank cells hold an empty text."""

    top: int
    left: int
    rows: list[list[_Value]]


_NO_CELLS: Final[Mapping[int, Cell]] = {}
_STDERR: Final = 2
_MOST_FLAGS: Final = 100
"""Enough to see what kind of disagreement it is."""
_DAY: Final = Decimal(86_400)
_HALF_SECOND: Final = Decimal("0.5") / _DAY
"""The second reader rounds times to the second or finer."""
_EPOCH_1900: Final = dt.datetime(1899, 12, 30)
_EPOCH_1904: Final = dt.datetime(1904, 1, 1)
_LEAP_BUG: Final = 61
"""Excel counts a 29 February 1900 that never was: serial numbers below stand one day earlier."""


def second_opinion(data: bytes, grid: Grid) -> list[Oddity]:
    """One oddity per cell that the two readers see differently, or one that says why there is no opinion."""
    try:
        with _quiet():
            other, macro_sheets = _read(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic in the Rust part is no Exception
        return [Oddity("one-reader-only", type(error).__name__)]
    flags = islice(_disagreements(grid, other), _MOST_FLAGS)
    return [*(Oddity("macro-sheet", name) for name in macro_sheets), *flags]


@contextmanager
def _quiet() -> Generator[None]:
    """A panic in the Rust part writes its stack to the standard error of the process, past Python's."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # no such stream: a program without console on Windows
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)


def _read(data: bytes) -> tuple[dict[str, _Values], list[str]]:
    """The other reader's values by sheet, and the names of macro sheets."""
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = book.sheets_metadata
    macros = [sheet.name for sheet in sheets if sheet.typ == calamine.SheetTypeEnum.MacroSheet]
    return {sheet.name: _values(book.get_sheet_by_name(sheet.name)) for sheet in sheets}, macros


def claims_too_much(stream: bytes, book: xlrd.Book) -> bool:
    """Whether the second reader must not see the file: it makes room for every cell of the rectangle,
    claimed or used, and dies when it cannot."""
    used = sum(sheet.nrows * sheet.ncols for sheet in book.sheets())
    return max(claimed_cells(stream), used) > guard.CELLS


def _disagreements(grid: Grid, other: Mapping[str, _Values]) -> Iterator[Oddity]:
    for sheet in grid.sheets:
        if sheet.name in other:
            yield from _in_sheet(sheet, other[sheet.name], date1904=grid.date1904)
        else:
            yield Oddity("readers-disagree", sheet.name, sheet.name)


def _in_sheet(sheet: Sheet, values: _Values, *, date1904: bool) -> Iterator[Oddity]:
    last = values.top + len(values.rows) - 1
    for number in sorted({*sheet.rows, *range(values.top, last + 1)}):
        row = values.rows[number - values.top] if values.top <= number <= last else []
        cells = sheet.rows.get(number, _NO_CELLS)
        for col, value in enumerate(row, start=values.left):
            cell = cells.get(col)
            if cell is None:
                if value != "":
                    yield _flag(sheet, number, col, f" / {str(value)[:40]}")
            elif not _agree(cell, value, date1904=date1904):
                yield _flag(sheet, number, col, f"{cell.text[:40]} / {str(value)[:40]}")
        right = values.left + len(row) - 1
        for col, cell in cells.items():
            if not (row and values.left <= col <= right) and not _agree(cell, "", date1904=date1904):
                yield _flag(sheet, number, col, f"{cell.text[:40]} / ")


def _flag(sheet: Sheet, row: int, col: int, detail: str) -> Oddity:
    return Oddity("readers-disagree", detail, sheet.name, row, col)


def _values(other: calamine.CalamineSheet) -> _Values:
    top, left = other.start or (0, 0)
    return _Values(top + 1, left + 1, other.to_python(skip_empty_area=True))


def _agree(cell: Cell, value: _Value, *, date1904: bool) -> bool:
    if cell.kind == "error":
        # calamine gives error cells as blank: it has no opinion on them.
        return value == ""
    if isinstance(value, bool):
        return cell.kind == "bool" and cell.text == str(value).upper()
    if isinstance(value, str):
        return cell.kind == "text" and cell.text == value
    if cell.kind == "number" and cell.text == repr(value):
        return True
    number = stored(cell.text) if cell.kind == "number" else None
    if number is None:
        return False
    if isinstance(value, int | float):
        return stored(repr(value)) == number
    return abs(_serial(value, date1904=date1904) - number) <= _HALF_SECOND


def _serial(value: dt.time | dt.date | dt.timedelta, *, date1904: bool) -> Decimal:
    """The number that Excel stores for a date, time or duration."""
    if isinstance(value, dt.timedelta):
        return _days(value)
    if isinstance(value, dt.time):
        return _days(
            dt.timedelta(
                hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
            )
        )
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    days = _days(moment - (_EPOCH_1904 if date1904 else _EPOCH_1900))
    return days - 1 if not date1904 and days < _LEAP_BUG else days


def _days(span: dt.timedelta) -> Decimal:
    seconds = Decimal(span.days) * _DAY + span.seconds + Decimal(span.microseconds).scaleb(-6)
    return seconds / _DAY
