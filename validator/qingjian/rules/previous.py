"""What this year's form has in common with last year's: tables, companies and answers that were copied, companies
that are back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.previous_form import answer_digest, company_of, key, long_answers, record_figures, typed
from qingjian.rules.previous_rows import (
    again,
    judged_figures,
    name_spot,
    past,
    path_then,
    refused,
    same_lists,
    shared_fields,
    sheet_then,
)
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View


def _companies(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    company = company_of(block)
    return (company,) if company is not None else ()


@rule("QJ5101", judged=judged_figures, precondition=refused)
def table_copied(view: View, spec: RuleSpec) -> Outcomes:
    """A whole table with last year's companies and figures."""
    same = view.shared(same_lists)
    for block, filled in view.lists():
        spot = name_spot(view, block, 0) if key(block) in same else None
        if spot is not None:
            yield spot.finding(spec, count=str(len(filled.entries)), previous=path_then(view))
    for table in view.form.tables:
        met = list(_unchanged(view, table))
        if len(met) >= int(spec.args["fewest"]):
            yield met[0].finding(spec, variant="records", count=str(len(met)), previous=path_then(view))


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


@rule("QJ5102", judged=_companies, precondition=refused)
def row_copied(view: View, spec: RuleSpec) -> Outcomes:
    """A company with all of last year's figures, in a table that is not copied as a whole."""
    same = view.shared(same_lists)
    for one in view.met(again):
        spot = (
            name_spot(view, one.block, one.position) if one.is_same and key(one.block) not in same else None
        )
        if spot is not None:
            yield spot.finding(spec, previous=path_then(view))


@rule("QJ5105", judged=_companies, precondition=refused)
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
            yield spot.finding(spec, sheet_before=sheet_then(before, one.before), previous=path_then(view))


@rule("QJ5106", judged=lambda block, _spec: long_answers(block), precondition=refused)
def answers_copied(view: View, spec: RuleSpec) -> Outcomes:
    """Long answers that are last year's word for word: told once for each table."""
    met: dict[str, list[Spot]] = {}
    for spot in _repeated(view):
        met.setdefault(spot.line.block.table, []).append(spot)
    for spots in met.values():
        others = tuple(spot.entry.place for spot in spots[1:])
        variant = "several" if others else None
        yield spots[0].finding(
            spec, related=others, variant=variant, count=str(len(spots)), previous=path_then(view)
        )


def _repeated(view: View) -> Iterator[Spot]:
    before = past(view)
    answers: Mapping[str, Mapping[str, int]] = before.answers if before is not None else {}
    for block, record in view.records():
        then = answers.get(key(block), {})
        for field in long_answers(block):
            entry = record.entries.get(field.id)
            digest = answer_digest(entry)
            if entry is not None and digest and digest == then.get(field.id):
                yield Spot(Line(block, record.entries), field, entry)
