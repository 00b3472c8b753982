"""The sheet 校验结果: one row for each finding, with a link to its cell; never two of them."""

from __future__ import annotations

from typing import Final

from qingjian.catalog.wording import word
from qingjian.model.grid import letters
from qingjian.sheets.book import Book, BookSheet, quoted, referred_sheet
from qingjian.sheets.escape import markup
from qingjian.sheets.formats import Formats
from qingjian.sheets.outline import number
from qingjian.sheets.package import DECLARATION
from qingjian.sheets.result_rows import ResultTable, result_columns, result_rows, result_styles
from qingjian.sheets.sheet_part import SheetPart

SHEET_NAME: Final = word("sheets", "results")
PLACE_NAME: Final = "_qingjian.result"
"""A workbook that brings an empty 校验结果 of its own defines this name for a cell of it."""
ADDED_NAME: Final = "_qingjian.added"
"""Covers what we wrote on a sheet that we added."""
USED_NAME: Final = "_qingjian.used"
"""Covers what we wrote on a sheet that was there."""
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def add_result(book: Book, table: ResultTable, formats: Formats | None) -> dict[str, str]:
    """Write the table into the workbook; gives the hidden name that finds it again."""
    tab = _place(book)
    prefix = tab[1].data.prefix if tab is not None else ""
    rows = result_rows(table, result_styles(formats), f"{prefix}:" if prefix else "")
    if tab is not None:
        _use(tab[1], rows, table)
        return {USED_NAME: _range(tab[0].name, table)}
    name = _free_name(book)
    _add_sheet(book, name, rows, table)
    return {ADDED_NAME: _range(name, table)}


def strip_result(book: Book) -> str:
    """Take the table out, whoever saved the workbook since; gives the part of a sheet that went with it."""
    added, used = book.meaning(ADDED_NAME), book.meaning(USED_NAME)
    book.undefine(ADDED_NAME, USED_NAME)
    gone = ""
    for meaning, is_added in ((added, True), (used, False)):
        tab = _named(book, meaning)
        if tab is None:
            continue
        _forget_calculation(book)
        if is_added and len(book.sheets) > 1:
            gone = tab.part
            _remove_sheet(book, tab)
        else:
            sheet = SheetPart(book.package, tab.part, rows=())
            for row in sheet.data.children:
                sheet.patch.remove(row)
    return gone


def _place(book: Book) -> tuple[BookSheet, SheetPart] | None:
    """A sheet that is there for the result: the one a template names, or an empty one of that name."""
    for tab in (_named(book, book.meaning(PLACE_NAME)), _called(book, SHEET_NAME)):
        if tab is None:
            continue
        sheet = SheetPart(book.package, tab.part, rows=None)
        cells = list(sheet.all_cells())
        is_ours = book.name(PLACE_NAME) is not None
        has_formula = any(cell.first("f") is not None for cell in cells)
        if not has_formula and (is_ours or not any(cell.children for cell in cells)):
            return tab, sheet
    return None


def _named(book: Book, meaning: str | None) -> BookSheet | None:
    return _called(book, referred_sheet(meaning)) if meaning else None


def _called(book: Book, name: str) -> BookSheet | None:
    return next((tab for tab in book.sheets if tab.name == name and tab.part), None)


def _free_name(book: Book) -> str:
    taken = {tab.name.casefold() for tab in book.sheets}
    name, number = SHEET_NAME, 2
    while name.casefold() in taken:
        name, number = f"{SHEET_NAME}{number}", number + 1
    return name


def _range(sheet: str, table: ResultTable) -> str:
    width = max(len(table.header), *(len(row.cells) for row in table.rows), 1)
    return f"{quoted(sheet)}!$A$1:${letters(width)}${len(table.rows) + 2}"


def _use(sheet: SheetPart, rows: str, table: ResultTable) -> None:
    data = sheet.data
    if data.is_short:
        sheet.patch.append(data, rows.encode())
    else:
        sheet.patch.replace(data.inside, data.close, rows.encode())
    if sheet.outline.root.first("cols") is None:
        sheet.patch.insert(
            data.start, result_columns(table, f"{data.prefix}:" if data.prefix else "").encode()
        )


def _add_sheet(book: Book, name: str, rows: str, table: ResultTable) -> None:
    package = book.package
    part = package.unused("xl/worksheets/sheetQj{}.xml")
    package.add(part, _whole(book, rows, table), content_type=_CONTENT_TYPE)
    id_ = package.relate(book.part, book.kind("worksheet"), part)
    taken = [number(tab.element.attributes.get("sheetId")) for tab in book.sheets]
    reference = book.reference(package.outline(book.part), id_)
    tag = book.root.sibling("sheet")
    new = f'<{tag} name="{markup(name)}" sheetId="{max(taken, default=0) + 1}" {reference}/>'
    package.patch(book.part).append(book.holder, new.encode())


def _whole(book: Book, rows: str, table: ResultTable) -> bytes:
    view = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft"'
        ' state="frozen"/></sheetView></sheetViews>'
    )
    return (
        f'{DECLARATION}<worksheet xmlns="{book.main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f"{view if book.root.first('bookViews') is not None else ''}{result_columns(table, '')}"
        f'<sheetData>{rows}</sheetData><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _forget_calculation(book: Book) -> None:
    """An application may have listed our link formulas in the calculation chain; it makes a new one."""
    chain = book.package.related(book.part, "calcChain")
    if chain:
        book.package.unrelate(book.part, chain)
        book.package.remove(chain)


def _remove_sheet(book: Book, tab: BookSheet) -> None:
    """Take a tab out; what counts tabs from the left is counted anew."""
    package = book.package
    patch = package.patch(book.part)
    index = book.sheets.index(tab)
    patch.remove(tab.element)
    for item in book.root.walk():
        for name in ("localSheetId", "activeTab", "firstSheet"):
            value = number(item.attributes.get(name), otherwise=-1)
            if value < index:
                continue
            if name == "localSheetId" and value == index:
                patch.remove(item)
            else:
                patch.set_attribute(item, name, str(max(value - 1, 0)))
    package.unrelate(book.part, tab.part)
    package.remove(tab.part)
