"""The body of an .ods file's content.xml, streamed into sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Oddity, Sheet
from qingjian.sheets import guard
from qingjian.sheets.ods_formula import expression, reference, translate
from qingjian.sheets.ods_names import (
    ANNOTATION,
    CELL,
    COLUMN,
    COVERED,
    DOCUMENT_CONTENT,
    FORM,
    OFFICE,
    PARAGRAPH,
    ROW,
    SHEET,
    SPREADSHEET,
    TABLE,
    TEXT,
)
from qingjian.sheets.ods_sheet import SheetBuilder
from qingjian.sheets.ods_styles import Styles
from qingjian.sheets.ods_text import Paragraphs

Attributes = dict[str, str]
Context = dict[str, Callable[[Attributes], "Context | None"]]
"""What may stand inside an element: name → what to do, which returns the context inside that one.
Whatever is not named, or has none, is skipped with all it holds: drawings, deleted cells of tracked
changes, filters."""

_BODY: Final = OFFICE + "body"
_STYLES: Final = OFFICE + "automatic-styles"


class Content:
    """Handles the events of content.xml: styles go to the collector, sheets are built."""

    def __init__(self, styles: Styles, budget: guard.Budget) -> None:
        self.sheets: list[Sheet] = []
        self.names: dict[str, str] = {}
        self.oddities: list[Oddity] = []
        self.date1904 = False
        self.is_spreadsheet = False
        self._styles = styles
        self._budget = budget
        self._sheet = SheetBuilder("", styles, budget, is_hidden=False)
        self._text = Paragraphs()
        self._comment: Paragraphs | None = None
        self._in_paragraph = False
        self._needs_text = True
        self._skipped = 0
        self._in_styles = False
        self._finish: dict[str, Callable[[], None]] = {
            SHEET: self._end_sheet,
            ROW: self._end_row,
            CELL: self._end_cell,
            COVERED: self._end_cell,
            ANNOTATION: self._end_comment,
            PARAGRAPH: self._end_paragraph,
        }
        root: Context = {_STYLES: lambda _: self._start_styles(), _BODY: lambda _: self._body()}
        self._contexts: list[Context] = [{DOCUMENT_CONTENT: lambda _: root}]

    def start(self, element: str, attributes: Attributes) -> None:
        if self._skipped:
            self._skipped += 1
            if self._in_styles:
                self._styles.start(element, attributes)
            return
        action = self._contexts[-1].get(element)
        inside = action(attributes) if action is not None else None
        if inside is not None:
            self._contexts.append(inside)
        elif len(self._contexts) == 1:
            raise UnreadableWorkbook("not-a-workbook", element[:60])
        else:
            self._skipped = 1

    def end(self, element: str) -> None:
        if self._skipped:
            self._skipped -= 1
            if self._in_styles:
                self._styles.end(element)
                self._in_styles = self._skipped > 0
            return
        self._contexts.pop()
        finish = self._finish.get(element)
        if finish is not None:
            finish()

    def text(self, data: str) -> None:
        if self._in_styles:
            self._styles.text(data)
        elif self._in_paragraph and not self._skipped:
            self._paragraphs.flow(data)

    # ------------------------------------------------------------ contexts

    def _body(self) -> Context:
        """Contexts are built once; the nested ones refer to themselves, as the elements do."""
        run: Context = {
            TEXT + "s": lambda a: self._literal(spaces=a.get(TEXT + "c", "1")),
            TEXT + "tab": lambda _: self._literal("\t"),
            TEXT + "line-break": lambda _: self._literal("\n"),
        }
        for inline in _INLINE:
            run[TEXT + inline] = lambda _: run

        comment: Context = {PARAGRAPH: lambda _: self._start_paragraph(run)}
        for block in ("list", "list-item", "list-header"):
            comment[TEXT + block] = lambda _: comment

        cell: Context = {
            PARAGRAPH: lambda _: self._start_paragraph(run) if self._needs_text else None,
            ANNOTATION: lambda _: self._start_comment(comment),
        }
        row: Context = {
            CELL: lambda a: self._start_cell(a, cell),
            COVERED: lambda a: self._start_cell(a, cell),
        }
        sheet: Context = {
            COLUMN: self._column,
            ROW: lambda a: self._start_row(a, row),
            TABLE + "table-source": self._source,
            OFFICE + "forms": lambda _: {FORM + "form": self._form},
        }
        for group in _GROUPS:
            sheet[TABLE + group] = lambda _: sheet

        named: Context = {
            TABLE + "named-range": self._named_range,
            TABLE + "named-expression": self._named_expression,
        }
        source: Context = {TABLE + f"database-source-{kind}": self._connection for kind in _DATABASE_SOURCES}
        ranges: Context = {TABLE + "database-range": lambda _: source}
        spreadsheet: Context = {
            SHEET: lambda a: self._start_sheet(a, sheet),
            TABLE + "named-expressions": lambda _: named,
            TABLE + "calculation-settings": lambda _: {TABLE + "null-date": self._null_date},
            TABLE + "dde-links": lambda _: self._odd("dde"),
            TABLE + "database-ranges": lambda _: ranges,
        }
        return {SPREADSHEET: lambda _: self._spreadsheet(spreadsheet)}

    def _start_styles(self) -> None:
        """Skipped here, with every event handed to the collector."""
        self._in_styles = True

    def _spreadsheet(self, inside: Context) -> Context:
        self.is_spreadsheet = True
        return inside

    # ------------------------------------------------------------ sheets, rows, columns, cells

    def _start_sheet(self, attributes: Attributes, inside: Context) -> Context:
        if len(self.sheets) >= guard.SHEETS:
            raise UnreadableWorkbook("too-many-sheets", f">{guard.SHEETS}")
        name = attributes.get(TABLE + "name", "")
        is_hidden = self._styles.is_hidden_table(attributes.get(TABLE + "style-name", ""))
        self._sheet = SheetBuilder(name, self._styles, self._budget, is_hidden=is_hidden)
        return inside

    def _end_sheet(self) -> None:
        done = self._sheet
        if done.is_external:
            # LibreOffice keeps what it last saw of another workbook as one more table.
            return
        sheet = done.sheet()
        if any(other.name.casefold() == sheet.name.casefold() for other in self.sheets):
            raise UnreadableWorkbook("duplicate-sheet-name", sheet.name)
        self.sheets.append(sheet)

    def _source(self, _: Attributes) -> Context:
        self._sheet.is_external = True
        return self._odd("external-link", self._sheet.name)

    def _form(self, _: Attributes) -> Context:
        return self._odd("embedded-object", self._sheet.name)

    def _column(self, attributes: Attributes) -> Context:
        self._sheet.column(attributes)
        return {}

    def _start_row(self, attributes: Attributes, inside: Context) -> Context:
        self._sheet.start_row(attributes)
        return inside

    def _end_row(self) -> None:
        self._sheet.end_row()

    def _start_cell(self, attributes: Attributes, inside: Context) -> Context:
        self._needs_text = self._sheet.start_cell(attributes)
        if self._text.seen:
            self._text = Paragraphs()
        return inside

    def _end_cell(self) -> None:
        self._sheet.end_cell(self._text)

    # ------------------------------------------------------------ text

    @property
    def _paragraphs(self) -> Paragraphs:
        return self._text if self._comment is None else self._comment

    def _start_comment(self, inside: Context) -> Context:
        self._comment = Paragraphs()
        return inside

    def _end_comment(self) -> None:
        if self._comment is not None:
            self._sheet.comment(self._comment.text)
        self._comment = None

    def _start_paragraph(self, inside: Context) -> Context:
        self._in_paragraph = True
        self._paragraphs.open()
        return inside

    def _end_paragraph(self) -> None:
        self._in_paragraph = False
        self._paragraphs.close()

    def _literal(self, text: str = "", *, spaces: str = "") -> Context:
        if spaces:
            self._paragraphs.spaces(spaces)
        else:
            self._paragraphs.literal(text)
        return {}

    # ------------------------------------------------------------ the workbook

    def _null_date(self, attributes: Attributes) -> Context:
        self.date1904 = attributes.get(TABLE + "date-value") == "1904-01-01"
        return {}

    def _named_range(self, attributes: Attributes) -> Context:
        return self._name(attributes, reference(attributes.get(TABLE + "cell-range-address", "")))

    def _named_expression(self, attributes: Attributes) -> Context:
        text = attributes.get(TABLE + "expression", "")
        return self._name(attributes, translate(text) if ":=" in text else expression(text))

    def _connection(self, attributes: Attributes) -> Context:
        return self._odd("data-connection", attributes.get(TABLE + "database-name", ""))

    def _name(self, attributes: Attributes, meaning: str) -> Context:
        self.names[attributes.get(TABLE + "name", "")] = meaning
        if len(self.names) > guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", "content.xml")
        return {}

    def _odd(self, code: str, detail: str = "") -> Context:
        if len(self.oddities) < guard.ODDITIES:
            self.oddities.append(Oddity(code, detail))
        return {}


_GROUPS: Final = (
    "table-columns",
    "table-header-columns",
    "table-column-group",
    "table-rows",
    "table-header-rows",
    "table-row-group",
)
_DATABASE_SOURCES: Final = ("sql", "table", "query")
_INLINE: Final = (
    "span",
    "a",
    "ruby",
    "ruby-base",
    "meta",
    "meta-field",
    "date",
    "time",
    "sheet-name",
    "title",
    "file-name",
    "page-number",
    "page-count",
    "author-name",
)
"""Elements inside a paragraph whose text belongs to it; the reading above a character (ruby-text) does not."""
