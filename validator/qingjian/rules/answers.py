"""Answers of 表1 that leave out what another of its answers speaks of."""

from __future__ import annotations

from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.model.form import FilledList, FilledRecord
from qingjian.patterns import pattern
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View

_TABLE: Final = "1"
_SHARE: Final = pattern(r"[0-9０-９.]+\s*(?:%|％|‰)|百分之")
_NUMBER: Final = pattern(r"[0-9０-９一二三四五六七八九十百千万]")


def _disclosure(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return (block.by_id["name"],) if block.spec.id == "disclosure" and "name" in block.by_id else ()


def _training(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return tuple(f for f in block.fields if f.id == "officials.five_years" and f.type == "text")


@rule("QJ2207", judged=_disclosure)
def nothing_disclosed(view: View, spec: RuleSpec) -> Outcomes:
    """A list of companies was published, and the section on what was published names nothing."""
    published = view.form.block(_TABLE, "published")
    filled = view.form.block(_TABLE, "disclosure")
    if not isinstance(published, FilledRecord) or not isinstance(filled, FilledList):
        return
    total = published.entries.get("total")
    if total is None or not total.value or filled.entries or "name" not in filled.columns:
        return
    block = view.plan.block(_TABLE, "disclosure")
    yield spec.finding(
        Place(view.form.tables[_TABLE].sheet, filled.header_row + 1, filled.columns["name"]),
        table=_TABLE,
        field="name",
        related=(total.place,),
        caption=block.captions["name"],
        count=total.text,
    )


@rule("QJ2208", judged=_training)
def share_without_number(view: View, spec: RuleSpec) -> Outcomes:
    """The form asks how many people, and which share they are; only the share is given."""
    for block, record in view.records():
        for field in _training(block, spec):
            entry = record.entries.get(field.id)
            if entry is None or entry.is_empty or entry.state not in ("text", "number"):
                continue
            rest = _SHARE.sub("", entry.text)
            is_share = rest != entry.text or "%" in entry.format
            if is_share and ("%" in entry.format or not _NUMBER.search(rest)):
                yield Spot(Line(block, record.entries), field, entry).finding(spec)
