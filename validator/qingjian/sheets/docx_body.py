"""The body of a Word document, streamed into paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard
from qingjian.sheets.docx_names import (
    ADDED,
    LITERALS,
    OFF,
    REMOVED,
    SKIPPED,
    SPACE,
    TEXT_BOX,
    attribute,
    symbol,
    word,
)
from qingjian.sheets.docx_table import WordTable
from qingjian.sheets.docx_text import Words, joined

Attributes = dict[str, str]
_DETAIL: Final = 20
"""Characters of a text that is left out, so that a person can find it."""


class Body:
    """Handles the events of document.xml. What counts as structure is looked through wherever it stands:
    content controls, links, smart tags and tracked insertions only wrap."""

    def __init__(self, budget: guard.Budget) -> None:
        self.items: list[str | WordTable] = []
        """Paragraphs and tables in order; a table within another one follows it."""
        self.codes: dict[str, str] = {}
        """Oddities outside tables, each with a detail."""
        self._budget = budget
        self._path: list[str] = []
        self._skipped = 0
        self._box: list[str] | None = None
        self._words = Words()
        self._tables: list[WordTable] = []
        self._nested: list[WordTable] = []
        self._cells: list[list[str]] = []
        """Paragraphs of the open cells, the innermost last."""
        self._hears = self._keeps_space = self._is_hidden = False
        self._is_placeholder = False
        self._muted_at = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "tbl": lambda _: self._start_table(),
            "gridCol": lambda a: self._table(lambda table: table.column(_number(a, "w"))),
            "tr": lambda _: self._table(lambda table: table.start_row()),
            "gridBefore": lambda a: self._table(lambda table: table.skip(_number(a, "val"))),
            "hidden": self._hide_row,
            "tc": lambda _: self._start_cell(),
            "gridSpan": self._span,
            "vMerge": self._merge,
            "hMerge": self._merge_beside,
            "r": lambda _: self._show(),
            "vanish": self._vanish,
            "t": self._start_text,
            "br": lambda a: self._say("\n" if attribute(a, "type") in (None, "textWrapping") else ""),
            "sym": lambda a: self._say(symbol(attribute(a, "font") or "", attribute(a, "char") or "")),
            "fldChar": lambda a: self._words.field(attribute(a, "fldCharType")),
            "altChunk": lambda _: self._mark("embedded-object", "altChunk"),
            "showingPlcHdr": self._start_placeholder,
            "sdtContent": lambda _: self._mute(),
        }
        for element, said in LITERALS.items():
            self._starts[element] = self._saying(said)
        self._ends: dict[str, Callable[[], None]] = {
            "t": self._end_text,
            "p": self._end_paragraph,
            "tc": self._end_cell,
            "tr": lambda: self._table(lambda table: table.end_row()),
            "tbl": self._end_table,
        }

    def start(self, element: str, attributes: Attributes) -> None:
        name = word(element)
        if not self._path and name != "document":
            raise UnreadableWorkbook("not-a-workbook", element[-60:])
        if self._skipped or name in SKIPPED:
            self._skip(name)
            return
        self._path.append(name)
        if name in ADDED:
            self._mark("tracked-changes")
        action = self._starts.get(name)
        if action is not None:
            action(attributes)

    def end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
            if not self._skipped:
                self._end_box()
            return
        finish = self._ends.get(self._path[-1])
        if finish is not None:
            finish()
        if len(self._path) == self._muted_at:
            self._muted_at = 0
        self._path.pop()

    def text(self, data: str) -> None:
        if self._hears and not self._skipped:
            self._say(data if self._keeps_space else data.strip())
        elif self._box is not None and len(self._box) < _DETAIL:
            self._box.append(data.strip())

    # ------------------------------------------------------------ what is left out

    def _skip(self, name: str) -> None:
        if not self._skipped and name in REMOVED:
            self._mark("tracked-changes")
            if self._path[-1] == "trPr" and self._tables:
                self._tables[-1].is_deleted = True
        elif name == TEXT_BOX and self._box is None:
            self._box = []
        self._skipped += 1

    def _end_box(self) -> None:
        if self._box is not None:
            said = "".join(self._box)
            if said:
                self._mark("text-box", said[:_DETAIL])
            self._box = None

    def _mark(self, code: str, detail: str = "") -> None:
        if self._cells:
            self._tables[-1].mark(code, detail)
        else:
            self.codes.setdefault(code, detail)

    # ------------------------------------------------------------ text

    def _show(self) -> None:
        self._is_hidden = False

    def _vanish(self, attributes: Attributes) -> None:
        self._is_hidden = attribute(attributes, "val") not in OFF

    def _start_text(self, attributes: Attributes) -> None:
        self._hears = True
        self._keeps_space = attributes.get(SPACE) == "preserve"

    def _end_text(self) -> None:
        self._hears = False

    def _saying(self, text: str) -> Callable[[Attributes], None]:
        return lambda _: self._say(text)

    def _say(self, text: str) -> None:
        if not self._muted_at:
            self._words.add(text, is_hidden=self._is_hidden)

    def _end_paragraph(self) -> None:
        text = self._words.close()
        if self._words.hidden:
            self._mark("hidden-text", "".join(self._words.hidden)[:_DETAIL])
            self._words.hidden.clear()
        if self._cells:
            self._cells[-1].append(text)
        elif text.strip():
            self._budget.fill(1, "word/document.xml")
            self.items.append(text[: guard.TEXT_CHARS])

    def _start_placeholder(self, attributes: Attributes) -> None:
        self._is_placeholder = attribute(attributes, "val") not in OFF

    def _mute(self) -> None:
        """A content control that nobody has filled in says what to type there."""
        if self._is_placeholder and not self._muted_at:
            self._muted_at = len(self._path)
        self._is_placeholder = False

    # ------------------------------------------------------------ tables

    def _table(self, act: Callable[[WordTable], None]) -> None:
        if self._tables:
            act(self._tables[-1])

    def _start_table(self) -> None:
        self._tables.append(WordTable(self._budget, is_nested=bool(self._tables)))

    def _end_table(self) -> None:
        table = self._tables.pop()
        if self._tables:
            self._nested.append(table)
            return
        for one in (table, *self._nested):
            if len(one):
                self.items.append(one)
        self._nested.clear()

    def _hide_row(self, attributes: Attributes) -> None:
        if self._path[-2:-1] == ["trPr"] and self._tables:
            self._tables[-1].is_hidden = attribute(attributes, "val") not in OFF

    def _start_cell(self) -> None:
        if self._tables:
            self._cells.append([])
            self._tables[-1].start_cell()

    def _end_cell(self) -> None:
        if self._tables:
            self._tables[-1].end_cell(joined(self._cells.pop()))

    def _span(self, attributes: Attributes) -> None:
        if self._cells:
            self._tables[-1].span = max(1, _number(attributes, "val"))

    def _merge(self, attributes: Attributes) -> None:
        if self._cells:
            is_first = attribute(attributes, "val") == "restart"
            self._tables[-1].merge = "restart" if is_first else "continue"

    def _merge_beside(self, attributes: Attributes) -> None:
        if self._cells:
            self._tables[-1].is_beside = attribute(attributes, "val") != "restart"


def _number(attributes: Attributes, name: str) -> int:
    """A count or a width; what is none counts as nothing."""
    text = attribute(attributes, name) or ""
    whole = text.partition(".")[0]
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 7 else 0
