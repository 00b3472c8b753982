"""Cells as spreadsheet applications hand them over, and functions that work cell by cell over whole ranges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Final, cast

from qingjian.functions.computed import Value
from qingjian.model.figure import plain, stored
from qingjian_addin.words import answer

Cell = float | int | str | bool | dt.datetime | None
Rows = Sequence[Sequence[Cell]]
Answer = float | str
Given = Cell | Rows

_BLANK: Final[Rows] = ((None,),)
_SHORT: Final = 15


def rows_of(given: Given) -> Rows:
    """A range as rows; a single cell is a range of one."""
    if given is None:
        return _BLANK
    if isinstance(given, (str, float, int, dt.datetime)):
        return ((given,),)
    flat = not any(isinstance(row, (list, tuple)) for row in given)
    whole = [(cell,) for cell in cast("Sequence[Cell]", given)] if flat else given  # a flat list is a column
    return whole if whole and whole[0] else _BLANK


def first(given: Given) -> Value:
    """The first cell of what should be one."""
    return value(rows_of(given)[0][0])


def cells(given: Given) -> Iterator[Value]:
    """Every cell of a range, row by row."""
    for row in rows_of(given):
        yield from map(value, row)


def value(cell: Cell) -> Value:
    """A cell as the checker reads it: a number with the 15 digits that Excel keeps, a text, or nothing."""
    if cell.__class__ is float:
        written = repr(cell)
        # Most numbers of a column are short, and have no digit that Excel would not keep.
        return Decimal(written) if len(written) <= _SHORT and "e" not in written else stored(written)
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    return Decimal(cell) if isinstance(cell, int) else str(cell)


def values(given: Given) -> list[list[Value]]:
    """A range as the checker reads it."""
    return [list(map(value, row)) for row in rows_of(given)]


def text(found: Value) -> str:
    """What a person reads in a cell."""
    return plain(found) if isinstance(found, Decimal) else found or ""


def shown(result: Value) -> Answer:
    """What a function gives back: a number, or a text that is empty for nothing."""
    return result or "" if result is None or isinstance(result, str) else float(result)


def each(judge: Callable[..., Answer], *given: Given) -> Answer | list[list[Answer]]:
    """The answer for every cell; single cells stand for each of a longer range's. One cell, one answer."""
    ranges = [rows_of(one) for one in given]
    if all(len(rows) == 1 and len(rows[0]) == 1 for rows in ranges):
        return judge(*(value(rows[0][0]) for rows in ranges))
    height, width = max(map(len, ranges)), max(len(rows[0]) for rows in ranges)
    if not all(_fits(rows, height, width) for rows in ranges):
        return answer("shapes")
    flat = [judge(*one) for one in zip(*(_spread(rows, height, width) for rows in ranges), strict=True)]
    return [flat[start : start + width] for start in range(0, len(flat), width)]


def _fits(rows: Rows, height: int, width: int) -> bool:
    columns = len(rows[0])
    return len(rows) in (1, height) and columns in (1, width) and all(len(row) == columns for row in rows)


def _spread(rows: Rows, height: int, width: int) -> Iterable[Value]:
    """The cells of the whole shape; each is read once, however often it counts."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return repeat(value(rows[0][0]), height * width)
    read = [[value(cell) for cell in row] for row in rows]
    wide = [row if len(row) == width else row * width for row in read]
    tall = wide if len(wide) == height else wide * height
    return [cell for row in tall for cell in row]
