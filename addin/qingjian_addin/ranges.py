"""Cells as spreadsheet applications hand them over, and functions that work cell by cell over whole ranges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from qingjian.functions.computed import Value
from qingjian.model.figure import plain, stored
from qingjian_addin.words import answer

Cell = float | int | str | bool | dt.datetime | None
Rows = Sequence[Sequence[Cell]]
Answer = float | str
Given = Cell | Rows

_BLANK: Final[Rows] = ((None,),)


def rows_of(given: Given) -> Rows:
    """A range as rows; a single cell is a range of one."""
    if given is None:
        return _BLANK
    if isinstance(given, (str, float, int, dt.datetime)):
        return ((given,),)
    rows = tuple(given)
    whole = tuple(
        row if isinstance(row, (list, tuple)) else (row,) for row in rows
    )  # a flat list is a column
    return whole if whole and whole[0] else _BLANK


def first(given: Given) -> Cell:
    """The first cell of what should be one."""
    return rows_of(given)[0][0]


def cells(given: Given) -> Iterator[Cell]:
    """Every cell of a range, row by row."""
    for row in rows_of(given):
        yield from row


def value(cell: Cell) -> Value:
    """A cell as the checker reads it: a number with the 15 digits that Excel keeps, a text, or nothing."""
    if isinstance(cell, float):
        return stored(repr(cell))
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    return Decimal(cell) if isinstance(cell, int) else cell.isoformat(" ")


def text(cell: Cell) -> str:
    """What a person reads in a cell."""
    found = value(cell)
    return plain(found) if isinstance(found, Decimal) else found or ""


def shown(result: Value) -> Answer:
    """What a function gives back: a number, or a text that is empty for nothing."""
    if isinstance(result, Decimal):
        return float(result)
    return result or ""


def each(judge: Callable[..., Answer], *given: Given) -> Answer | list[list[Answer]]:
    """The answer for every cell; single cells stand for each of a longer range's. One cell, one answer."""
    ranges = [rows_of(one) for one in given]
    if all(len(rows) == 1 and len(rows[0]) == 1 for rows in ranges):
        return judge(*(rows[0][0] for rows in ranges))
    height, width = max(map(len, ranges)), max(len(rows[0]) for rows in ranges)
    if not all(_fits(rows, height, width) for rows in ranges):
        return answer("shapes")
    columns = [_spread(rows, height, width) for rows in ranges]
    flat = [judge(*one) for one in zip(*columns, strict=True)]
    return [flat[start : start + width] for start in range(0, len(flat), width)]


def _fits(rows: Rows, height: int, width: int) -> bool:
    return len(rows) in (1, height) and all(
        len(row) in (1, width) and len(row) == len(rows[0]) for row in rows
    )


def _spread(rows: Rows, height: int, width: int) -> list[Cell]:
    wide = [row if len(row) == width else [row[0]] * width for row in rows]
    tall = wide if len(wide) == height else wide * height
    return [cell for row in tall for cell in row]
