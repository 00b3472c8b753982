"""A table as comma-separated text that Excel opens as it stands: marked UTF-8, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from qingjian.catalog.messages import Lang
from qingjian.patterns import pattern
from qingjian.reporters.lines import Column, Line
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import say

_STEERING: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = pattern(r"-?[0-9]+(?:\.[0-9]+)?\Z")


def table(columns: Sequence[Column], rows: Iterable[Line], lang: Lang) -> bytes:
    """The captions and the lines; captions are keys of words."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([say(column.caption, lang) for column in columns])
    writer.writerows([_cell(value) for value in row.cells] for row in rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _cell(value: str | int) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe; a negative number is none."""
    if isinstance(value, int):
        return str(value)
    first = unicodedata.normalize("NFKC", value.lstrip()[:1])  # full-width signs count as well
    is_formula = value.startswith(_STEERING) or first.startswith(_STEERING)
    text = visible(value)
    return f"'{text}" if is_formula and not _NUMBER.match(value) else text
