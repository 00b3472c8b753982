"""The report as a workbook: a line for every file, and every finding of the batch in one table to filter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.messages import Lang
from qingjian.model.verdict import Report
from qingjian.named_tuple import NamedTuple
from qingjian.reporters import lines
from qingjian.reporters.lines import Column, Line
from qingjian.reporters.safe import visible
from qingjian.reporters.style import Style
from qingjian.reporters.wording import say
from qingjian.sheets.palette import COLOURS
from qingjian.sheets.zipped import plain, zipped

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_NO_CLOCK: Final = datetime(2000, 1, 1)  # any fixed moment: the same report gives the same bytes
_MOST: Final = 1_000_000
"""Lines of a sheet, of the 1,048,576 there are."""
_LONGEST: Final = 2000
"""Characters of a cell before what is invisible gets written out; Excel stops at 32,767."""
_LINE: Final = 16
"""Points."""
_HEAD: Final = 20
_TALLEST: Final = 12
"""Lines; a cell that says more is read in the box above the table."""
_THIN: Final = 1
_LINED: Final[dict[str, Any]] = {"valign": "top", "bottom": 7, "bottom_color": "#BFBFBF"}
_TEXT: Final[dict[str, Any]] = {
    **_LINED,
    "num_format": "@",
}  # text stays text even where somebody edits the cell
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")


class Sheet(NamedTuple):
    """One sheet; `name` and the captions of the columns are keys of words."""

    name: str
    columns: Sequence[Column]
    rows: Iterator[Line]


def report(found: Report, style: Style) -> bytes:
    """The bytes of the workbook."""
    lang = style.lang
    sheets = [
        Sheet("book.files", lines.FILES, lines.files(found, lang)),
        Sheet("book.findings", lines.FINDINGS, lines.findings(found, lang)),
        Sheet("book.unrun", lines.UNRUN, lines.unrun_rules(found, lang)),
    ]
    if any(verdict.progress for verdict in found.files):
        sheets.append(Sheet("progress.title", lines.PROGRESS, lines.progress(found, lang)))
    return workbook("report", sheets, lang)


def workbook(title: str, sheets: Iterable[Sheet], lang: Lang) -> bytes:
    """Tables as a workbook, a sheet each; the same bytes for the same tables."""
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    book.set_properties({"title": say(title, lang), "author": "", "created": _NO_CLOCK})
    writer = _Writer(book, lang)
    for sheet in sheets:
        writer.table(*sheet)
    book.close()
    return _settled(out.getvalue())


class _Writer:
    """Sheets of one look: captions that stay in sight, a filter over all columns, texts that are nothing but text."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        self._book = book
        self._lang: Lang = lang
        self._head = book.add_format(
            {**_TEXT, "bold": True, "text_wrap": True, "bottom": _THIN, "bottom_color": "#000000"}
        )
        self._text = book.add_format(_TEXT)
        self._wrapped = book.add_format({**_TEXT, "text_wrap": True})
        self._number = book.add_format({**_LINED, "align": "center"})
        self._marked: dict[str, Format] = {
            name: book.add_format({**_TEXT, "bg_color": f"#{colour:06X}"}) for name, colour in COLOURS.items()
        }

    def table(self, name: str, columns: Sequence[Column], rows: Iterator[Line]) -> None:
        """One sheet; `name` and the captions are keys of words."""
        sheet = self._book.add_worksheet(say(name, self._lang))
        for col, column in enumerate(columns):
            sheet.set_column(col, col, column.width)
            sheet.write_string(0, col, say(column.caption, self._lang), self._head)
        sheet.set_row(0, _HEAD)
        last = 0
        for last, line in enumerate(rows, 1):
            if last > _MOST:
                left = 1 + sum(1 for _ in rows)
                sheet.write_string(last, 0, say("book.more", self._lang, count=left), self._text)
                break
            self._line(sheet, last, columns, line)
        bottom = max(last, 1)
        sheet.autofilter(0, 0, bottom, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": _area(bottom, len(columns))})
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _line(self, sheet: Worksheet, row: int, columns: Sequence[Column], line: Line) -> None:
        mark = self._marked.get(line.mark)
        tall = 1
        for col, (column, value) in enumerate(zip(columns, line.cells, strict=True)):
            if isinstance(value, int):
                sheet.write_number(row, col, value, self._number)
            else:
                text = visible(value, limit=_LONGEST)
                shape = mark if column.marked and mark else self._wrapped if column.wraps else self._text
                if text:
                    sheet.write_string(row, col, text, shape)
                else:
                    sheet.write_blank(row, col, None, shape)
                if column.wraps:
                    tall = max(tall, ceil(_room(text) / (column.width - 1)))
        # LibreOffice fits no row of a file that it did not write itself.
        sheet.set_row(row, _LINE * min(tall, _TALLEST))


def _room(text: str) -> float:
    """About the columns it takes: a Chinese character is two wide and three bytes long."""
    return (len(text) + len(text.encode())) / 2


def _area(bottom: int, width: int) -> str:
    return f"A1:{chr(ord('A') + width - 1)}{bottom + 1}"


def _settled(data: bytes) -> bytes:
    """The same parts uncompressed, in a fixed order and without a clock."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        names = sorted(source.namelist(), key=lambda name: (name not in _FIRST, name))
        return zipped(plain(name, source.read(name)) for name in names)
