"""The sheet 名单进度: what a unit says of the firms that are listed for it, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from qingjian.bind.captioned import lines
from qingjian.bind.captions import Wanted, wanted
from qingjian.bind.parameters import helper
from qingjian.catalog.tables import table
from qingjian.model.finding import Place
from qingjian.model.grid import Grid
from qingjian.model.progress import Declared

_MOST: Final = 2_000
"""Lines read; the longest list that there is has 125."""


@cache
def _columns() -> Mapping[str, Wanted]:
    known: list[Mapping[str, Any]] = table("progress.json")["columns"]
    return {one["id"]: wanted(one["zh"], (one["en"], *one["aliases"])) for one in known}


def read(grid: Grid) -> tuple[Declared, ...]:
    """Every line that says how far a firm has come."""
    return tuple(
        Declared(line.texts["name"], line.texts["state"], Place(sheet.name, line.row, line.columns["state"]))
        for sheet in grid.sheets
        if sheet.rows and helper(sheet.name) == "progress"
        for line in lines(sheet, _columns(), _columns(), _MOST)
        if line.texts["name"] and line.texts["state"]
    )
