"""The table of results as the XML of rows: text written in place, links as formulas with their result."""

from __future__ import annotations

import unicodedata
from typing import Final

from qingjian.model.grid import a1
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.book import quoted
from qingjian.sheets.escape import cell_text, markup, text_element
from qingjian.sheets.formats import Formats

_LINK_CHARS: Final = 255  # of a text inside a formula
_WIDEST: Final = 60
_AIR: Final = 2


class ResultRow(NamedTuple):
    """One line. `link` is the cell it speaks of; the text in column `link_at` leads there."""

    cells: tuple[str, ...]
    link: tuple[str, int, int] | None = None
    link_at: int = 0


class ResultTable(NamedTuple):
    """A title, the captions and the lines below."""

    title: str
    header: tuple[str, ...]
    rows: tuple[ResultRow, ...]


class Styles(NamedTuple):
    """Numbers of the cell formats used; 0 is the workbook's default."""

    title: int
    text: int
    header: int
    link: int


def result_styles(formats: Formats | None) -> Styles:
    """The formats of the table, appended to the workbook's own."""
    if formats is None:
        return Styles(0, 0, 0, 0)
    bold, link = formats.add_font(bold=True), formats.add_font(link=True)
    return Styles(
        formats.add_plain(bold), formats.add_wrapped(0), formats.add_wrapped(bold), formats.add_wrapped(link)
    )


def column_widths(table: ResultTable) -> list[int]:
    """In narrow characters, as wide as the texts need, within reason."""
    rows = (table.header, *(row.cells for row in table.rows))
    return [
        min(max(_width(row[at]) for row in rows if at < len(row)), _WIDEST) + _AIR
        for at in range(len(table.header))
    ]


def result_columns(table: ResultTable, prefix: str) -> str:
    """The widths as <cols>."""
    columns = "".join(
        f'<{prefix}col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(column_widths(table), 1)
    )
    return f"<{prefix}cols>{columns}</{prefix}cols>" if columns else ""


def _width(text: str) -> int:
    """In narrow characters; Chinese ones count twice."""
    lines = text.split("\n")
    return max(sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) for line in lines)


def result_rows(table: ResultTable, styles: Styles, prefix: str) -> str:
    """Title, captions and lines; `prefix` is "" or "x:"."""
    lines = [
        _row(1, [_text(1, 1, table.title, styles.title, prefix)], prefix),
        _row(
            2,
            [_text(2, col, text, styles.header, prefix) for col, text in enumerate(table.header, 1)],
            prefix,
        ),
    ]
    for number, row in enumerate(table.rows, 3):
        cells = [
            _link((number, col), text, row.link, style=styles.link, prefix=prefix)
            if row.link is not None and col == row.link_at + 1
            else _text(number, col, text, styles.text, prefix)
            for col, text in enumerate(row.cells, 1)
        ]
        lines.append(_row(number, cells, prefix))
    return "".join(lines)


def _row(number: int, cells: list[str], prefix: str) -> str:
    return f'<{prefix}row r="{number}">{"".join(cells)}</{prefix}row>'


def _text(row: int, col: int, text: str, style: int, prefix: str) -> str:
    inline = text_element(f"{prefix}t", text[: guard.TEXT_CHARS])
    return f'<{prefix}c r="{a1(row, col)}"{_s(style)} t="inlineStr"><{prefix}is>{inline}</{prefix}is></{prefix}c>'


def _link(at: tuple[int, int], text: str, link: tuple[str, int, int], *, style: int, prefix: str) -> str:
    sheet, *cell = link
    address = a1(*cell)
    shown = (text or f"{sheet}!{address}")[:_LINK_CHARS]
    target = f"#{quoted(sheet)}!{address}"
    formula = f"HYPERLINK({_literal(target)},{_literal(shown)})"
    return (
        f'<{prefix}c r="{a1(*at)}"{_s(style)} t="str"><{prefix}f>{markup(formula)}</{prefix}f>'
        f"<{prefix}v>{cell_text(shown)}</{prefix}v></{prefix}c>"
    )


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _s(style: int) -> str:
    return f' s="{style}"' if style else ""
