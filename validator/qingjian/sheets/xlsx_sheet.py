"""The careful scanner of a sheet: expat over any legal XML, every deviation from the grid refused with its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area, Span
from qingjian.patterns import pattern
from qingjian.sheets import guard, xml
from qingjian.sheets.xlsx_cells import Cells, area
from qingjian.sheets.xlsx_formulas import Raw
from qingjian.sheets.xlsx_frame import Frame

NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""Transitional, which everybody writes, and ISO Strict, which Excel offers."""
ADDRESS: Final = pattern(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})\Z")
_TRUE: Final = frozenset({"1", "true"})
_NO_HEIGHT: Final = pattern(r"0*(?:\.0*)?\Z")


def is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Hidden by flag, or by a height (`ht`) or `width` of nothing."""
    return attributes.get("hidden") in _TRUE or (
        size in attributes and _NO_HEIGHT.match(attributes[size]) is not None
    )


class SheetScan:
    """What a sheet says outside its rows, and, unless the fast scanner does that, the rows themselves."""

    def __init__(self, part: str, cells: Cells) -> None:
        self.part = part
        self.cells = cells
        self.merges: list[Area] = []
        self.hidden_rows: list[Span] = []
        self.hidden_columns: list[Span] = []
        self.in_rows = False
        self._seen_data = False
        self._seen_rows = bytearray()
        self._depth = 0
        self._row = self._col = 0
        self._style: str | None = None
        self._kind = "n"
        self._value: str | None = None
        self._inline: list[str] | None = None
        self._formula: Raw | None = None
        self._phonetic = 0
        self._text: list[str] | None = None
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def parser(self) -> xml.Parser:
        """A parser to feed this sheet's part to."""
        return xml.Parser(self.part, self._start, end=self._end, text=self._heard)

    def frame(self) -> Frame:
        """What was found around the rows."""
        return Frame(tuple(self.merges), tuple(self.hidden_columns))

    def surround(self, frame: Frame) -> None:
        """Take over what was found around the rows of another sheet."""
        self.merges.extend(frame.merges)
        self.hidden_columns.extend(frame.hidden_columns)

    def hide(self, row: int) -> None:
        """Note a hidden row."""
        self._hide(self.hidden_rows, row, row)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._root(name)
            return
        handler = self._starts.get(name)
        if handler is not None:
            handler(attributes)

    def _end(self, name: str) -> None:
        handler = self._ends.get(name)
        if handler is not None:
            handler()
        self._depth -= 1

    def _heard(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _root(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace not in NAMESPACES or local != "worksheet":
            raise UnreadableWorkbook("not-a-sheet", self.part)
        starts = {
            "sheetData": self._data,
            "row": self._open_row,
            "c": self._open_cell,
            "v": self._open_value,
            "f": self._open_formula,
            "is": self._open_inline,
            "rPh": self._open_phonetic,
            "t": self._open_text,
            "mergeCell": self._merge,
            "col": self._column,
        }
        ends = {
            "sheetData": self._close_data,
            "row": self._close_row,
            "c": self._close_cell,
            "v": self._close_value,
            "f": self._close_formula,
            "rPh": self._close_phonetic,
            "t": self._close_text,
        }
        self._starts = {f"{namespace} {local}": handler for local, handler in starts.items()}
        self._ends = {f"{namespace} {local}": handler for local, handler in ends.items()}

    def _data(self, _: dict[str, str]) -> None:
        if self._depth != 2 or self._seen_data:
            raise UnreadableWorkbook("not-a-sheet", self.part)
        self._seen_data = True
        self.in_rows = True

    def _close_data(self) -> None:
        self.in_rows = False

    def _open_row(self, attributes: dict[str, str]) -> None:
        if not self.in_rows or self._depth != 3:
            return
        number = attributes.get("r")
        row = self._row + 1 if number is None else _row_number(number)
        if not 1 <= row <= guard.ROW:
            raise UnreadableWorkbook(
                "bad-address", f"{self.cells.context.sheet}!{(number or '')[:20] or row}"
            )
        if not self._seen_rows:
            self._seen_rows = bytearray(guard.ROW + 1)  # one byte a row: a set would take sixty
        if self._seen_rows[row]:
            raise UnreadableWorkbook("duplicate-row", f"{self.cells.context.sheet}!{row}")
        self._seen_rows[row] = 1
        self._row, self._col = row, 0
        if is_hidden(attributes, "ht"):
            self.hide(row)
        self.cells.open(row)

    def _close_row(self) -> None:
        if self.in_rows and self._depth == 3:
            self.cells.close()

    def _open_cell(self, attributes: dict[str, str]) -> None:
        if not self.in_rows or self._depth != 4:
            return
        address = attributes.get("r")
        self._col = self._col + 1 if address is None else self._column_of(address)
        if self._col > guard.COLUMN:
            raise UnreadableWorkbook("bad-address", self.cells.where(self._row, self._col))
        self._style = attributes.get("s")
        self._kind = attributes.get("t", "n")
        self._value = self._inline = self._formula = None

    def _column_of(self, address: str) -> int:
        found = ADDRESS.match(address)
        if found is None or int(found.group(2)) != self._row:
            raise UnreadableWorkbook(
                "bad-address", f"{self.cells.context.sheet}!{address[:20]} ({self._row})"
            )
        col = 0
        for letter in found.group(1).upper():
            col = col * 26 + ord(letter) - 64
        if col > guard.COLUMN:
            raise UnreadableWorkbook("bad-address", f"{self.cells.context.sheet}!{address[:20]}")
        return col

    def _close_cell(self) -> None:
        if not self.in_rows or self._depth != 4:
            return
        inline = None if self._inline is None else "".join(self._inline)
        self.cells.put(
            self._col, self._style, self._kind, value=self._value, inline=inline, formula=self._formula
        )

    def _open_value(self, _: dict[str, str]) -> None:
        if self.in_rows and self._depth == 5:
            self._once(self._value)
            self._text = []

    def _close_value(self) -> None:
        if self._text is not None and self._depth == 5:
            self._value, self._text = "".join(self._text), None

    def _open_formula(self, attributes: dict[str, str]) -> None:
        if self.in_rows and self._depth == 5:
            self._once(self._formula)
            self._formula = Raw("", attributes)
            self._text = []

    def _close_formula(self) -> None:
        if self._text is not None and self._formula is not None and self._depth == 5:
            self._formula, self._text = self._formula._replace(text="".join(self._text)), None

    def _open_inline(self, _: dict[str, str]) -> None:
        if self.in_rows and self._depth == 5:
            self._once(self._inline)
            self._inline = []

    def _once(self, before: object) -> None:
        if before is not None:
            raise UnreadableWorkbook("duplicate-cell", self.cells.where(self._row, self._col))

    def _open_phonetic(self, _: dict[str, str]) -> None:
        self._phonetic += 1

    def _close_phonetic(self) -> None:
        self._phonetic -= 1

    def _open_text(self, _: dict[str, str]) -> None:
        if self.in_rows and self._inline is not None and not self._phonetic and self._depth > 5:
            self._text = self._inline

    def _close_text(self) -> None:
        if self._text is self._inline:
            self._text = None

    def _merge(self, attributes: dict[str, str]) -> None:
        if self._depth == 3:
            self.merge(attributes.get("ref", ""))

    def merge(self, reference: str) -> None:
        """Note a merged area."""
        merged = area(reference)
        if merged is None:
            self.cells.context.say("bad-merge", f"{self.cells.context.sheet}!{reference[:40]}")
        elif (merged.top, merged.left) != (merged.bottom, merged.right):
            self._bounded(self.merges)
            self.merges.append(merged)

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if self._depth == 3 and is_hidden(attributes, "width") and _is_column(first) and _is_column(last):
            self._bounded(self.hidden_columns)
            self._hide(self.hidden_columns, int(first), min(int(last), guard.COLUMN))

    def _hide(self, spans: list[Span], first: int, last: int) -> None:
        if spans and spans[-1].last + 1 == first:
            spans[-1] = Span(spans[-1].first, last)
        else:
            spans.append(Span(first, last))

    def _bounded(self, items: list[Area] | list[Span]) -> None:
        if len(items) >= guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", self.part)


def scan(pieces: Iterable[bytes], into: SheetScan) -> None:
    """Read a whole sheet part with expat alone."""
    parser = into.parser()
    for piece in xml.readable(pieces, into.part):
        parser.feed(piece)
    parser.feed(b"", last=True)


def _row_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else 0


def _is_column(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
