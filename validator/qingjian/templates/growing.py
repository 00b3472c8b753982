"""Makes rows grow with the texts in merged cells, which no spreadsheet program fits by itself.

Right of the print area a single cell of the same row shows as many empty lines as the texts need.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

from xlsxwriter.worksheet import Worksheet

from qingjian.model.grid import a1
from qingjian.templates.contents import Contents
from qingjian.templates.heights import LINE, Heights, capacity, visible
from qingjian.templates.place import PlacedCell
from qingjian.templates.styles import BODY, Styles

WIDTH: Final = 1.5
_INK: Final = "#FFFFFF"


def growing_rows(sheet: Worksheet, contents: Contents, measured: Heights, styles: Styles) -> None:
    """A line counter beside every row whose texts stand in merged cells."""
    column = contents.layout.width + 1
    sheet.set_column(column - 1, column - 1, WIDTH)
    look = styles.get(text_wrap=True, valign="top", font_color=_INK, locked=True)
    for row, cells in measured.grows.items():
        if measured.is_plain(row):
            continue
        least = max(1, math.ceil(measured.points[row] / (BODY * LINE)))
        shares = [
            (cell, capacity(contents.layout.chars(cell)), visible(cell, _hidden(contents))) for cell in cells
        ]
        formula = f'=REPT("."&CHAR(10),MAX({least},{",".join(_lines(cell, *share) for cell, *share in shares)})-1)&"."'
        most = max(least, *(_counted(contents.of(cell).value, *share) for cell, *share in shares))
        sheet.write_formula(row - 1, column - 1, formula, look, ".\n" * (most - 1) + ".")


def _hidden(contents: Contents) -> set[int]:
    return {row for placed in contents.layout.lists for row in placed.spare}


def _lines(cell: PlacedCell, per_line: int, rows: int) -> str:
    at = a1(cell.row, cell.col)
    return f'ROUNDUP((ROUNDUP(LEN({at})/{per_line},0)+LEN({at})-LEN(SUBSTITUTE({at},CHAR(10),"")))/{rows},0)'


def _counted(value: Decimal | str | None, per_line: int, rows: int) -> int:
    text = "" if value is None else str(value)
    return math.ceil((math.ceil(len(text) / per_line) + text.count("\n")) / rows)
