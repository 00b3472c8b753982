"""This year's form against last year's: what was copied, whose unit slipped, what changed beyond measure.

Other companies pass every year, so that a change is never wrong by itself; what cannot be chance is verified."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.model.figure import plain
from qingjian.model.finding import Skipped
from qingjian.model.form import FilledList
from qingjian.model.previous import NoPast
from qingjian.rules.plan import BlockPlan
from qingjian.rules.previous_form import answer_digest, company_of, key, long_answers, record_figures, typed
from qingjian.rules.previous_rows import (
    Columns,
    again,
    name_spot,
    past,
    same_lists,
    shared_fields,
    sheet_then,
)
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import Line, Spot, View

SLIP: Final = "QJ5103"
_MEASURED: Final = ("figure", "amount")
"""Types that have a unit to be mistaken in."""


class Change(NamedTuple):
    """A figure of both years, neither of them nothing."""

    spot: Spot
    value: Decimal
    former: Decimal

    @property
    def times(self) -> Decimal:
        """How many times the smaller is the larger."""
        return max(self.value, self.former) / min(self.value, self.former)


def _figures(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return typed(block)


def _companies(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    company = company_of(block)
    return (company,) if company is not None else ()


def _there_is_one(view: View, spec: RuleSpec) -> Skipped | None:
    why = view.previous
    return Skipped(spec.code, why.reason, why.detail) if isinstance(why, NoPast) else None


@rule("QJ5101", judged=_figures, precondition=_there_is_one)
def table_copied(view: View, spec: RuleSpec) -> Outcomes:
    """A whole table with last year's companies and figures."""
    same = view.shared(same_lists)
    for block, filled in view.lists():
        spot = name_spot(view, block, 0) if key(block) in same else None
        if spot is not None:
            yield spot.finding(spec, count=str(len(filled.entries)), previous=_path(view))
    for table in view.form.tables:
        met = list(_unchanged(view, table))
        if len(met) >= int(spec.args["fewest"]):
            yield met[0].finding(spec, variant="records", count=str(len(met)), previous=_path(view))


def _unchanged(view: View, table: str) -> Iterator[Spot]:
    """The figures of a table's records, zeros apart; none of them if one has changed."""
    before, met = past(view), list[Spot]()
    for block, record in view.records():
        if block.table != table or before is None or not typed(block):
            continue
        shared = shared_fields(view, block)
        now = {name: value for name, value in record_figures(block, record.entries).items() if value}
        then = {name: value for name, value in before.figures.get(key(block), {}).items() if value}
        if {n: v for n, v in now.items() if n in shared} != {n: v for n, v in then.items() if n in shared}:
            return
        line = Line(block, record.entries)
        met.extend(Spot(line, block.by_id[name], record.entries[name]) for name in now if name in shared)
    yield from met


@rule("QJ5102", judged=_companies, precondition=_there_is_one)
def row_copied(view: View, spec: RuleSpec) -> Outcomes:
    """A company with all of last year's figures, in a table that is not copied as a whole."""
    same = view.shared(same_lists)
    for one in view.met(again):
        spot = (
            name_spot(view, one.block, one.position) if one.is_same and key(one.block) not in same else None
        )
        if spot is not None:
            yield spot.finding(spec, previous=_path(view))


@rule("QJ5105", judged=_companies, precondition=_there_is_one)
def company_back(view: View, spec: RuleSpec) -> Outcomes:
    """A company that passed last year as well, told once, and not where its figures have told it already."""
    before, same = past(view), view.shared(same_lists)
    told = {one.name for one in view.met(again) if one.is_same or key(one.block) in same}
    paired = {table for pair in view.edition.pairs for table in pair}
    for one in view.met(again) if before is not None else ():
        if one.name in told or one.block.table not in paired:
            continue
        told.add(one.name)
        spot = name_spot(view, one.block, one.position)
        if spot is not None and before is not None:
            yield spot.finding(spec, sheet_before=sheet_then(before, one.before), previous=_path(view))


def changes(view: View) -> Iterator[Change]:
    """Every figure and every sum of a column that both years have."""
    before = past(view)
    if before is None:
        return
    view.met(again)  # adds up the columns
    for block, filled in view.lists():
        was, sums = before.lists.get(key(block)), view.kept(Columns).get(key(block))
        if was is not None and sums is not None and filled.entries:
            for name in sums.known.keys() & was.totals.keys() & shared_fields(view, block):
                spot = _total_spot(block, filled, block.by_id[name])
                yield from _change(spot, sums.known[name], was.totals[name])
    for block, record in view.records():
        then = before.figures.get(key(block), {})
        now = record_figures(block, record.entries) if then else {}
        for name in now.keys() & then.keys() & shared_fields(view, block):
            spot = Spot(Line(block, record.entries), block.by_id[name], record.entries[name])
            yield from _change(spot, now[name], then[name])


def _change(spot: Spot, value: Decimal, former: Decimal) -> Iterator[Change]:
    if value > 0 and former > 0:
        yield Change(spot, value, former)


def _total_spot(block: BlockPlan, filled: FilledList, field: Field) -> Spot:
    row = filled.total or filled.entries[0]
    return Spot(Line(block, row.entries, row, is_total=True), field, row.entries[field.id])


@rule(SLIP, judged=_figures, precondition=_there_is_one)
def unit_slip(view: View, spec: RuleSpec) -> Outcomes:
    """A figure that is last year's but for a factor between units."""
    for change in view.shared(changes):
        factor = _slipped(change, spec)
        if factor is not None:
            meant = change.value / factor if change.value > change.former else change.value * factor
            yield change.spot.finding(
                spec,
                value=plain(change.value),
                expected=plain(meant),
                former=plain(change.former),
                factor=plain(factor),
                variant=None if change.value > change.former else "smaller",
                previous=_path(view),
            )


def _slipped(change: Change, spec: RuleSpec) -> Decimal | None:
    """The factor of a unit by which the years differ: to the digit, or nearly where no firm grows so much."""
    if change.spot.field.type not in _MEASURED:
        return None
    digits = max(_digits(change.value), _digits(change.former))
    for factor, bound in spec.args["factors"].items():
        off = abs(change.times / Decimal(factor) - 1)
        if off <= Decimal(bound["near"]) and digits >= bound["digits"]:
            return Decimal(factor)
    return None


def _digits(value: Decimal) -> int:
    """Digits without the zeros at either end: 12.50 has three."""
    return len(plain(value).replace(".", "").strip("0-"))


@rule("QJ5104", judged=_figures, precondition=_there_is_one)
def changed_much(view: View, spec: RuleSpec) -> Outcomes:
    """A figure many times last year's, or a small part of it."""
    most, fewest = Decimal(spec.args["times"]), Decimal(spec.args["counts"])
    for change in view.shared(changes):
        larger = max(change.value, change.former)
        is_small = change.spot.field.type == "count" and larger < fewest
        if change.times < most or is_small or _slipped(change, known_rule(SLIP)) is not None:
            continue
        yield change.spot.finding(
            spec,
            value=plain(change.value),
            former=plain(change.former),
            times=plain(Decimal(f"{change.times:.3g}")),
            effect=f"{1 - 1 / change.times:.4f}",
            variant=None if change.value > change.former else "smaller",
            previous=_path(view),
        )


@rule("QJ5106", judged=lambda block, _spec: long_answers(block), precondition=_there_is_one)
def answers_copied(view: View, spec: RuleSpec) -> Outcomes:
    """Long answers that are last year's word for word: told once for each table."""
    met: dict[str, list[Spot]] = {}
    for spot in _repeated(view):
        met.setdefault(spot.line.block.table, []).append(spot)
    for spots in met.values():
        others = tuple(spot.entry.place for spot in spots[1:])
        variant = "several" if others else None
        yield spots[0].finding(
            spec, related=others, variant=variant, count=str(len(spots)), previous=_path(view)
        )


def _repeated(view: View) -> Iterator[Spot]:
    before = past(view)
    for block, record in view.records() if before is not None else ():
        then = before.answers.get(key(block)) if before is not None else None
        for field in long_answers(block) if then else ():
            entry = record.entries.get(field.id)
            digest = answer_digest(entry)
            if entry is not None and then and digest and digest == then.get(field.id):
                yield Spot(Line(block, record.entries), field, entry)


def _path(view: View) -> str:
    """The file that is meant by last year's."""
    before = past(view)
    return before.path if before is not None else ""
