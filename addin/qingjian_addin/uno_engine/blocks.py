"""Reading and writing values in blocks: a cell of its own costs a hundred times more than a cell in a block."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from qingjian_addin.uno_engine.constants import (
    ANNOTATION,
    DATE_FORMAT,
    DATE_OR_TIME,
    DATETIME_FORMAT,
    ERROR_RESULT,
    ERRORS,
    LOGICAL_FORMAT,
    TEXT_FORMAT,
)
from qingjian_addin.uno_engine.formulas import Grammar
from qingjian_addin.uno_engine.numberformats import areas_of_kind, standard_format

Value = str | float | bool | dt.datetime | None
Place = tuple[int, int]  # row and column within the block, 0-based

_EPOCH: Final = dt.datetime(1899, 12, 30)
_DAY: Final = dt.timedelta(days=1)
# what Excel makes a number of when it is typed; a leading apostrophe keeps it text
_NUMBER: Final = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?")


class CellError(NamedTuple):
    """An error that a cell shows, such as #DIV/0!."""

    text: str


def read(document: Any, cells: Any) -> list[list[Value | CellError]]:
    """The values of a range as Excel hands them out: floats, texts, datetimes, truth values, errors."""
    rows: list[list[Value | CellError]] = [list(row) for row in cells.getDataArray()]
    if any(isinstance(value, float) for row in rows for value in row):
        for kind, place in _kinds(document, cells, DATE_OR_TIME | LOGICAL_FORMAT):
            rows[place[0]][place[1]] = _typed(rows[place[0]][place[1]], kind)
    for row, col in places(cells, cells.queryFormulaCells(ERROR_RESULT)):
        rows[row][col] = _error(cells.getCellByPosition(col, row).getError())
    return rows


def write(document: Any, cells: Any, rows: Sequence[Sequence[object]], grammar: Grammar) -> None:
    """Put values into a range as Excel takes them: text that begins with = is a formula, digits are a number."""
    textual = (
        {place for _, place in _kinds(document, cells, TEXT_FORMAT)} if _has_text(rows) else set[Place]()
    )
    later: list[tuple[Place, object]] = []
    plain: list[list[float | str]] = []
    for down, row in enumerate(rows):
        line: list[float | str] = []
        for right, value in enumerate(row):
            entry = _entered(value, is_text=(down, right) in textual)
            if isinstance(entry, (float, str)):
                line.append(entry)
            else:
                line.append(entry.value if isinstance(entry, _Formatted) else "")
                later.append(((down, right), entry))
        plain.append(line)
    _write_plain(cells, plain)
    _write_rest(document, cells, later, grammar)


def places(cells: Any, found: Any) -> Iterator[Place]:
    """The cells of a query's answer, as places in the block that was asked."""
    origin = cells.RangeAddress
    for area in found.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for col in range(area.StartColumn, area.EndColumn + 1):
                yield row - origin.StartRow, col - origin.StartColumn


class _Formula(NamedTuple):
    text: str


class _Formatted(NamedTuple):
    """A number that Excel would also give a format: a date, a truth value."""

    value: float
    kind: int


def _kinds(document: Any, cells: Any, kinds: int) -> Iterator[tuple[int, Place]]:
    origin = cells.RangeAddress
    for kind, (top, left, bottom, right) in areas_of_kind(document, cells, kinds):
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                yield kind, (row - origin.StartRow, col - origin.StartColumn)


def _typed(value: Value | CellError, kind: int) -> Value | CellError:
    if not isinstance(value, float):
        return value
    if kind & LOGICAL_FORMAT:
        return bool(value)
    try:
        moment = _EPOCH + value * _DAY
    except OverflowError:  # a number far outside of the calendar, in a cell with a date format
        return value
    return _to_second(moment)


def _to_second(moment: dt.datetime) -> dt.datetime:
    """Fractions of a day are not exact: 08:00 comes as 07:59:59.999997."""
    rounded = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded if abs(rounded - moment) < dt.timedelta(milliseconds=1) else moment


def _error(code: int) -> CellError:
    return CellError(ERRORS.get(code, f"#ERR{code}"))


def _has_text(rows: Sequence[Sequence[object]]) -> bool:
    return any(isinstance(value, str) and value for row in rows for value in row)


def _entered(value: object, *, is_text: bool) -> float | str | _Formula | _Formatted:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if is_text else _typed_in(value)
    if isinstance(value, bool):
        return _Formatted(float(value), LOGICAL_FORMAT)
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    if isinstance(value, dt.datetime):
        return _Formatted(
            (value - _EPOCH) / _DAY, DATETIME_FORMAT if value.time() != dt.time() else DATE_FORMAT
        )
    if isinstance(value, dt.date):
        return _Formatted(float((value - _EPOCH.date()).days), DATE_FORMAT)
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def _typed_in(text: str) -> float | str | _Formula | _Formatted:
    first = text[:1]
    if first == "=" and len(text) > 1:
        return _Formula(text)
    if first == "'":
        return text[1:]
    if first in "+-.0123456789" and any(map(str.isdigit, text)) and _NUMBER.fullmatch(text):
        return float(text.replace(",", ""))
    if first in "TFtf" and text.upper() in {"TRUE", "FALSE"}:
        return _Formatted(float(text.upper() == "TRUE"), LOGICAL_FORMAT)
    return text


def _write_plain(cells: Any, rows: list[list[float | str]]) -> None:
    """One call for a block without notes: setDataArray would take the notes away."""
    noted = set(places(cells, cells.queryContentCells(ANNOTATION)))
    if not noted:
        cells.setDataArray(tuple(map(tuple, rows)))
        return
    for row, col in noted:
        put(cells.getCellByPosition(col, row), rows[row][col])
    for down, right, contents in _runs(rows, noted):
        end = right + len(contents[0]) - 1
        area = cells.getCellRangeByPosition(right, down, end, down + len(contents) - 1)
        area.setDataArray(contents)


def put(cell: Any, value: float | str) -> None:
    """One cell, its note left alone."""
    if isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def _runs(rows: list[list[float | str]], noted: set[Place]) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """(row, column, contents) of blocks without a noted cell: rows together, or the parts of a row."""
    busy = {row for row, _ in noted}
    free: list[tuple[float | str, ...]] = []
    for down, row in enumerate([*rows, []]):
        if row and down not in busy:
            free.append(tuple(row))
            continue
        if free:
            yield down - len(free), 0, tuple(free)
            free = []
        start = 0
        for right in range(len(row) + 1):
            if right == len(row) or (down, right) in noted:
                if right > start:
                    yield down, start, (tuple(row[start:right]),)
                start = right + 1


def _write_rest(document: Any, cells: Any, later: list[tuple[Place, object]], grammar: Grammar) -> None:
    formats: dict[int, int] = {}
    for (row, col), entry in later:
        cell = cells.getCellByPosition(col, row)
        if isinstance(entry, _Formula):
            enter_formula(cell, entry.text, grammar)
        elif isinstance(entry, _Formatted):
            if entry.kind not in formats:
                formats[entry.kind] = standard_format(document, entry.kind)
            if not cell.NumberFormat:  # Excel leaves a format that the user chose
                cell.NumberFormat = formats[entry.kind]


def enter_formula(cell: Any, formula: str, grammar: Grammar) -> None:
    """One formula in Excel's notation."""
    own = grammar.to_calc(formula)
    if own is None:
        grammar.enter(cell, formula)
    else:
        cell.Formula = own
