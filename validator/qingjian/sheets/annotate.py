"""Findings written into a copy of a user's workbook: notes, colours and the sheet 校验结果; and out of it again."""

from __future__ import annotations

from collections.abc import Sequence

from qingjian.model.finding import SEVERITIES, Severity
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import marks
from qingjian.sheets.book import Book
from qingjian.sheets.comments import add_notes, strip_notes
from qingjian.sheets.formats import Formats
from qingjian.sheets.package import Package, announced
from qingjian.sheets.paint import Painter, strip_paint
from qingjian.sheets.result_rows import ResultRow, ResultTable
from qingjian.sheets.result_sheet import add_result, strip_result
from qingjian.sheets.sheet_part import SheetPart

__all__ = ["Note", "ResultRow", "ResultTable", "annotate", "announced", "clear"]


class Note(NamedTuple):
    """What to say at one cell, 1-based."""

    sheet: str
    row: int
    col: int
    severity: Severity
    text: str


def annotate(data: bytes, notes: Sequence[Note], table: ResultTable) -> bytes:
    """The workbook with our marks in it, and none of an earlier run.

    Everything else is untouched; the same findings on an annotated file give that very file."""
    package = Package(data)
    _take_out(package)
    _put_in(package, notes, table)
    return package.pack()


def clear(data: bytes) -> bytes:
    """The workbook without our marks; every changed part as it was, if nobody saved the file since."""
    package = Package(data)
    _take_out(package)
    return package.pack()


def _put_in(package: Package, notes: Sequence[Note], table: ResultTable) -> None:
    book = Book(package)
    formats = Formats.of(book)
    painter = Painter(book, formats) if formats is not None else None
    for name in dict.fromkeys(note.sheet for note in notes):
        _mark_sheet(book, name, [note for note in notes if note.sheet == name], painter)
    names = add_result(book, table, formats)
    if formats is not None and painter is not None:
        formats.close()
        names |= painter.names()
    book.define(names)
    marks.record(package)


def _mark_sheet(book: Book, name: str, notes: list[Note], painter: Painter | None) -> None:
    tab = book.sheet(name)
    sheet = SheetPart(book.package, tab.part, rows={note.row for note in notes})
    texts: dict[tuple[int, int], str] = {}
    worst: dict[tuple[int, int], Severity] = {}
    for note in sorted(notes, key=lambda note: (note.row, note.col, SEVERITIES.index(note.severity))):
        place = note.row, note.col
        texts[place] = f"{texts[place]}\n{note.text}" if place in texts else note.text
        worst.setdefault(place, note.severity)
    for (row, col), severity in worst.items():
        if painter is not None:
            painter.paint(sheet, row, col, severity)
    sheet.flush()
    add_notes(book, tab, sheet, texts)


def _take_out(package: Package) -> None:
    """By the record while it holds; otherwise by what our marks look like."""
    book = Book(package)
    if marks.restore(package):
        return
    gone = strip_result(book)
    for tab in book.sheets:
        if tab.part and tab.part != gone:
            strip_notes(book, tab)
    package.settle()
    strip_paint(Book(package))
    package.settle()
    marks.discard(package)
