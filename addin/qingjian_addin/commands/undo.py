"""撤销: our own last change taken back, cell by cell, where nobody has changed the cell since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import xlwings as xw

from qingjian_addin import state
from qingjian_addin.host import Host
from qingjian_addin.quiet import quiet
from qingjian_addin.words import say

_SUFFIX = ".undo.json"


class Change(NamedTuple):
    """A cell that we filled."""

    sheet: str
    cell: str
    before: str
    after: str


def run(book: xw.Book, host: Host) -> str:
    """Give every cell of the last change its former content."""
    changes = _remembered(book)
    if not changes:
        return say("undo.nothing")
    with quiet(book):
        back = sum(_take_back(book, host, change) for change in changes)
    remember(book, ())
    kept = len(changes) - back
    return say("undo.done", count=back) + (say("undo.kept", count=kept) if kept else "")


def remember(book: xw.Book, changes: Sequence[Change]) -> None:
    """Keep the last change; an empty one means that there is nothing to take back."""
    path = state.of_book(book, _SUFFIX)
    if changes:
        path.write_text(json.dumps([list(change) for change in changes]), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _remembered(book: xw.Book) -> list[Change]:
    path = state.of_book(book, _SUFFIX)
    if not path.is_file():
        return []
    known: Iterable[Sequence[str]] = json.loads(path.read_text("utf-8"))
    return [Change(*one) for one in known]


def _take_back(book: xw.Book, host: Host, change: Change) -> bool:
    if change.sheet not in {sheet.name for sheet in book.sheets}:
        return False
    cell = book.sheets[change.sheet].range(change.cell)
    if str(cell.formula) != change.after:
        return False
    with host.unprotected(cell.sheet):
        cell.formula = change.before
    return True
