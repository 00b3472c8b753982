"""What xlrd read, as a Grid: numbers as text of at most 17 digits, formats, merges, hidden parts, comments."""

from __future__ import annotations

import math
import sys
from typing import Final

import xlrd
from xlrd.book import Name
from xlrd.sheet import Sheet as XlrdSheet

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area, CellKind, Grid, Oddity, Sheet, SheetState, Span, a1
from qingjian.model.rows import Slot, shape
from qingjian.sheets import guard
from qingjian.sheets.rows import Rows

_STATES: Final[tuple[SheetState, ...]] = ("visible", "hidden", "veryHidden")
_LINKS: Final = {2: "external-link", 4: "dde"}
"""xlrd's kinds of supporting workbooks that point outside."""
_ROWS: Final = 65_536
_COLUMNS: Final = 256
"""The grid of .xls files."""
_INTEGER_BELOW: Final = 1e15
_GENERAL: Final = "General"
_ERRORS: Final = xlrd.error_text_from_code
_EMPTY: Final = frozenset({xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK})
_NUMBERS: Final = frozenset({xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE})


def grid_of(book: xlrd.Book) -> Grid:
    """Everything that xlrd gives of a workbook."""
    if not book.nsheets:
        raise UnreadableWorkbook("no-sheets")
    if book.nsheets > guard.SHEETS:
        raise UnreadableWorkbook("too-many-sheets", str(book.nsheets))
    budget = guard.Budget()
    formats = _Formats(book)
    oddities: list[Oddity] = []
    sheets: list[Sheet] = []
    for source in book.sheets():
        if any(other.name.casefold() == source.name.casefold() for other in sheets):
            raise UnreadableWorkbook("duplicate-sheet-name", source.name)
        sheets.append(_sheet(source, formats, budget, oddities))
    kinds: list[int | None] = getattr(book, "_supbook_types", [])
    oddities += (Oddity(_LINKS[kind]) for kind in sorted({kind for kind in kinds if kind in _LINKS}))
    return Grid(
        sheets, format="xls", date1904=book.datemode == 1, names=_names(book.name_obj_list), oddities=oddities
    )


class _Formats:
    """Number-format codes by the index that cells carry."""

    def __init__(self, book: xlrd.Book) -> None:
        self._book = book
        self._codes: dict[int, str] = {}
        self.known = book.formatting_info

    def code(self, index: int) -> str:
        code = self._codes.get(index)
        if code is None:
            code = self._codes[index] = self._look_up(index)
        return code

    def _look_up(self, index: int) -> str:
        if not 0 <= index < len(self._book.xf_list):
            return _GENERAL
        found = self._book.format_map.get(self._book.xf_list[index].format_key)
        return (found.format_str if found else "") or _GENERAL


def _sheet(source: XlrdSheet, formats: _Formats, budget: guard.Budget, oddities: list[Oddity]) -> Sheet:
    rows = Rows()
    for at in range(source.nrows):
        slots, texts = _row(source, at, formats)
        if slots:
            budget.fill(len(slots), f"{source.name}!{at + 1}")
            rows.put(at + 1, shape(tuple(slots)), texts)
    return Sheet(
        source.name,
        state=_STATES[min(source.visibility & 3, 2)],
        rows=rows,
        merges=_merges(source, oddities),
        hidden_rows=_spans([at for at, info in source.rowinfo_map.items() if info.hidden], _ROWS),
        hidden_columns=_spans([at for at, info in source.colinfo_map.items() if info.hidden], _COLUMNS),
        comments={(row + 1, col + 1): note.text for (row, col), note in source.cell_note_map.items()},
    )


def _row(source: XlrdSheet, at: int, formats: _Formats) -> tuple[list[Slot], list[str]]:
    slots: list[Slot] = []
    texts: list[str] = []
    values = source.row_values(at)
    for col, xlrd_kind in enumerate(source.row_types(at)):
        if xlrd_kind not in _EMPTY:
            code = formats.code(source.cell_xf_index(at, col)) if formats.known else _GENERAL
            try:
                kind, text = _stored(xlrd_kind, values[col])
            except UnreadableWorkbook as refusal:
                where = f"{source.name}!{a1(at + 1, col + 1)}"
                raise UnreadableWorkbook(refusal.code, where) from None
            slots.append((col + 1, kind, code))
            texts.append(text)
    return slots, texts


def _stored(kind: int, value: object) -> tuple[CellKind, str]:
    """Kind and text; refused without the address, which only a refusal needs."""
    if kind in _NUMBERS and isinstance(value, float | int):
        return "number", _digits(float(value))
    if kind == xlrd.XL_CELL_TEXT and isinstance(value, str):
        if len(value) > guard.TEXT_CHARS:
            raise UnreadableWorkbook("text-too-long")
        return "text", value
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "bool", "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR and isinstance(value, int) and value in _ERRORS:
        return "error", _ERRORS[value]
    raise UnreadableWorkbook("bad-cell-type")


def _digits(value: float) -> str:
    """The shortest digits that stand for this double and no other; whole numbers without ".0".
    What is smaller than a normal double is zero in Excel."""
    if abs(value) < sys.float_info.min:
        return "0"
    if not math.isfinite(value):
        raise UnreadableWorkbook("bad-number")
    if value.is_integer() and abs(value) < _INTEGER_BELOW:
        return str(int(value))
    return repr(value)


def _merges(source: XlrdSheet, oddities: list[Oddity]) -> tuple[Area, ...]:
    if len(source.merged_cells) > guard.NAMED_ITEMS:
        raise UnreadableWorkbook("too-many-items", source.name)
    areas: list[Area] = []
    for top, below, left, after in source.merged_cells:
        if not (0 <= top < below <= _ROWS and 0 <= left < after <= _COLUMNS):
            oddities.append(Oddity("bad-merge", f"{source.name}!{a1(top + 1, left + 1)}", source.name))
        elif (below - top) * (after - left) > 1:
            areas.append(Area(top + 1, left + 1, below, after))
    return tuple(areas)


def _spans(hidden: list[int], limit: int) -> tuple[Span, ...]:
    """Runs of zero-based numbers; some writers describe one column too many."""
    spans: list[Span] = []
    for number in sorted(at + 1 for at in hidden if 0 <= at < limit):
        if spans and spans[-1].last + 1 == number:
            spans[-1] = Span(spans[-1].first, number)
        else:
            spans.append(Span(number, number))
    return tuple(spans)


def _names(defined: list[Name]) -> dict[str, str]:
    """Names of the whole workbook that a person defined; what xlrd cannot say stays empty."""
    names: dict[str, str] = {}
    for name in defined:
        if name.scope != -1 or name.builtin or name.func or name.macro or name.name.startswith("_xlfn."):
            continue
        text = name.result.text if name.result else None
        names[name.name] = text if isinstance(text, str) else ""
    return names
