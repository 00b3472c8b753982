"""Counts of 表1 against the companies that 表2 and 表3 list, and the two lists against each other."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.rules.companies import Company, company_field, listed_in
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind, rule
from qingjian.rules.view import View

_NOTHING: Final = frozenset({"blank", "na"})
_IN_BOTH: Final = ("2-1", "3-1")


def _counted(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    if block.spec.id != spec.args["block"] or block.table != "1":
        return ()
    return tuple(field for field in block.fields if field.id == spec.args["field"])


@kind("rows_counted", judged=_counted)
def rows_counted(view: View, spec: RuleSpec) -> Outcomes:
    """A count of 表1 and the rows of the list that it counts."""
    spot = _spot(view, spec)
    table = spec.args["table"]
    if spot is None or table not in view.form.tables:
        return
    companies = listed_in(view, table)
    value = spot.entry.value
    if value is None and spot.entry.state not in _NOTHING:
        return  # what it says cannot be read; that has a finding of its own
    if (value or Decimal(0)) == len(companies):
        return
    yield spot.finding(
        spec,
        related=_places(companies),
        variant=_variant(value, companies),
        sheet=view.form.tables[table].sheet,
        count=str(len(companies)),
    )


def _spot(view: View, spec: RuleSpec) -> Spot | None:
    for block, record in view.records():
        for field in _counted(block, spec):
            if field.id in record.entries:
                return Spot(Line(block, record.entries), field, record.entries[field.id])
    return None


def _variant(value: Decimal | None, companies: tuple[Company, ...]) -> str | None:
    if not companies:
        return "no-rows"
    return None if value else "no-count"


def _places(companies: tuple[Company, ...]) -> tuple[Place, ...]:
    """The first and the last row: enough to find the list, however long."""
    ends = (companies[0], companies[-1]) if companies else ()
    return tuple(company.spot.entry.place for company in ends)


@rule("QJ3303", judged=lambda block, _spec: company_field(block) if block.table in _IN_BOTH else ())
def in_both_lists(view: View, spec: RuleSpec) -> Outcomes:
    """A company that reports as mandatory and as voluntary."""
    first, second = _IN_BOTH
    known = {name: company for company in listed_in(view, first) for name in company.names}
    for company in listed_in(view, second):
        other = next((known[name] for name in company.names if name in known), None)
        if other is not None:
            yield company.spot.finding(
                spec, related=(other.spot.entry.place,), sheet=view.form.tables[first].sheet
            )
