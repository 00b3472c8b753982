"""One cell read as one field."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.notation import normal, notation
from qingjian.model.figure import Figure, printed
from qingjian.model.finding import Place
from qingjian.model.form import Entry, State
from qingjian.model.grid import CellKind, Sheet
from qingjian.patterns import pattern

_ONLY_DOTS: Final = pattern(r"[\s.…·．。]{2,}\Z|…\Z")
_LONGEST_MARK: Final = 8
"""No mark has more letters, however it is written."""
_QUOTED: Final = pattern(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)


def entry(sheet: Sheet, row: int, col: int, field: Field) -> Entry:
    """What stands in the field's cell."""
    place = Place(sheet.name, row, col)
    cell = sheet.cell(row, col)
    if cell is None:
        return Entry(place, "blank")
    state, figure = meaning(cell.kind, cell.text, cell.format, field.prefill)
    return Entry(place, state, cell.text, figure, cell.formula, cell.format)


@lru_cache(maxsize=8_192)  # a thousand forms repeat each other's words and figures
def meaning(kind: CellKind, text: str, pattern: str, prefill: str | None) -> tuple[State, Figure | None]:
    """What a stored cell says in a field; `prefill` is what the blank form says there."""
    if kind == "number":
        figure = printed(text, pattern)
        if figure is None:
            return "text", None
        return ("date", None) if is_date_format(pattern) else ("number", figure)
    if kind != "text":
        return kind, None
    if len(text) > _LONGEST_MARK and text.isalnum() and text != prefill:
        return "text", None  # a name; a hundred thousand of them are asked about
    if is_placeholder(text) or (prefill is not None and text == prefill and not is_not_applicable(text)):
        return "blank", None
    return "na" if is_not_applicable(text) else "text", None


@lru_cache(maxsize=1_024)
def is_not_applicable(text: str) -> bool:
    """A mark for "does not apply": / and its variants, a dash."""
    return notation().marks.get(normal(text.strip())) in ("not-applicable", "dash")


@lru_cache(maxsize=1_024)
def is_placeholder(text: str) -> bool:
    """Nothing, spaces, or the …… that the form prints."""
    return not text.strip() or _ONLY_DOTS.match(text.strip()) is not None


@cache
def is_date_format(pattern: str) -> bool:
    """The number format shows a date or a time."""
    if pattern in ("General", "@", ""):
        return False
    code = _QUOTED.sub("", pattern).lower()
    return "general" not in code and re.search(r"[ymdhs年月日]", code) is not None
