"""Cells that lead somewhere: to a cell of this workbook, or to one of a file beside it."""

from __future__ import annotations

from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qingjian.model.grid import letters, parse_a1
from qingjian.named_tuple import NamedTuple

_BLUE: Final = "#0563C1"
MOST: Final = 65_000
"""Links of a sheet; Excel reads 65,530."""
_LONGEST: Final = 2_000
"""Characters of a target; Excel follows 2,079."""
LOOK: Final = {"font_color": _BLUE, "underline": 1}


class Link(NamedTuple):
    """What stands in the cell, and where it leads; nowhere where the target is empty."""

    text: str
    target: str = ""


def inside(sheet: str, cell: str) -> str:
    """The target for a cell of this workbook."""
    return f"internal:{_cell(sheet, cell)}"


def beside(path: str, sheet: str = "", cell: str = "") -> str:
    """The target for a file, and a cell in it; empty for a name that no link can hold."""
    if "#" in path:
        return ""
    return f"external:{path}#{_cell(sheet, cell)}" if sheet and cell else f"external:{path}"


def put_link(sheet: Worksheet, row: int, col: int, link: Link, look: Format) -> None:
    """Row and column count from 1."""
    if link.target and len(link.target) < _LONGEST:
        sheet.write_url(row - 1, col - 1, link.target, look, link.text)
    else:
        sheet.write_string(row - 1, col - 1, link.text, look)


def _cell(sheet: str, cell: str) -> str:
    """With dollars: LibreOffice takes R45 for the whole of row 45."""
    row, col = parse_a1(cell)
    escaped = sheet.replace("'", "''")
    return f"'{escaped}'!${letters(col)}${row}"
