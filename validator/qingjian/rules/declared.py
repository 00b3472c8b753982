"""The electricity factor that 参数 declares: where it comes from, whether it can be one, how old it is."""

from __future__ import annotations

from decimal import Decimal

from qingjian.catalog.factors import factor
from qingjian.catalog.rules import RuleSpec
from qingjian.model.figure import plain
from qingjian.model.form import FactorChoice
from qingjian.rules.factors import accepted, columns_of
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View

_judged = columns_of("electricity")


def _declared(view: View) -> tuple[FactorChoice, Decimal] | None:
    choice = view.form.parameters.electricity
    return None if choice is None or choice.value is None else (choice, choice.value.value)


@rule("QJ4004", judged=_judged)
def own_factor_without_document(view: View, spec: RuleSpec) -> Outcomes:
    """A factor of one's own may be right; nobody can tell without the document it stands in."""
    declared = _declared(view)
    if declared is None:
        return
    choice, value = declared
    if choice.id is None and not choice.document.strip():
        yield spec.finding(choice.place, value=plain(value), factor=plain(value))


@rule("QJ4005", judged=_judged)
def impossible_factor(view: View, spec: RuleSpec) -> Outcomes:
    """No grid emits so much or so little for a kilowatt-hour: the unit is another."""
    declared = _declared(view)
    if declared is None:
        return
    choice, value = declared
    low, high = (Decimal(end) for end in spec.args["between"])
    if not low <= value <= high:
        yield spec.finding(
            choice.place, value=plain(value), factor=plain(value), low=plain(low), high=plain(high)
        )


@rule("QJ4006", judged=_judged)
def old_factor(view: View, spec: RuleSpec) -> Outcomes:
    """The notes order the factor of the year; what was declared is years older."""
    declared, year = _declared(view), view.form.parameters.report_year
    if declared is None or declared[0].id is None or year is None:
        return
    known = factor(declared[0].id)
    if known is None or year - known.year < spec.args["years"] or known.value in view.factors:
        return
    yield spec.finding(
        declared[0].place,
        value=known.text,
        factor=known.text,
        data_year=str(known.year),
        year=str(year),
    )


@rule("QJ4007", judged=_judged)
def factor_not_accepted(view: View, spec: RuleSpec) -> Outcomes:
    """The season says which factors it accepts, and this is none of them."""
    declared = _declared(view)
    if declared is None or not view.factors:
        return
    choice, value = declared
    if value not in view.factors:
        yield spec.finding(choice.place, value=plain(value), factor=plain(value), accepted=accepted(view))
