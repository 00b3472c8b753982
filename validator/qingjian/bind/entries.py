"""One cell read as one field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.notation import normal, notation
from qingjian.model.figure import printed
from qingjian.model.finding import Place
from qingjian.model.form import Entry, State
from qingjian.model.grid import Cell, Sheet

_ONLY_DOTS: Final = re.compile(r"[\s.…·．。]{2,}\Z|…\Z")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)


def entry(sheet: Sheet, row: int, col: int, field: Field, cells: Mapping[int, Cell] | None = None) -> Entry:
    """What stands in the field's cell; `cells` is the row, where the caller has it at hand."""
    place = Place(sheet.name, row, col)
    cell = sheet.cell(row, col) if cells is None else cells.get(col)
    return Entry(place, "blank") if cell is None else read(cell, place, field)


def read(cell: Cell, place: Place, field: Field) -> Entry:
    """A stored cell as an entry of the given field."""
    text, formula, pattern = cell.text, cell.formula, cell.format
    match cell.kind:
        case "number":
            figure = printed(text, pattern)
            if figure is None:
                return Entry(place, "text", text, None, formula, pattern)
            if is_date_format(pattern):
                return Entry(place, "date", text, None, formula, pattern)
            return Entry(place, "number", text, figure, formula, pattern)
        case "text":
            if is_placeholder(text) or (
                field.prefill is not None and text == field.prefill and not is_not_applicable(text)
            ):
                return Entry(place, "blank", text, None, formula, pattern)
            state: State = "na" if is_not_applicable(text) else "text"
            return Entry(place, state, text, None, formula, pattern)
        case "uncalculated" | "error" | "bool" | "date":
            return Entry(place, cell.kind, text, None, formula, pattern)


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
