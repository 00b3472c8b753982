"""Reading one workbook by both scanners of the .xlsx reader, and what came of it as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from unittest.mock import patch

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Cell, Grid, a1
from qingjian.sheets import xlsx
from qingjian.sheets.xlsx_rows import FastScan
from qingjian.sheets.xlsx_text import Deviation
from support.bare_package import MAIN, R, package, rels, worksheet

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Outcome(NamedTuple):
    """A grid as plain values, or a refusal."""

    grid: object
    refusal: tuple[str, str] | None


def book(
    rows: str, *, strings: Iterable[str] = (), items: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """A workbook with one sheet of these rows; `strings` are plain shared strings, `items` any further <si>."""
    plain = "".join(f"<si><t>{text}</t></si>" for text in strings)
    arrows = {
        "rId1": (f"{R}/worksheet", "worksheets/sheet1.xml"),
        "rId2": (f"{R}/styles", "styles.xml"),
        "rId3": (f"{R}/sharedStrings", "sharedStrings.xml"),
    }
    own = {
        "xl/_rels/workbook.xml.rels": rels(arrows),
        "xl/sharedStrings.xml": f'{DECLARATION}<sst xmlns="{MAIN}">{plain}{items}</sst>',
    }
    return package(DECLARATION + worksheet(rows), more=own | dict(more or {}))


def outcome(data: bytes) -> Outcome:
    """What reading gives."""
    try:
        return Outcome(plain(xlsx.read_xlsx(data)), None)
    except UnreadableWorkbook as refused:
        return Outcome(None, (refused.code, refused.detail))


def careful(data: bytes) -> Outcome:
    """The same without the fast scanner."""

    def scan(*_: object) -> None:
        raise Deviation

    with patch.object(FastScan, "scan", scan):
        return outcome(data)


def is_fast(data: bytes) -> bool:
    """Whether the fast scanner read every sheet by itself."""
    used: list[object] = []

    def scan(*_: object) -> None:
        used.append(None)
        raise UnreadableWorkbook("reader-died", "the careful scanner was called")

    with patch.object(xlsx, "scan", scan):
        outcome(data)
    return not used


def cells(data: bytes, sheet: int = 0) -> dict[str, Cell]:
    """The cells of a sheet by address."""
    return addressed(xlsx.read_xlsx(data), sheet)


def addressed(grid: Grid, sheet: int = 0) -> dict[str, Cell]:
    return {a1(cell.row, cell.col): cell for _, row in grid.sheets[sheet].stream() for cell in row.values()}


def plain(grid: Grid) -> Any:
    """Everything a grid says, comparable."""
    return (
        [
            (
                sheet.name,
                sheet.state,
                [tuple(row.values()) for _, row in sheet.stream()],
                sheet.merges,
                sheet.hidden_rows,
                sheet.hidden_columns,
                sheet.comments,
            )
            for sheet in grid.sheets
        ],
        grid.date1904,
        grid.properties,
        grid.names,
        grid.oddities,
    )
