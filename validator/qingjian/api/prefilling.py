"""The sheet 情况说明 of a copy that goes back: a line for each point to verify, all but the reason filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.bind import explanations
from qingjian.errors import CannotWrite
from qingjian.model.figure import stored
from qingjian.model.finding import Finding
from qingjian.model.grid import Grid
from qingjian.model.verdict import Verdict
from qingjian.sheets.edit import CellEdit, fill_cells
from qingjian.sheets.read import read

_MOST: Final = 40
"""Lines written; whoever has more points to verify has to correct first."""


def prefilled(data: bytes, verdict: Verdict) -> bytes:
    """The workbook with the lines in it; as it was where there is no room for them or nothing to explain."""
    waiting = [one for one in verdict.findings if one.standing == "verify"]
    if not waiting:
        return data
    wanted = {one.place.sheet for one in waiting if one.value is None}
    grid = read(
        data,
        verdict.path,
        skip=lambda name: name not in wanted and not explanations.is_explanations(name),
    )
    room = explanations.room(grid)
    if room is None:
        return data
    try:
        return fill_cells(data, list(_edits(room, grid, waiting)))
    except CannotWrite:
        return data


def _edits(room: explanations.Room, grid: Grid, waiting: Sequence[Finding]) -> Iterator[CellEdit]:
    written = {(line.code, line.sheet, line.cell) for line in explanations.read(grid)}
    row = room.row
    for one in waiting:
        key = one.code, one.place.sheet, one.place.address
        if key in written or row == room.row + _MOST:
            continue
        written.add(key)
        for name, text in zip(("code", "table", "cell"), key, strict=True):
            if text:
                yield CellEdit(room.sheet, row, room.columns[name], text)
        value = _value(one, grid)
        if value:
            number = stored(value)
            yield CellEdit(room.sheet, row, room.columns["value"], value if number is None else number)
        row += 1


def _value(found: Finding, grid: Grid) -> str:
    """The figure to be explained: as the finding shows it, or what its cell holds."""
    if found.value is not None:
        return found.value
    sheet = grid.sheet(found.place.sheet) if found.place.address else None
    return sheet.text(found.place.row, found.place.col) if sheet is not None else ""
