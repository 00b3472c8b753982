"""A total that is wrong all alone: every one of its parts is borne out by the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Entry
from qingjian.rules.carbon_pairs import factor, pairs
from qingjian.rules.lines import Line
from qingjian.rules.plan import BlockPlan
from qingjian.rules.sums import row_sums
from qingjian.rules.view import View

_TOTAL: Final = "list_total"
_FEW: Final = 1_000
"""Parts; nobody looks for the slip in a longer column by hand."""


def alone(findings: Sequence[Finding], view: View) -> Iterator[int]:
    """Totals, by index, whose parts another equation bears out one by one."""
    totals = {at: off for at, one in enumerate(findings) if (off := _off(one)) is not None}
    doubtful = _doubtful(view) if totals else frozenset[Place]()
    for at, off in totals.items():
        one, others = findings[at], (*findings[:at], *findings[at + 1 :])
        block = _block(view, one)
        parts = frozenset(one.related)
        if block is None or len(parts) > _FEW or parts & doubtful or _is_named(parts, others):
            continue
        if _bears_out(view, block, one.field, off):
            yield at


def _doubtful(view: View) -> frozenset[Place]:
    """Cells of every equation that does not hold, whichever rules were chosen."""
    places = {
        spot.entry.place
        for pair in pairs(view)
        if pair.case != "right"
        for spot in (pair.energy, pair.carbon)
    }
    for verdict in row_sums(view):
        places.update((verdict.spot.entry.place, *verdict.places))
    return frozenset(places)


def _is_named(parts: frozenset[Place], others: Sequence[Finding]) -> bool:
    return any(place in parts for one in others for place in (one.place, *one.related))


def _off(found: Finding) -> Decimal | None:
    if rule(found.code).kind != _TOTAL or not found.difference or found.standing != "mandatory":
        return None
    return abs(Decimal(found.difference))


def _block(view: View, found: Finding) -> BlockPlan | None:
    return next(
        (
            block
            for block in view.plan.blocks
            if block.table == found.table and block.is_list and found.field in block.by_id
        ),
        None,
    )


def _bears_out(view: View, block: BlockPlan, name: str, off: Decimal) -> bool:
    """Whether a part wrong by so much would have been noticed in its own row, in every row."""
    lines = [line for line in view.lines(block) if _figure(line, name)]
    return bool(lines) and all(
        any(_sums(line, name, field) for field in block.sums)
        or any(_carbon(view, line, name, field, off=off) for field in block.carbons)
        for line in lines
    )


def _sums(line: Line, name: str, field: Field) -> bool:
    """A sum of the row takes part: it is exact."""
    return name in (field.id, *field.sum) and _figure(line, field.id)


def _carbon(view: View, line: Line, name: str, field: Field, *, off: Decimal) -> bool:
    """Energy and carbon of the row agree, and would not if one of them were wrong by so much."""
    source = field.carbon
    if source is None or name not in (field.id, source.of) or source.by == "gas":
        return False  # the coefficient of gas leaves too much room
    if source.by == "electricity" and factor(view.form.parameters) is None:
        return False
    energy, tonnes = line.entries.get(source.of), line.entries.get(field.id)
    if energy is None or tonnes is None or not energy.value or not tonnes.value or tonnes.figure is None:
        return False
    moved = off if name == field.id else off * abs(tonnes.value / energy.value)
    return moved > 2 * tonnes.figure.half_step


def _figure(line: Line, name: str) -> bool:
    entry: Entry | None = line.entries.get(name)
    return entry is not None and bool(entry.value)
