"""填合计 and 算碳: blank computed cells given their values, by the same plan as `qingjian fill`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Final

import xlwings as xw

from qingjian.api.filling import Filled, FillResult, Kind, plan
from qingjian.errors import UnreadableWorkbook
from qingjian.model.verdict import Reason
from qingjian.reporters.wording import refusal
from qingjian_addin.commands.undo import Change, remember
from qingjian_addin.host import Host, Protected
from qingjian_addin.judging import copied
from qingjian_addin.quiet import quiet
from qingjian_addin.words import LANG, answer, say

_NAME: Final = re.compile(r"QJ_[A-Z_]+")
_SHOWN: Final = 5
"""Cells named in a sentence; a status line holds no more."""


def fill_totals(book: xw.Book, host: Host) -> str:
    """Fill blank sums and 合计 cells."""
    return _fill(book, host, "sum")


def carbon(book: xw.Book, host: Host) -> str:
    """Fill blank carbon cells with the factors that 参数 declares."""
    return _fill(book, host, "carbon")


def _fill(book: xw.Book, host: Host, kind: Kind) -> str:
    with quiet(book):
        try:
            with copied(book, host) as copy:
                planned = plan(copy.read_bytes(), book.name)
        except UnreadableWorkbook as problem:
            return refusal(Reason(problem.code, problem.detail), LANG)
        wanted = [cell for cell in planned.filled if cell.kind == kind and not cell.has_formula]
        names = {name.name for name in book.names}
        locked: list[str] = []
        changes: list[Change] = []
        for sheet, cells in groupby(wanted, key=lambda cell: cell.place.sheet):
            try:
                changes.extend(_written(book.sheets[sheet], host, list(cells), names))
            except Protected:
                locked.append(sheet)
        if changes:
            remember(book, changes)
    return "".join(_told(planned, kind, len(changes), locked))


def _written(
    sheet: xw.Sheet, host: Host, cells: Sequence[Filled], names: Collection[str]
) -> Iterator[Change]:
    """The native formula where the workbook has what it refers to, so that the cell follows its rows; else the value."""
    with host.unprotected(sheet):
        for cell in cells:
            target = sheet.range(cell.place.address)
            before = str(target.formula)
            if names and set(_NAME.findall(cell.formula)) <= set(names):
                target.formula = cell.formula
            else:
                target.value = cell.value if cell.value == "/" else float(cell.value)
            yield Change(sheet.name, cell.place.address, before, str(target.formula))


def _told(planned: FillResult, kind: Kind, count: int, locked: Sequence[str]) -> Iterator[str]:
    """What was done, what was left and why."""
    yield say(f"fill.{kind}", count=count) if count else say("fill.nothing")
    kept = [cell for cell in planned.kept if cell.kind == kind]
    if kept:
        yield say(
            "fill.kept",
            count=len(kept),
            cells=_named(f"{one.place.sheet}!{one.place.address}" for one in kept),
        )
    for missing in ("factor", "gas", "part"):
        waiting = [one.place for one in planned.pending if one.kind == kind and one.missing == missing]
        if waiting:
            cells = _named(f"{place.sheet}!{place.address}" for place in waiting)
            yield say(f"fill.missing.{missing}", count=len(waiting), cells=cells)
    if locked:
        yield say("fill.locked", sheets=answer("comma").join(locked))


def _named(cells: Iterator[str]) -> str:
    listed = list(cells)
    shown = answer("comma").join(listed[:_SHOWN])
    return shown if len(listed) <= _SHOWN else say("fill.and_more", cells=shown, count=len(listed))
