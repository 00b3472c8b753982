"""Makes rows grow with the texts in merged cells, which no spreadsheet program fits by itself.

Right of the print area a single cell of the same row shows as many empty lines as the texts need.
"""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from typing import Final

from xlsxwriter.worksheet import Worksheet

from qingjian.functions.computed import Value
from qingjian.model.grid import a1
from qingjian.named_tuple import NamedTuple
from qingjian.templates.contents import Contents
from qingjian.templates.heights import LINE, Heights
from qingjian.templates.measure import BODY, capacity
from qingjian.templates.place import PlacedCell
from qingjian.templates.styles import Styles

WIDTH: Final = 1.5
_TALLEST: Final = 409.0
"""Points: the most that Excel gives a row."""
MOST_LINES: Final = 28
"""Lines of the body font in the tallest row there may be."""
_INK: Final = "#FFFFFF"


class Share(NamedTuple):
    """What one row of a (merged) cell has to show of its text."""

    cell: PlacedCell
    per_line: int
    elsewhere: int
    """Lines that other rows of the cell show."""

    def formula(self) -> str:
        """Lines for this row, as Excel counts them."""
        at = a1(self.cell.row, self.cell.col)
        breaks = f'LEN({at})-LEN(SUBSTITUTE({at},CHAR(10),""))'
        return f"MIN({MOST_LINES},ROUNDUP(LEN({at})/{self.per_line},0)+{breaks}-{self.elsewhere})"

    def lines(self, value: Value) -> int:
        """The same for a value at hand."""
        text = "" if value is None else str(value)
        return min(MOST_LINES, math.ceil(len(text) / self.per_line) + text.count("\n") - self.elsewhere)


def growing_rows(sheet: Worksheet, contents: Contents, measured: Heights, styles: Styles) -> None:
    """Room for the texts there are, and a line counter beside every row whose texts are in merged cells."""
    layout = contents.layout
    column = layout.width + 1
    sheet.set_column(column - 1, column - 1, WIDTH)
    look = styles.get(text_wrap=True, valign="top", font_color=_INK, locked=True)
    hidden = {row for placed in layout.lists for row in placed.spare}
    for row, cells in measured.grows.items():
        least = max(1, round(measured.points[row] / (BODY * LINE)))
        shares = [Share(cell, capacity(layout.chars(cell)), _before(cell, row, hidden)) for cell in cells]
        most = max(least, *(share.lines(contents.of(share.cell).value) for share in shares))
        measured.points[row] = min(_TALLEST, max(measured.points[row], most * BODY * LINE + 4))
        if not measured.is_plain(row):
            counts = ",".join(share.formula() for share in shares)
            formula = f'=REPT("."&CHAR(10),MAX({least},{counts})-1)&"."'
            sheet.write_formula(row - 1, column - 1, formula, look, ".\n" * (most - 1) + ".")


def _before(cell: PlacedCell, row: int, hidden: AbstractSet[int]) -> int:
    """Lines of a merged cell's text that its other rows take off this one: those above as many as
    they can, those below one each, for only the row that is typed into grows at once."""
    others = [other for other in range(cell.row, cell.bottom + 1) if other not in hidden]
    above = sum(other < row for other in others)
    below = sum(other > row for other in others)
    return above * MOST_LINES + below
