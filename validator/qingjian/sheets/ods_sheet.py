"""One sheet of an .ods file while it is read: repeated rows and cells, spans, hidden parts, default styles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area, CellKind, Sheet, Span, a1
from qingjian.model.rows import Slot, shape
from qingjian.patterns import pattern
from qingjian.sheets import guard
from qingjian.sheets.ods_cell import Stored, plain_number, stored_value
from qingjian.sheets.ods_formula import translate
from qingjian.sheets.ods_names import TABLE
from qingjian.sheets.ods_styles import Styles
from qingjian.sheets.ods_text import Paragraphs
from qingjian.sheets.rows import Rows

_COUNT: Final = pattern(r"[0-9]{1,9}\Z")
_COLUMNS_REPEATED: Final = TABLE + "number-columns-repeated"
_ROWS_REPEATED: Final = TABLE + "number-rows-repeated"
_COLUMNS_SPANNED: Final = TABLE + "number-columns-spanned"
_ROWS_SPANNED: Final = TABLE + "number-rows-spanned"
_FORMULA: Final = TABLE + "formula"
_STYLE: Final = TABLE + "style-name"
_HIDDEN: Final = frozenset({"collapse", "filter"})
_NOTHING: Final[Mapping[str, str]] = {}


class SheetBuilder:
    """Rows and cells come in order; what is repeated but empty costs nothing."""

    def __init__(self, name: str, styles: Styles, budget: guard.Budget, *, is_hidden: bool) -> None:
        self.name = name
        self.is_external = False
        self._styles = styles
        self._budget = budget
        self._is_hidden = is_hidden
        self._rows = Rows()
        self._merges: list[Area] = []
        self._comments: dict[tuple[int, int], str] = {}
        self._hidden_rows: list[Span] = []
        self._hidden_columns: list[Span] = []
        self._column_starts: list[int] = []
        self._column_styles: list[str] = []
        self._next_column = 1
        self._row = self._row_count = 0
        self._col = self._col_count = 0
        self._slots: list[Slot] = []
        self._texts: list[str] = []
        self._formulas: dict[int, str] = {}
        self._row_style = ""
        self._attributes: Mapping[str, str] = _NOTHING
        self._is_kept = False

    def sheet(self) -> Sheet:
        """The finished sheet."""
        return Sheet(
            self.name,
            state="hidden" if self._is_hidden else "visible",
            rows=self._rows,
            merges=tuple(self._merges),
            hidden_rows=tuple(self._hidden_rows),
            hidden_columns=tuple(self._hidden_columns),
            comments=self._comments,
        )

    def column(self, attributes: Mapping[str, str]) -> None:
        """Columns that share a style and visibility."""
        first = self._next_column
        self._next_column += _count(attributes.get(_COLUMNS_REPEATED))
        if first > guard.COLUMN:
            return
        self._column_starts.append(first)
        self._column_styles.append(attributes.get(TABLE + "default-cell-style-name", ""))
        if attributes.get(TABLE + "visibility") in _HIDDEN:
            _extend(self._hidden_columns, Span(first, min(self._next_column - 1, guard.COLUMN)))

    def start_row(self, attributes: Mapping[str, str]) -> None:
        self._row += max(1, self._row_count)
        self._row_count = _count(attributes.get(_ROWS_REPEATED))
        self._col = self._col_count = 0
        self._row_style = attributes.get(TABLE + "default-cell-style-name", "")
        if attributes.get(TABLE + "visibility") in _HIDDEN and self._row <= guard.ROW:
            _extend(self._hidden_rows, Span(self._row, min(self._row + self._row_count - 1, guard.ROW)))

    def end_row(self) -> None:
        """Put the row where it belongs, as often as it is repeated."""
        if not self._slots:
            return
        last = self._row + self._row_count - 1
        if last > guard.ROW:
            raise UnreadableWorkbook("bad-address", f"{self.name}!{last}")
        self._budget.fill(len(self._slots) * self._row_count, self._where)
        kept = shape(tuple(self._slots))
        for row in range(self._row, last + 1):
            self._rows.put(row, kept, self._texts, self._formulas or None)
        self._slots, self._texts, self._formulas = [], [], {}

    def start_cell(self, attributes: Mapping[str, str]) -> bool:
        """Open a cell; false if its value is known already, so that its text does not matter."""
        self._col += max(1, self._col_count)
        self._col_count = _count(attributes.get(_COLUMNS_REPEATED))
        self._attributes = attributes
        if _COLUMNS_SPANNED in attributes or _ROWS_SPANNED in attributes:
            self._merge(attributes)
        number = plain_number(attributes)
        self._is_kept = number is not None
        if number is not None:
            self._keep("number", number, None)
        return number is None

    def comment(self, text: str) -> None:
        """The note on the open cell."""
        self._check_address()
        self._check_length(text)
        self._comments[self._row, self._col] = text
        if len(self._comments) > guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", self.name)

    def end_cell(self, paragraphs: Paragraphs) -> None:
        """Keep the open cell if it stores anything."""
        if self._is_kept:
            return
        attributes = self._attributes
        formula = attributes.get(_FORMULA)
        if formula is None and not paragraphs.seen and len(attributes) <= 1:
            return
        value = self._value(paragraphs, is_formula=formula is not None)
        if value is not None:
            self._keep(value.kind, value.text, self._formula(formula))

    def _value(self, paragraphs: Paragraphs, *, is_formula: bool) -> Stored | None:
        try:
            value = stored_value(self._attributes, paragraphs, is_formula=is_formula)
        except UnreadableWorkbook as refusal:
            raise UnreadableWorkbook(refusal.code, f"{self._where} {refusal.detail}".rstrip()) from None
        if value is not None:
            self._check_length(value.text)
        return value

    def _formula(self, formula: str | None) -> str | None:
        if formula is None:
            return None
        text = translate(formula)
        self._budget.write(text, self._where)
        return text

    def _keep(self, kind: CellKind, text: str, formula: str | None) -> None:
        self._check_address()
        style = self._styles.format(self._attributes.get(_STYLE) or self._default_style())
        for col in range(self._col, self._col + self._col_count):
            self._slots.append((col, kind, style))
            self._texts.append(text)
            if formula is not None:
                self._formulas[col] = formula

    def _default_style(self) -> str:
        if self._row_style:
            return self._row_style
        at = bisect_right(self._column_starts, self._col) - 1
        return self._column_styles[at] if at >= 0 else ""

    def _merge(self, attributes: Mapping[str, str]) -> None:
        down = _count(attributes.get(_ROWS_SPANNED))
        across = _count(attributes.get(_COLUMNS_SPANNED))
        if down * across <= 1 or self._row > guard.ROW or self._col > guard.COLUMN:
            return
        bottom = min(self._row + down - 1, guard.ROW)
        right = min(self._col + across - 1, guard.COLUMN)
        self._merges.append(Area(self._row, self._col, bottom, right))
        if len(self._merges) > guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", self.name)

    def _check_length(self, text: str) -> None:
        if len(text) > guard.TEXT_CHARS:
            raise UnreadableWorkbook("text-too-long", self._where)

    def _check_address(self) -> None:
        if self._row > guard.ROW or self._col + self._col_count - 1 > guard.COLUMN:
            raise UnreadableWorkbook("bad-address", self._where)

    @property
    def _where(self) -> str:
        return f"{self.name}!{a1(self._row, self._col)}"


def _count(text: str | None) -> int:
    """A positive count; what is none counts once, as in the applications."""
    if text is None or _COUNT.match(text) is None:
        return 1
    return max(1, int(text))


def _extend(spans: list[Span], new: Span) -> None:
    """Add a span, joined to the last one where they touch."""
    if spans and spans[-1].last + 1 == new.first:
        spans[-1] = Span(spans[-1].first, new.last)
    else:
        spans.append(new)
