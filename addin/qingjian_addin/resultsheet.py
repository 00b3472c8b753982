"""The sheet 校验结果 of an open workbook: written as one block with links, and read back by its captions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import xlwings as xw

from qingjian.functions.computed import Value
from qingjian.model.grid import a1, parse_a1
from qingjian.reporters.wording import say
from qingjian.sheets.annotate import ResultRow, ResultTable
from qingjian.sheets.book import quoted, referred_sheet
from qingjian.sheets.result_rows import column_widths
from qingjian.sheets.result_sheet import SHEET_NAME
from qingjian_addin.ranges import text, values
from qingjian_addin.words import LANG, answer

_COLUMNS: Final = ("code", "sheet", "cell", "value", "message", "hint")
_TEXT: Final = "@"
_GENERAL: Final = "General"
_SEARCHED: Final = 10
"""Rows from the top among which the captions are."""
_FIRST: Final = 3
"""The row below title and captions."""


ADDED_NAME: Final = "QJ_RESULT_ADDED"
"""Refers to the sheet that we added to a workbook without one."""


Table = Sequence[Sequence[Value]]


class Line(NamedTuple):
    """One finding as the sheet lists it."""

    code: str
    sheet: str
    cell: str
    value: str
    message: str
    hint: str


def write(book: xw.Book, table: ResultTable) -> None:
    """The table in its sheet, an empty or earlier one of that name, else a new one at the end.

    Cells are of text format while words are put in: no formula, number or date is made of a filer's words.
    They do not stay so, because old Excels show long texts in such cells as ####."""
    sheet = _sheet_for(book)
    _blank(sheet)
    width = len(table.header)
    rows = [[table.title, *[""] * (width - 1)], list(table.header), *(list(row.cells) for row in table.rows)]
    area = sheet.range((1, 1), (len(rows), width))
    area.number_format = _TEXT
    area.value = rows
    area.number_format = _GENERAL
    sheet.range((1, 1), (2, width)).font.bold = True
    _link(sheet, table.rows)
    for column, wide in enumerate(column_widths(table), 1):
        sheet.range((1, column)).column_width = wide
    if table.rows:
        sheet.range((_FIRST, 1), (len(rows), width)).wrap_text = True


def erase(book: xw.Book) -> None:
    """Empty every result; a sheet that we added goes."""
    added = _added(book)
    for sheet in list(book.sheets):
        if sheet.name == added:
            book.names[ADDED_NAME].delete()
            sheet.delete()
        elif _is_result(sheet):
            _blank(sheet)


def _blank(sheet: xw.Sheet) -> None:
    """Without the words of a result; widths and whatever else the sheet has stay."""
    used = sheet.used_range
    used.clear_contents()
    used.font.bold = False
    used.wrap_text = False


def lines(book: xw.Book) -> list[Line]:
    """Every finding of the last check, in its order."""
    return [
        line for sheet in book.sheets if _is_result(sheet) for line in _lines(values(sheet.used_range.value))
    ]


def lines_at(book: xw.Book, sheet: str, cell: str) -> list[Line]:
    """What the last check says of a cell; for a cell of the list itself, the line it stands in."""
    for one in book.sheets:
        rows = values(one.used_range.value) if one.name == sheet and _is_result(one) else []
        if known := _captions(rows):
            number = parse_a1(cell)[0]
            return list(_lines((rows[known[0]], *rows[max(known[0] + 1, number - 1) : number])))
    return [line for line in lines(book) if (line.sheet, line.cell) == (sheet, cell)]


def listed_cells(book: xw.Book) -> Mapping[str, list[str]]:
    """Sheet → addresses of the cells that the last check speaks of."""
    known = {sheet.name for sheet in book.sheets}
    found: dict[str, list[str]] = {}
    for line in lines(book):
        if line.sheet in known and line.cell[:1].isalpha():
            found.setdefault(line.sheet, []).append(line.cell)
    return found


def findings_at(rows: Table, sheet: str, cell: str) -> str:
    """What is said of a cell in the rows of a result; nothing where nothing is."""
    if _captions(rows) is None:
        return answer("no_results")
    address = cell.replace("$", "").upper()
    return "\n".join(
        f"{line.message} {line.hint}".strip()
        for line in _lines(rows)
        if line.sheet == sheet and line.cell.upper() == address
    )


def _lines(rows: Table) -> Iterator[Line]:
    known = _captions(rows)
    if known is None:
        return
    header, at = known
    for row in rows[header + 1 :]:
        yield Line(*(text(row[at[column]]) for column in _COLUMNS))


def _captions(rows: Table) -> tuple[int, Mapping[str, int]] | None:
    """The row of the captions, and column by id; None when these are no results."""
    wanted = {say(f"table.{column}", LANG): column for column in _COLUMNS}
    for number, row in enumerate(rows[:_SEARCHED]):
        found = {wanted[text(cell)]: at for at, cell in enumerate(row) if text(cell) in wanted}
        if len(found) == len(_COLUMNS):
            return number, found
    return None


def _sheet_for(book: xw.Book) -> xw.Sheet:
    """Never a sheet that holds something of the user's."""
    names = [sheet.name for sheet in book.sheets]
    name, number = SHEET_NAME, 2
    while name in names:
        sheet = book.sheets[name]
        if _is_result(sheet) or not any(text(cell) for row in values(sheet.used_range.value) for cell in row):
            return sheet
        name, number = f"{SHEET_NAME}{number}", number + 1
    sheet = book.sheets.add(name, after=book.sheets[names[-1]])
    book.names.add(ADDED_NAME, f"={quoted(name)}!$A$1")
    return sheet


def _added(book: xw.Book) -> str | None:
    """The sheet that we added, under whatever name it goes now."""
    found = next((name.refers_to for name in book.names if name.name == ADDED_NAME), None)
    return None if found is None else referred_sheet(found.removeprefix("="))


def _is_result(sheet: xw.Sheet) -> bool:
    return sheet.name.startswith(SHEET_NAME) and _captions(values(sheet.used_range.value)) is not None


def _link(sheet: xw.Sheet, rows: Sequence[ResultRow]) -> None:
    """The column of addresses, as one block of links."""
    if not rows:
        return
    column = rows[0].link_at + 1
    area = sheet.range((_FIRST, column), (_FIRST + len(rows) - 1, column))
    area.formula = [[_formula(row)] for row in rows]


def _formula(row: ResultRow) -> str:
    shown = row.cells[row.link_at].replace('"', '""')
    if row.link is None:
        return f'="{shown}"'
    name, *cell = row.link
    target = f"#{quoted(name)}!{a1(*cell)}".replace('"', '""')
    return f'=HYPERLINK("{target}","{shown}")'
