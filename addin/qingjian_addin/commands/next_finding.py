"""下一个问题: from the selected cell to the next one that the last check speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from qingjian_addin.host import Host
from qingjian_addin.resultsheet import Line, lines
from qingjian_addin.words import say


def run(book: xw.Book, host: Host) -> str:  # noqa: ARG001  # every command is called alike
    """Go to the cell and say what is wrong with it; after the last finding begin again."""
    visible = {sheet.name: sheet.visible for sheet in book.sheets}
    found = [line for line in lines(book) if line.sheet in visible and line.cell[:1].isalpha()]
    if not found:
        return say("next.none")
    line = found[_after(found, *selected(book))]
    if not visible[line.sheet]:
        return say("next.hidden", sheet=line.sheet, cell=line.cell, message=line.message)
    sheet = book.sheets[line.sheet]
    sheet.activate()
    sheet.range(line.cell).select()
    number = found.index(line) + 1
    return say("next.done", number=number, count=len(found), cell=line.cell, message=line.message)


def _after(found: Sequence[Line], sheet: str, cell: str) -> int:
    """Behind the last finding of the selected cell; the first one if it has none."""
    here = [place for place, line in enumerate(found) if (line.sheet, line.cell) == (sheet, cell)]
    return (here[-1] + 1) % len(found) if here else 0


def selected(book: xw.Book) -> tuple[str, str]:
    """Sheet and first cell of the selection; empty when something else is selected."""
    selection = book.app.selection
    if selection is None:
        return "", ""
    address = selection.get_address(False, False)
    return selection.sheet.name, address.partition(":")[0]
