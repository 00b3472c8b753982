"""Writes one sheet of the form: cells, merges, widths, heights, print set-up, protection."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qingjian.model.figure import plain
from qingjian.templates.contents import Content, Contents
from qingjian.templates.growing import growing_rows
from qingjian.templates.heights import Heights, heights
from qingjian.templates.page_ends import continued, page_ends
from qingjian.templates.pages import END, SIDE, Pages
from qingjian.templates.place import PlacedCell, SheetLayout
from qingjian.templates.styles import Styles

A4: Final = 9
_BLOCK: Final = 10
"""Spare rows open in blocks of so many."""
GROUP_LEVELS: Final = 7


def write_form(sheet: Worksheet, contents: Contents, styles: Styles, *, portrait: bool = False) -> Heights:
    """Everything of a form sheet that lies inside the print area; the heights of its rows."""
    layout = contents.layout
    for number, width in enumerate(layout.widths):
        sheet.set_column(number, number, width)
    measured = heights(layout)
    growing_rows(sheet, contents, measured, styles)
    pages = Pages(layout, measured, portrait)
    ends = page_ends(pages) if layout.spec.head else ()
    for cell in continued(layout, ends):
        _write(sheet, cell, _content(contents, cell), styles.cell(cell, cover=layout.is_cover))
    _rows(sheet, layout, measured)
    _print(sheet, layout, pages)
    sheet.set_h_pagebreaks(ends)
    if layout.spec.head:
        protect(sheet)
    return measured


def put(sheet: Worksheet, row: int, col: int, content: Content, look: Format) -> None:
    """A number, a text, a formula with its result, or an empty cell; row and col count from 1."""
    value = content.value
    if content.formula is not None:
        shown = Decimal(plain(value)) if isinstance(value, Decimal) else value or ""
        sheet.write_formula(row - 1, col - 1, content.formula, look, shown)
    elif isinstance(value, Decimal):
        sheet.write_number(row - 1, col - 1, value, look)
    elif value:
        sheet.write_string(row - 1, col - 1, value, look)
    else:
        sheet.write_blank(row - 1, col - 1, None, look)


def protect(sheet: Worksheet) -> None:
    """Without a password: it keeps captions from slips, not from people."""
    sheet.protect("", {"format_rows": True, "format_columns": True, "format_cells": True})


def _content(contents: Contents, cell: PlacedCell) -> Content:
    if cell.role != "total":
        return contents.of(cell)
    placed = next(
        placed for placed in contents.layout.lists if placed.total == cell.row and placed.block == cell.block
    )
    return contents.total(placed, cell)


def _write(sheet: Worksheet, cell: PlacedCell, content: Content, look: Format) -> None:
    if cell.is_merged:
        sheet.merge_range(cell.row - 1, cell.col - 1, cell.bottom - 1, cell.right - 1, "", look)
    put(sheet, cell.row, cell.col, content, look)


def _rows(sheet: Worksheet, layout: SheetLayout, measured: Heights) -> None:
    """Fixed heights, and spare rows hidden: in blocks that open one after the other where rows may
    be grouped, plainly on a protected sheet, where groups do not open."""
    grouped = not layout.spec.head
    levels: dict[int, int] = {}
    collapsed: set[int] = set()
    for placed in layout.lists:
        spare = list(placed.spare)
        for start in range(0, len(spare) if grouped else 0, _BLOCK):
            level = min(start // _BLOCK + 1, GROUP_LEVELS)
            levels.update(dict.fromkeys(spare[start : start + _BLOCK], level))
            collapsed.add(spare[start] - 1)
    hidden = {row for placed in layout.lists for row in placed.spare}
    for row in range(1, layout.last_row + 1):
        options = {"hidden": row in hidden, "level": levels.get(row, 0), "collapsed": row in collapsed}
        sheet.set_row(row - 1, measured.points[row], None, options)
    if grouped:
        sheet.outline_settings(visible=True, symbols_below=False)


def _print(sheet: Worksheet, layout: SheetLayout, pages: Pages) -> None:
    if not pages.portrait:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1 if pages.is_one else 0)
    sheet.set_margins(left=SIDE, right=SIDE, top=END, bottom=END)
    sheet.center_horizontally()
    sheet.print_black_and_white()
    sheet.set_footer("&C&10— &P —")
    sheet.print_area(0, 0, layout.last_row - 1, layout.width - 1)
    if layout.repeat:
        sheet.repeat_rows(layout.repeat[0] - 1, layout.repeat[1] - 1)
        sheet.freeze_panes(layout.repeat[1], 0)
    sheet.hide_gridlines(2)
