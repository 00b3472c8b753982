"""情况说明: the row where the filer explains the finding of the selected cell, begun if it is not there."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from qingjian.bind import explanations
from qingjian.bind.explanations import Room
from qingjian.catalog.rules import rule
from qingjian.model.grid import Grid
from qingjian.sheets.read import read
from qingjian_addin.commands.next_finding import selected
from qingjian_addin.host import Host
from qingjian_addin.judging import copied
from qingjian_addin.resultsheet import Line, lines_at
from qingjian_addin.words import say

_FIELDS = ("code", "table", "cell", "value")


def run(book: xw.Book, host: Host) -> str:
    """Go to the row; rule, sheet, cell and value are filled in, the words are the filer's."""
    sheet, cell = selected(book)
    here = lines_at(book, sheet, cell)
    asked = [line for line in here if _is_explained(line)]
    if not asked:
        return say("explain.mandatory" if here else "explain.none", cell=cell)
    with copied(book, host) as copy:
        grid = read(copy.read_bytes(), copy.name, skip=lambda name: not explanations.is_explanations(name))
    room = explanations.room(grid)
    if room is None:
        return say("explain.no_sheet")
    row = _row_of(asked[0], grid)
    if row is None:
        row = room.row
        _begin(book, host, room, asked[0])
    target = book.sheets[room.sheet]
    target.activate()
    target.range((row, room.columns["text"])).select()
    return say(
        "explain.done",
        code=asked[0].code,
        cell=f"{asked[0].sheet}!{asked[0].cell}",
        message=asked[0].message,
    )


def _is_explained(line: Line) -> bool:
    """A finding that a real reason settles; mandatory ones have to be corrected."""
    spec = rule(line.code)
    return any(one.severity == "verify" for one in (spec.wording, *spec.variants.values()))


def _row_of(line: Line, grid: Grid) -> int | None:
    for one in explanations.read(grid):
        if (one.code, one.sheet, one.cell) == (line.code, line.sheet, line.cell):
            return one.place.row
    return None


def _begin(book: xw.Book, host: Host, room: Room, line: Line) -> None:
    sheet = book.sheets[room.sheet]
    values: Sequence[str] = (line.code, line.sheet, line.cell, line.value)
    with host.unprotected(sheet):
        for field, words in zip(_FIELDS, values, strict=True):
            sheet.range((room.row, room.columns[field])).value = _typed(words)


def _typed(words: str) -> float | str:
    """A figure as a figure, so that it is compared as one; everything else as the text it is."""
    try:
        return float(words)
    except ValueError:
        return f"'{words}" if words else ""
