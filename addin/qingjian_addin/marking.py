"""Marks in an open workbook: a colour and a note at each finding's cell, and nothing of the user's lost.

Colours and notes are those of annotated copies, so that either tool takes away what the other has put there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import xlwings as xw

from qingjian.model.finding import SEVERITIES, Severity
from qingjian.model.grid import a1
from qingjian.sheets.annotate import Note
from qingjian.sheets.comments import CLOSING, OPENING
from qingjian.sheets.palette import FILLS_NAME, NO_FILL, Palette
from qingjian_addin.host import Host, Protected
from qingjian_addin.resultsheet import listed_cells

_MOST: Final = 500
"""Cells marked; applications take some ten milliseconds for a note, and the list has every finding."""
_RGB: Final = "rgb=FF"


class Marked(NamedTuple):
    """How many cells were marked, how many more have findings, and which sheets could not be changed."""

    cells: int
    more: int
    locked: tuple[str, ...]


class _Mark(NamedTuple):
    severity: Severity
    text: str


def put(book: xw.Book, host: Host, notes: Sequence[Note]) -> Marked:
    """Mark the worst findings first; what is already marked has been taken out before."""
    cells = _by_cell(notes)
    chosen = sorted(cells, key=lambda cell: SEVERITIES.index(cells[cell].severity))[:_MOST]
    palette, locked, done = Palette(), list[str](), 0
    for name in dict.fromkeys(sheet for sheet, _ in chosen):
        sheet = book.sheets[name]
        here = {address: cells[name, address] for at, address in chosen if at == name}
        try:
            with host.unprotected(sheet):
                for address, mark in here.items():
                    _mark(sheet.range(address), mark, palette)
                    done += 1
        except Protected:
            locked.append(name)
    if palette.listed:
        book.names.add(FILLS_NAME, f"={palette.listed}")
    return Marked(done, len(cells) - len(chosen), tuple(locked))


def take_out(book: xw.Book, host: Host) -> tuple[str, ...]:
    """Every mark of ours, with the user's own fills and notes back; gives the sheets that forbid it."""
    palette = Palette(_fills(book))
    marked = listed_cells(book)
    locked: list[str] = []
    for sheet in book.sheets:
        noted = [_first(note.location) for note in sheet.notes if OPENING in note.text]
        coloured = [
            address
            for address in dict.fromkeys((*marked.get(sheet.name, ()), *noted))
            if _original(sheet.range(address), palette) is not None
        ]
        if not noted and not coloured:
            continue
        try:
            with host.unprotected(sheet):
                for address in coloured:
                    _recolour(sheet.range(address), palette)
                for address in noted:
                    _strip_note(sheet.range(address))
        except Protected:
            locked.append(sheet.name)
    if not locked and FILLS_NAME in {name.name for name in book.names}:
        book.names[FILLS_NAME].delete()
    return tuple(locked)


def _first(cells: xw.Range) -> str:
    """The cell of a note; where cells are merged, applications may give them all."""
    return cells.get_address(False, False).partition(":")[0]


def _by_cell(notes: Sequence[Note]) -> Mapping[tuple[str, str], _Mark]:
    marks: dict[tuple[str, str], _Mark] = {}
    for note in sorted(notes, key=lambda note: SEVERITIES.index(note.severity)):
        place = note.sheet, a1(note.row, note.col)
        known = marks.get(place)
        marks[place] = (
            known._replace(text=f"{known.text}\n{note.text}") if known else _Mark(note.severity, note.text)
        )
    return marks


def _mark(cell: xw.Range, mark: _Mark, palette: Palette) -> None:
    colour = palette.colour(mark.severity, _said(cell.color))
    cell.color = _rgb(colour)
    text, theirs = f"{OPENING}{mark.text}{CLOSING}", cell.note
    if theirs is None:
        cell.add_note(text)
    else:
        theirs.text = f"{theirs.text}\n{text}"


def _recolour(cell: xw.Range, palette: Palette) -> None:
    original = _original(cell, palette)
    if original is None:
        return
    colour = original.removeprefix(_RGB)
    cell.color = _rgb(int(colour, 16)) if original.startswith(_RGB) else None


def _strip_note(cell: xw.Range) -> None:
    note = cell.note
    if note is None:
        return
    theirs = "".join(_theirs(note.text))
    if theirs.strip():
        note.text = theirs
    else:
        note.delete()


def _theirs(text: str) -> Iterator[str]:
    """The pieces of a note around ours."""
    rest = text.replace("\r\n", "\n")
    while OPENING in rest:
        before, _, after = rest.partition(OPENING)
        yield before.removesuffix("\n")
        rest = after.partition(CLOSING)[2]
    yield rest


def _original(cell: xw.Range, palette: Palette) -> str | None:
    """The fill behind one of our colours; None for a colour that is not ours."""
    colour = cell.color
    return None if colour is None else palette.original(_number(colour))


def _fills(book: xw.Book) -> str:
    return next((name.refers_to or "" for name in book.names if name.name == FILLS_NAME), "")


def _said(colour: tuple[int, int, int] | None) -> str:
    return NO_FILL if colour is None else f"{_RGB}{_number(colour):06X}"


def _number(colour: tuple[int, int, int]) -> int:
    red, green, blue = colour
    return red << 16 | green << 8 | blue


def _rgb(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255
