"""Columns that a filer added beside the official ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.model.form import FilledList
from qingjian.model.grid import Sheet
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View

_HEADER_DEPTH: Final = 3
"""A caption stands at most so many rows above the first row of data."""


@rule("QJ1013", judged=lambda block, _spec: block.fields[:1] if block.is_list else ())
def extra_columns(view: View, spec: RuleSpec) -> Outcomes:
    """Captioned columns with data, between or right beside those of a list that has its sheet to itself."""
    for block, filled in view.lists():
        table = view.form.tables[block.table]
        sheet = view.form.grid.sheet(table.sheet)
        if sheet is None or not filled.columns or view.edition.sheet(block.table).grid is not None:
            continue
        for col, caption in _captioned(sheet, filled):
            if any(sheet.text(row, col).strip() for row in range(filled.header_row + 1, filled.last_row + 1)):
                yield spec.finding(
                    Place(sheet.name, filled.header_row, col), table=block.table, found=caption
                )


def _captioned(sheet: Sheet, filled: FilledList) -> Iterator[tuple[int, str]]:
    taken = set(filled.columns.values())
    col = min(taken)
    while True:
        if col not in taken:
            caption = _caption(sheet, filled.header_row, col)
            if caption:
                yield col, caption
            elif col > max(taken):
                return
        col += 1


def _caption(sheet: Sheet, header_row: int, col: int) -> str:
    for row in range(header_row, max(0, header_row - _HEADER_DEPTH), -1):
        text = "".join(sheet.text(row, col).split())
        if text:
            return text
    return ""
