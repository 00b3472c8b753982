"""The sheet 情况说明: what the filer says to points that are to be verified, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from qingjian.bind.captioned import captions, lines, text_of
from qingjian.bind.captions import Wanted, wanted
from qingjian.bind.page import Page
from qingjian.bind.parameters import helper
from qingjian.catalog.tables import table
from qingjian.model.finding import Place
from qingjian.model.form import Explanation
from qingjian.model.grid import Grid, Sheet
from qingjian.named_tuple import NamedTuple

_MOST: Final = 2_000
"""Lines read; nobody explains more, and a pasted list must not fill the memory."""
_NEEDED: Final = frozenset({"code", "text"})


@cache
def _columns() -> Mapping[str, Wanted]:
    known: list[Mapping[str, Any]] = table("workbook.json")["explanations"]["columns"]
    return {one["id"]: wanted(one["zh"], (one["en"], *one["aliases"])) for one in known}


class Room(NamedTuple):
    """Where another line can be written."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    """Ids of the captions that were found, and their columns."""


def is_explanations(sheet_name: str) -> bool:
    """Whether a sheet is there for explanations."""
    return helper(sheet_name) == "explanations"


def room(grid: Grid) -> Room | None:
    """Below the last line of the first such sheet that has all captions."""
    for sheet in grid.sheets:
        if sheet.rows and is_explanations(sheet.name):
            page = Page(sheet)
            head, columns = captions(page, _columns(), _NEEDED)
            if columns.keys() == _columns().keys():
                used = (
                    row for row, cells in page.rows(head, page.last_row) if any(map(text_of, cells.values()))
                )
                return Room(sheet.name, max(used) + 1, columns)
    return None


def read(grid: Grid) -> tuple[Explanation, ...]:
    """Every line that says anything, from every sheet of that name, wherever its captions stand."""
    return tuple(
        line for sheet in grid.sheets if sheet.rows and is_explanations(sheet.name) for line in _lines(sheet)
    )


def _lines(sheet: Sheet) -> Iterator[Explanation]:
    for row, columns, texts in lines(sheet, _columns(), _NEEDED, _MOST):
        yield Explanation(
            place=Place(sheet.name, row, columns["text"]),
            code=texts["code"],
            sheet=texts.get("table", ""),
            cell=texts.get("cell", ""),
            value=texts.get("value", ""),
            text=texts["text"],
        )
