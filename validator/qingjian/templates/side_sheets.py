"""The sheets 情况说明, where the filer answers points to verify, and 校验结果, which a check fills."""

from __future__ import annotations

from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.wording import word, workbook
from qingjian.sheets.result_sheet import PLACE_NAME
from qingjian.templates.contents import Content
from qingjian.templates.form_sheet import put
from qingjian.templates.styles import HEI, MAY, Styles

_EMPTY_COLUMN: Final = 16383
"""XFD, the last there is."""


def never_printed(sheet: Worksheet) -> None:
    """Its print area is a cell that nobody fills, so that printing the whole workbook passes it by."""
    sheet.print_area(0, _EMPTY_COLUMN, 0, _EMPTY_COLUMN)


def write_results(book: Workbook, sheet: Worksheet) -> None:
    """Empty, under the name by which annotating finds its place."""
    book.define_name(PLACE_NAME, f"='{sheet.name}'!$A$1")
    never_printed(sheet)


def write_explanations(sheet: Worksheet, styles: Styles) -> None:
    """Heading in row 1, captions in row 2, room below."""
    section = workbook()["explanations"]
    columns = section["columns"]
    sheet.merge_range(
        0,
        0,
        0,
        len(columns) - 1,
        word("explanations", "heading"),
        styles.get(font_name=HEI, font_size=12, text_wrap=True),
    )
    sheet.set_row(0, 34)
    head = styles.get(font_name=HEI, border=1, align="center")
    body = styles.get(border=1, text_wrap=True, bg_color=MAY, locked=False)
    for col, column in enumerate(columns, 1):
        sheet.set_column(col - 1, col - 1, column["width"])
        put(sheet, 2, col, Content(column["zh"]), head)
        for row in range(3, 3 + section["rows"]):
            put(sheet, row, col, Content(None), body)
    sheet.freeze_panes(2, 0)
    never_printed(sheet)
