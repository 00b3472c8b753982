"""What stands beside the page, for the screen alone: colours, hints, the search cell for industries."""

from __future__ import annotations

from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.wording import word
from qingjian.model.grid import a1
from qingjian.templates.contents import Content
from qingjian.templates.form_sheet import put
from qingjian.templates.heights import Heights
from qingjian.templates.place import SheetLayout
from qingjian.templates.search import search_name
from qingjian.templates.styles import COMPUTED, MAY, MUST, Styles

_SMALL: Final = 9
_WIDTH: Final = 17
_ROOM: Final = 100.0
"""Points that the hints need."""


def write_legend(
    book: Workbook, sheet: Worksheet, layout: SheetLayout, measured: Heights, styles: Styles
) -> None:
    """Three colours in the first row, hints below; beside the header, where no row is ever deleted."""
    left = layout.width + 2
    sheet.set_column(left - 1, left + 1, _WIDTH)
    for offset, (key, fill) in enumerate((("required", MUST), ("optional", MAY), ("computed", COMPUTED))):
        look = styles.get(font_size=_SMALL, border=1, border_color="#BFBFBF", bg_color=fill, align="center")
        put(sheet, 1, left + offset, Content(word("legend", key)), look)
    hints = "\n".join(f"· {word('legend', key)}" for key in _hints(layout))
    look = styles.get(font_size=_SMALL, text_wrap=True, valign="top", font_color="#595959")
    sheet.merge_range(1, left - 1, _bottom(layout, measured) - 1, left + 1, hints, look)
    if layout.spec.head:
        _more_rows(sheet, layout, left, styles)
    if any(cell.field and cell.field.type == "industry" for cell in layout.cells):
        _search(book, sheet, layout, left + 4, styles)


def _hints(layout: SheetLayout) -> list[str]:
    keys = ["notation", "wrong", "overwritten"]
    if layout.lists and not layout.spec.head and any(placed.spare for placed in layout.lists):
        keys.append("more_rows")
    if layout.spec.head:
        keys.append("long_text")
    return keys


def _bottom(layout: SheetLayout, measured: Heights) -> int:
    """Last row of the hints: down to the header of a list, elsewhere as far as they need."""
    hidden = {row for placed in layout.lists for row in placed.spare}
    if not layout.spec.head and layout.lists:
        return max(2, min(placed.header_row for placed in layout.lists))
    room, row = 0.0, 1
    while room < _ROOM and row < layout.last_row:
        row += 1
        room += 0 if row in hidden else measured.points[row]
    return max(2, row)


def _more_rows(sheet: Worksheet, layout: SheetLayout, left: int, styles: Styles) -> None:
    look = styles.get(font_size=_SMALL, font_color="#595959")
    for placed in layout.lists:
        if placed.spare:
            first, last = placed.spare[0], placed.spare[-1]
            text = word("legend", "more_rows_protected").format(
                first=first, last=last, above=first - 1, below=last + 1
            )
            put(sheet, first - 1, left, Content(text), look)


def _search(book: Workbook, sheet: Worksheet, layout: SheetLayout, col: int, styles: Styles) -> None:
    """The caption in the first row, the cell below it."""
    sheet.set_column(col - 1, col - 1, 56)
    put(sheet, 1, col, Content(word("legend", "search")), styles.get(font_size=_SMALL, text_wrap=True))
    put(sheet, 2, col, Content(None), styles.get(border=1, bg_color=MAY, locked=False))
    book.define_name(search_name(layout.spec.id), f"='{sheet.name}'!${a1(2, col)[:-1]}$2")
