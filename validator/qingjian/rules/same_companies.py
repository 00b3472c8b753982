"""The same companies in tables that belong together, and each of them once."""

from __future__ import annotations

from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import names
from qingjian.model.finding import Place, Skipped
from qingjian.patterns import pattern
from qingjian.rules.companies import Company, company_field, company_lists, twins
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View

_CODE: Final = pattern(r"([A-T])?([0-9]{2,4})(?![0-9])[\-—_:、.]*")


def _named(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return company_field(block)


def _both_bound(view: View, spec: RuleSpec) -> Skipped | None:
    wanted = [table for pair in view.edition.pairs for table in pair]
    missing = [view.plan.sheets[table] for table in wanted if table not in view.form.tables]
    if not missing or any(set(pair) <= set(view.form.tables) for pair in view.edition.pairs):
        return None
    return Skipped(spec.code, "pair-incomplete", "、".join(missing))


@rule("QJ3001", judged=_named, precondition=_both_bound)
def different_companies(view: View, spec: RuleSpec) -> Outcomes:
    """A company that only one of two tables lists; names that stand in the same row are told together."""
    for pair in view.shared(twins):
        rest = {company.position: company for company in pair.only_second}
        for company in pair.only_first:
            other = rest.pop(company.position, None)
            if other is None:
                yield company.spot.finding(spec, other=pair.sheets[1])
            else:
                yield company.spot.finding(
                    spec,
                    expected=" ".join(other.spot.entry.text.split()),
                    related=(other.spot.entry.place,),
                    variant="named-otherwise",
                    other=pair.sheets[1],
                )
        for company in rest.values():
            yield company.spot.finding(spec, other=pair.sheets[0])


@rule("QJ3002", judged=_named, precondition=_both_bound)
def different_order(view: View, spec: RuleSpec) -> Outcomes:
    """The same companies in another order: said once per pair of tables."""
    for pair in view.shared(twins):
        standing = sorted(second.position for _, second in pair.matched)
        if len(set(standing)) < len(standing):
            continue  # a company listed twice has a finding of its own
        by_position = {second.position: second for _, second in pair.matched}
        for index, (first, second) in zip(standing, pair.matched, strict=True):
            if second.position != index:
                yield by_position[index].spot.finding(
                    spec, related=(first.spot.entry.place,), other=pair.sheets[0]
                )
                break


@rule("QJ3003", judged=lambda block, _spec: tuple(f for f in block.fields if f.type == "industry"))
def different_industry(view: View, spec: RuleSpec) -> Outcomes:
    """One company, two industries; a code before one of the names is no difference."""
    for pair in view.shared(twins):
        for first, second in pair.matched:
            if (
                not first.industry
                or not second.industry
                or _is_same_industry(first.industry, second.industry)
            ):
                continue
            one, other = first.industry_spot(), second.industry_spot()
            if one is None or other is None:
                continue
            yield other.finding(
                spec,
                expected=" ".join(one.entry.text.split()),
                related=(one.entry.place,),
                other=pair.sheets[0],
            )


def _is_same_industry(one: str, other: str) -> bool:
    if one == other:
        return True
    (number, name), (other_number, other_name) = _industry_parts(one), _industry_parts(other)
    if name and other_name:
        return name == other_name
    return bool(number) and number == other_number


def _industry_parts(text: str) -> tuple[str, str]:
    """The number and the name of an industry, either may be empty."""
    clean = names.normal(text).upper()
    found = _CODE.match(clean)
    return (found.group(2), clean[found.end() :]) if found else ("", clean)


@rule("QJ3004", judged=_named)
def listed_twice(view: View, spec: RuleSpec) -> Outcomes:
    """The same company in two rows of one list."""
    for companies in company_lists(view):
        seen: dict[str, Company] = {}
        for company in companies:
            earlier = next((seen[name] for name in company.names if name in seen), None)
            if earlier is not None:
                yield company.spot.finding(
                    spec, related=_places(earlier), earlier=earlier.spot.entry.place.address
                )
            for name in company.names:
                seen.setdefault(name, company)


def _places(company: Company) -> tuple[Place, ...]:
    return (company.spot.entry.place,)
