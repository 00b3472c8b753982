"""A sheet behind the form with a heading, captions and lines: what a bureau tells a unit, or asks it beside the form."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xlsxwriter.worksheet import Worksheet

from qingjian.named_tuple import NamedTuple
from qingjian.templates.contents import Content
from qingjian.templates.form_sheet import put
from qingjian.templates.links import LOOK, Link, put_link
from qingjian.templates.measure import lines
from qingjian.templates.side_sheets import never_printed
from qingjian.templates.styles import HEI, MAY, MUST, Styles

_HEADING: Final = 34
"""Points; two lines."""
_LINE: Final = 15
"""Points of one line."""


class SideColumn(NamedTuple):
    """A column; an open one is for the unit to write in, from a list of choices where there is one."""

    caption: str
    width: float
    is_open: bool = False
    choices: tuple[str, ...] = ()


class SideTable(NamedTuple):
    """The sheet as a value."""

    name: str
    heading: str
    columns: tuple[SideColumn, ...]
    rows: tuple[tuple[str | Decimal | Link | None, ...], ...]
    is_filtered: bool = False
    """Its captions offer a filter."""


def write_side_table(sheet: Worksheet, table: SideTable, styles: Styles) -> None:
    """Heading in row 1, captions in row 2, the lines below; only open columns can be written in."""
    last = len(table.columns)
    title = styles.get(font_name=HEI, font_size=12, text_wrap=True)
    if last > 1:
        sheet.merge_range(0, 0, 0, last - 1, table.heading, title)
    else:
        put(sheet, 1, 1, Content(table.heading), title)
    sheet.set_row(0, _HEADING)
    head = styles.get(font_name=HEI, border=1, align="center", text_wrap=True)
    for row, values in enumerate(table.rows, 2):
        sheet.set_row(row, _LINE * _lines(table, values))
    for col, column in enumerate(table.columns, 1):
        sheet.set_column(col - 1, col - 1, column.width)
        put(sheet, 2, col, Content(column.caption), head)
        fill = {} if not column.is_open else {"bg_color": MUST if column.choices else MAY, "locked": False}
        look = styles.get(border=1, text_wrap=True, align="left", **fill)
        linked = styles.get(border=1, text_wrap=True, align="left", **LOOK)
        for row, values in enumerate(table.rows, 3):
            value = values[col - 1]
            if isinstance(value, Link):
                put_link(sheet, row, col, value, linked if value.target else look)
            else:
                put(sheet, row, col, Content(value), look)
        if column.choices and table.rows:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(2, col - 1, len(table.rows) + 1, col - 1, rule)
    if table.is_filtered:
        sheet.autofilter(1, 0, len(table.rows) + 1, last - 1)
    sheet.freeze_panes(2, 0)
    never_printed(sheet)
    sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": True})


def _lines(table: SideTable, values: tuple[str | Decimal | Link | None, ...]) -> int:
    """No program makes the rows of a file higher by itself that were not written by it."""
    return max(
        lines(value, column.width) if isinstance(value, str) else 1
        for value, column in zip(values, table.columns, strict=True)
    )
