"""A form reduced to what a page shows of it beside its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Edition
from qingjian.model.finding import Finding
from qingjian.model.form import Entry, FilledList, FilledRecord, Form
from qingjian.model.picture import Picture
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.windows import windows

_MOST: Final = 20_000
"""Rows added up where there is no total; no district has more."""


def picture(form: Form, edition: Edition, findings: Sequence[Finding], most: int) -> Picture:
    """Windows of at most so many cells, and the carbon that the form states."""
    return Picture(windows(form, findings, most), _carbon(form, edition))


def _carbon(form: Form, edition: Edition) -> Mapping[str, Decimal]:
    """As the totals say, or the rows where there is no total; the sources in the form's order."""
    found: dict[str, Decimal] = {}
    for block in plan(edition).blocks:
        if block.carbons:
            for source, tonnes in _stated(form, block):
                found[source] = found.get(source, Decimal(0)) + tonnes
    return found


def _stated(form: Form, block: BlockPlan) -> Iterable[tuple[str, Decimal]]:
    filled = form.block(block.table, block.spec.id)
    if isinstance(filled, FilledRecord):
        lines: Sequence[Mapping[str, Entry]] = [filled.entries]
    elif isinstance(filled, FilledList):
        lines = [filled.total.entries] if filled.total is not None else []
        if not any(_tonnes(line, field.id) for line in lines for field in block.carbons):
            lines = [row.entries for row in filled.entries[:_MOST]]
    else:
        return
    for field in block.carbons:
        if field.carbon is not None:
            yield field.carbon.by, sum((_tonnes(line, field.id) for line in lines), Decimal(0))


def _tonnes(line: Mapping[str, Entry], field: str) -> Decimal:
    entry = line.get(field)
    return (entry.value if entry is not None else None) or Decimal(0)
