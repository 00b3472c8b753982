"""Number formats of a document: their codes as Excel writes them, and which cells show dates or booleans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import uno

Rect = tuple[int, int, int, int]  # first row, first column, last row, last column; 0-based in the sheet

_GENERAL: Final = "General"
_PER_LANGUAGE: Final = 10_000  # every language has a block of keys; the first is its general format


def format_code(document: Any, cells: Any) -> str | None:
    """The range's format in English notation; None when its cells differ, as in Excel."""
    if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
        return None
    key = cells.NumberFormat
    if key % _PER_LANGUAGE == 0:  # called 常规 in a Chinese document
        return _GENERAL
    return str(document.NumberFormats.getByKey(key).FormatString)


def set_format(document: Any, cells: Any, code: str) -> None:
    """Give the range a format written in English notation."""
    formats = document.NumberFormats
    if code == _GENERAL:
        cells.NumberFormat = 0
        return
    english = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
    key = formats.queryKey(code, english, False)
    cells.NumberFormat = key if key != -1 else formats.addNew(code, english)


def standard_format(document: Any, kind: int) -> int:
    """The key of a kind's usual format (a date, a truth value) in the document's language."""
    return int(document.NumberFormats.getStandardFormat(kind, document.CharLocale))


def areas_of_kind(document: Any, cells: Any, kinds: int) -> Iterator[tuple[int, Rect]]:
    """(kind, area) of the parts of a range whose number format is of one of these kinds: few calls for any size."""
    known: dict[int, int] = {}
    groups = cells.getUniqueCellFormatRanges()
    for at in range(groups.Count):
        group = groups.getByIndex(at)
        key = group.NumberFormat
        if key not in known:
            known[key] = document.NumberFormats.getByKey(key).Type if key else 0
        if kind := known[key] & kinds:
            for area in group.RangeAddresses:
                yield kind, (area.StartRow, area.StartColumn, area.EndRow, area.EndColumn)
