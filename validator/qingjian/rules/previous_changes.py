"""Figures that are far from last year's: a unit that slipped, or a change beyond measure.

Other companies pass every year, so that a change is never wrong by itself; only what cannot be chance is verified."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.model.figure import plain
from qingjian.model.form import FilledList
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.previous_form import key, record_figures
from qingjian.rules.previous_rows import (
    Columns,
    again,
    judged_figures,
    past,
    path_then,
    refused,
    shared_fields,
)
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View

SLIP: Final = "QJ5103"
_MEASURED: Final = ("figure", "amount")
"""Types that have a unit to be mistaken in."""


class Change(NamedTuple):
    """A figure of both years, neither of them nothing."""

    spot: Spot
    value: Decimal
    former: Decimal
    growth: Decimal = Decimal(1)
    """How many times as many companies the column adds up."""

    @property
    def times(self) -> Decimal:
        """How many times the smaller is the larger."""
        return max(self.value, self.former) / min(self.value, self.former)

    @property
    def times_each(self) -> Decimal:
        """The same for the average company."""
        mean = self.value / self.growth
        return max(mean, self.former) / min(mean, self.former)

    @property
    def is_sum(self) -> bool:
        """Of a list, whose companies are others every year."""
        return self.spot.line.is_total


class Slip(NamedTuple):
    """A factor between units that would account for a change."""

    factor: Decimal
    is_sure: bool
    """Too good to be chance."""


def changes(view: View) -> Iterator[Change]:
    """Every figure and every sum of a column that both years have."""
    before = past(view)
    if before is None:
        return
    view.met(again)  # adds up the columns
    for block, filled in view.lists():
        was, sums = before.lists.get(key(block)), view.kept(Columns).get(key(block))
        if was is None or sums is None or not was.rows or not filled.entries:
            continue
        growth = Decimal(sums.rows) / was.rows
        shared = shared_fields(view, block)
        for name, value in sums.known.items():
            if name in shared and name in was.totals:
                spot = _total_spot(block, filled, block.by_id[name])
                yield from _change(Change(spot, value, was.totals[name], growth))
    for block, record in view.records():
        then = before.figures.get(key(block), {})
        shared = shared_fields(view, block)
        for name, value in record_figures(block, record.entries).items():
            if name in shared and name in then:
                spot = Spot(Line(block, record.entries), block.by_id[name], record.entries[name])
                yield from _change(Change(spot, value, then[name]))


def _change(change: Change) -> Iterator[Change]:
    if change.value > 0 and change.former > 0:
        yield change


def _total_spot(block: BlockPlan, filled: FilledList, field: Field) -> Spot:
    row = filled.total or filled.entries[0]
    return Spot(Line(block, row.entries, row, is_total=True), field, row.entries[field.id])


@rule(SLIP, judged=judged_figures, precondition=refused)
def unit_slip(view: View, spec: RuleSpec) -> Outcomes:
    """A figure that is last year's but for a factor between units."""
    for change in view.shared(changes):
        slip = _slip(change)
        if slip is not None and slip.is_sure:
            yield change.spot.finding(
                spec,
                value=plain(change.value),
                expected=_meant(change, slip),
                former=plain(change.former),
                factor=plain(slip.factor),
                variant=None if change.value > change.former else "smaller",
                previous=path_then(view),
            )


@rule("QJ5104", judged=judged_figures, precondition=refused)
def changed_much(view: View, spec: RuleSpec) -> Outcomes:
    """A figure many times last year's, or a small part of it, beyond what the number of companies explains."""
    most, fewest = Decimal(spec.args["times"]), Decimal(spec.args["counts"])
    for change in view.shared(changes):
        slip = _slip(change)
        is_few = change.spot.field.type == "count" and max(change.value, change.former) < fewest
        if min(change.times, change.times_each) < most or is_few or (slip is not None and slip.is_sure):
            continue
        yield change.spot.finding(
            spec,
            value=plain(change.value),
            expected=_meant(change, slip) if slip is not None else None,
            former=plain(change.former),
            times=plain(Decimal(f"{change.times:.3g}")),
            effect=f"{1 - 1 / change.times:.4f}",
            variant=_variant(change, slip),
            previous=path_then(view),
        )


def _variant(change: Change, slip: Slip | None) -> str | None:
    parts = ("smaller" if change.value < change.former else "", "unit" if slip is not None else "")
    return "-".join(part for part in parts if part) or None


def _slip(change: Change) -> Slip | None:
    """To the digit, which is sure; or nearly, which a sum of other companies may be as well."""
    if change.spot.field.type not in _MEASURED:
        return None
    args = known_rule(SLIP).args
    digits = max(_digits(change.value), _digits(change.former))
    for factor in map(Decimal, args["factors"]):
        off = abs(change.times / factor - 1)
        if not off and digits >= args["digits"]:
            return Slip(factor, is_sure=True)
        is_near = off <= Decimal(args["near"]) and factor >= Decimal(args["near_from"])
        if is_near and digits >= args["near_digits"]:
            return Slip(factor, is_sure=not change.is_sum)
    return None


def _meant(change: Change, slip: Slip) -> str:
    larger = change.value > change.former
    return plain(change.value / slip.factor if larger else change.value * slip.factor)


def _digits(value: Decimal) -> int:
    """Digits without the zeros at either end: 12.50 has three."""
    return len(plain(value).replace(".", "").strip("0-"))
