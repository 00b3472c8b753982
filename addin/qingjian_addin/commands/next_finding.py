"""下一个问题: from the selected cell to the next one that the last check speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import xlwings as xw

from qingjian_addin.host import Host
from qingjian_addin.resultsheet import Line, lines
from qingjian_addin.words import say

_VISIBLE: Final = (True, -1)
"""As LibreOffice and as Excel say it; Excel's 2 is a sheet that no menu unhides."""
Spot = tuple[str, str]
"""Sheet and address."""


def run(book: xw.Book, host: Host) -> str:  # noqa: ARG001  # every command is called alike
    """Go to the cell and say what is wrong with it; after the last one begin again."""
    spots = _spots(book)
    visible = {sheet.name for sheet in book.sheets if sheet.visible in _VISIBLE}
    within = [spot for spot in spots if spot[0] in visible]
    hidden = {sheet for sheet, _ in spots} - visible
    if not within:
        return say("next.hidden", sheets="、".join(sorted(hidden))) if hidden else say("next.none")
    here = selected(book)
    number = (within.index(here) + 1) % len(within) if here in within else 0
    sheet, cell = within[number]
    book.sheets[sheet].activate()
    book.sheets[sheet].range(cell).select()
    first, *more = spots[within[number]]
    said = say(
        "next.done", number=number + 1, count=len(within), cell=f"{sheet}!{cell}", message=first.message
    )
    if more:
        said += say("next.more", count=len(more))
    return said + (say("next.hidden", sheets="、".join(sorted(hidden))) if hidden else "")


def _spots(book: xw.Book) -> Mapping[Spot, list[Line]]:
    """Every cell that has findings, in the order of the list."""
    names = {sheet.name for sheet in book.sheets}
    found: dict[Spot, list[Line]] = {}
    for line in lines(book):
        if line.sheet in names and line.cell[:1].isalpha():
            found.setdefault((line.sheet, line.cell), []).append(line)
    return found


def selected(book: xw.Book) -> Spot:
    """Sheet and first cell of the selection; empty when something else is selected."""
    selection = book.app.selection
    if selection is None:
        return "", ""
    address = selection.get_address(False, False)
    return selection.sheet.name, address.partition(":")[0]
