"""The figures of a form as the ledger keeps them: by block, row and field, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from qingjian.catalog.edition import Edition
from qingjian.model.form import Entry, FilledList, FilledRow, Form
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line
from qingjian.rules.plan import BlockPlan, plan

MOST: Final = 20_000
"""Cells kept of one form: no summary has more, and a list of a hundred thousand rows is no matter for a ledger."""
_LONGEST: Final = 200


class Kept(NamedTuple):
    """One row of one block: what the clerk calls it, and the cells that are filled in."""

    block: str
    row: str
    sheet: str
    cells: Mapping[str, tuple[str, str]]
    """Field → address and what the cell says."""


class Figures(NamedTuple):
    """What a form said, so that the next version can be held against it."""

    rows: tuple[Kept, ...]
    captions: Mapping[str, str]
    """Block and field (2-2/list/power) → what a sentence calls it."""

    def as_json(self) -> dict[str, Any]:
        """For a payload."""
        rows = [
            [one.block, one.row, one.sheet, {key: list(cell) for key, cell in one.cells.items()}]
            for one in self.rows
        ]
        return {"rows": rows, "captions": dict(self.captions)}


def from_json(raw: Mapping[str, Any]) -> Figures:
    """Out of a payload."""
    rows = tuple(
        Kept(block, row, sheet, {key: (at, text) for key, (at, text) in cells.items()})
        for block, row, sheet, cells in raw["rows"]
    )
    return Figures(rows, raw["captions"])


def figures(form: Form, edition: Edition) -> Figures | None:
    """What the form says; None where that is too much to keep."""
    rows: list[Kept] = []
    captions: dict[str, str] = {}
    left = MOST
    for block in plan(edition).blocks:
        name = f"{block.table}/{block.spec.id}"
        for line in _lines(form, block):
            cells = {key: _cell(one) for key, one in line.entries.items() if not one.is_empty}
            if not cells:
                continue
            left -= len(cells)
            if left < 0:
                return None
            sheet = next(one.place.sheet for one in line.entries.values() if not one.is_empty)
            rows.append(Kept(name, line.label, sheet, cells))
            captions.update({f"{name}/{key}": block.captions.get(key, key) for key in cells})
    return Figures(tuple(rows), captions)


def _lines(form: Form, block: BlockPlan) -> Iterator[Line]:
    filled = form.block(block.table, block.spec.id)
    if isinstance(filled, FilledList):
        for row in filled.entries:
            yield _line(block, row)
        if filled.total is not None:
            yield Line(block, filled.total.entries, filled.total, is_total=True)
    elif filled is not None:
        yield Line(block, filled.entries)


def _line(block: BlockPlan, row: FilledRow) -> Line:
    return Line(block, row.entries, row)


def _cell(entry: Entry) -> tuple[str, str]:
    """A number as it is printed, so that 3.60 for 3.6 is no change."""
    text = str(entry.figure) if entry.figure is not None else " ".join(entry.text.split())
    return entry.place.address, text[:_LONGEST]
