"""Figures of 表1 that make sense together only: a count with its money, a fund with its sum, a list without doubles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field, Score
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import names
from qingjian.model.finding import Finding
from qingjian.model.form import Entry
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind, rule
from qingjian.rules.view import View

_NO: Final = frozenset({"否", "无", "未建立", "没有"})


def _paired(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    pairs: list[list[str]] = spec.args["pairs"] if block.spec.id == spec.args["block"] else []
    return tuple(block.by_id[name] for pair in pairs for name in pair if name in block.by_id)


@kind("one_without_other", judged=_paired)
def one_without_other(view: View, spec: RuleSpec) -> Outcomes:
    """Each pair names a figure and the one that it needs beside it."""
    for line in _records(view, spec.args["block"]):
        for given, needed in spec.args["pairs"]:
            yield from _lone(line, given, needed, spec)


def _lone(line: Line, given: str, needed: str, spec: RuleSpec) -> Iterator[Finding]:
    one, other = line.entries.get(given), line.entries.get(needed)
    if one is None or other is None or not one.value or one.value < spec.args.get("least", 0):
        return
    if other.value == 0 or other.state in ("blank", "na"):
        spot = Spot(line, line.block.by_id[needed], other)
        yield spot.finding(
            spec,
            related=(one.place,),
            given=line.block.captions[given],
            amount=one.text,
        )


@rule("QJ2202", judged=lambda block, _spec: block.fields if block.spec.id == "fund" else ())
def money_without_fund(view: View, spec: RuleSpec) -> Outcomes:
    """There is no fund, and yet it has money."""
    for line in _records(view, "fund"):
        exists, money = line.entries.get("exists"), line.entries.get("money")
        if exists is None or money is None or not money.value or exists.text.strip() not in _NO:
            continue
        yield Spot(line, line.block.by_id["money"], money).finding(
            spec, related=(exists.place,), exists=exists.text.strip()
        )


@rule("QJ2204", judged=lambda block, _spec: _agency(block))
def agency_twice(view: View, spec: RuleSpec) -> Outcomes:
    """The same organisation in two rows of one list."""
    for block, filled in view.lists():
        for field in _agency(block):
            seen: dict[str, Entry] = {}
            for row in filled.entries:
                entry = row.entry(field.id)
                if entry is None or entry.state != "text" or entry.is_empty:
                    continue
                first = seen.setdefault(names.normal(entry.text), entry)
                if first is not entry:
                    yield Spot(Line(block, row.entries, row), field, entry).finding(
                        spec, related=(first.place,), earlier=first.place.address
                    )


@rule("QJ2206", judged=lambda block, _spec: _document(block))
def document_without_name(view: View, spec: RuleSpec) -> Outcomes:
    """A document has a number and no name."""
    for block, filled in view.lists():
        for field in _document(block):
            for row in filled.entries:
                name, number = row.entry(field.id), row.entry("number")
                if name is None or number is None or not name.is_empty:
                    continue
                if number.state == "text" and not number.is_empty:
                    yield Spot(Line(block, row.entries, row), field, name).finding(
                        spec, related=(number.place,), number=" ".join(number.text.split())
                    )


def _document(block: BlockPlan) -> tuple[Field, ...]:
    return (block.by_id["name"],) if block.spec.id == "documents" else ()


def _agency(block: BlockPlan) -> tuple[Field, ...]:
    return (block.by_id["name"],) if block.spec.id == "agencies" else ()


@kind("score_limit", judged=lambda block, _spec: block.fields if isinstance(block.spec, Score) else ())
def score_above_its_most(view: View, spec: RuleSpec) -> Outcomes:
    """More points than the standard score of the item."""
    for block, record in view.records():
        if not isinstance(block.spec, Score):
            continue
        line = Line(block, record.entries)
        for section in block.spec.sections:
            for item in section.items:
                name = f"{section.id}.{item.id}"
                entry = record.entries.get(name)
                if entry is None or entry.value is None or entry.value <= Decimal(item.score):
                    continue
                yield Spot(line, block.by_id[name], entry).finding(spec, most=item.score)


def _records(view: View, block_id: str) -> Iterator[Line]:
    for block, record in view.records():
        if block.spec.id == block_id and block.table == "1":
            yield Line(block, record.entries)
