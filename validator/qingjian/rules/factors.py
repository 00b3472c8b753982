"""Declared factors and coefficients: missing, impossible, or read back from the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.edition import CarbonSource, Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import carbon as computing
from qingjian.model.figure import Interval, plain
from qingjian.model.finding import Finding, Place
from qingjian.rules.carbon import known_factors, printed
from qingjian.rules.carbon_pairs import Pair, coefficient, factor, pairs
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Judged, Outcomes, rule
from qingjian.rules.view import View

_NAMED: Final = 3


def columns_of(by: CarbonSource) -> Judged:
    """The carbon columns that are computed by one source of energy."""

    def judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
        return tuple(field for field in block.carbons if field.carbon is not None and field.carbon.by == by)

    return judged


@rule("QJ4001", judged=columns_of("electricity"))
def factor_undeclared(view: View, spec: RuleSpec) -> Outcomes:
    """Electricity was saved, and nobody said by which factor."""
    if factor(view.form.parameters) is not None:
        return
    found = [pair for pair in pairs(view) if pair.by == "electricity" and pair.energy.entry.value]
    if not found:
        return
    declared = view.form.parameters
    candidates = _common(found)
    bare = "" if declared.present else "bare"
    variant = "-".join(part for part in (bare, "candidates" if candidates else "") if part)
    yield spec.finding(
        declared.places.get("factor_choice", found[0].carbon.entry.place),
        table="" if declared.present else found[0].carbon.line.block.table,
        field="" if declared.present else found[0].carbon.field.id,
        related=tuple(pair.carbon.entry.place for pair in found),
        variant=variant or None,
        count=str(len(found)),
        candidates=",".join(candidates[:_NAMED]),
        fitting=str(len(candidates)),
    )


def _common(found: list[Pair]) -> list[str]:
    """Known factors that explain every pair."""
    fitting: list[str] | None = None
    for implied in (_implied(pair) for pair in found):
        if implied is not None:
            known = known_factors(implied)
            fitting = known if fitting is None else [one for one in fitting if one in known]
    return fitting or []


def _implied(pair: Pair) -> Interval | None:
    energy, tonnes = pair.energy.entry.figure, pair.carbon.entry.figure
    if energy is None or tonnes is None:
        return None
    by_source = computing.implied_factor if pair.by == "electricity" else computing.implied_gas_coefficient
    return by_source(energy.interval, tonnes.interval)


@rule("QJ4003", judged=columns_of("electricity"))
def several_factors(view: View, spec: RuleSpec) -> Outcomes:
    """Without a declared factor, rows whose figures cannot come from one and the same."""
    if factor(view.form.parameters) is not None:
        return
    groups: list[tuple[Interval, Pair]] = []
    for pair in pairs(view):
        implied = _implied(pair) if pair.by == "electricity" else None
        if implied is not None and not any(implied.meets(known) for known, _ in groups):
            groups.append((implied, pair))
    if len(groups) > 1:
        first = groups[0][1].carbon
        related = tuple(pair.carbon.entry.place for _, pair in groups)
        values = "、".join(printed(implied) for implied, _ in groups)
        yield first.finding(
            spec,
            related=related,
            variant="ordered" if view.factors else None,
            count=str(len(groups)),
            values=values,
            accepted=accepted(view),
        )


def accepted(view: View) -> str:
    """The factors that the season accepts, in words."""
    return "、".join(plain(value) for value in view.factors)


@rule("QJ4002", judged=columns_of("gas"))
def gas_coefficient_out_of_range(view: View, spec: RuleSpec) -> Outcomes:
    """Note (7) prints the range; the ends belong to it."""
    declared = coefficient(view.form.parameters)
    if declared is not None and not computing.is_gas_coefficient(declared):
        yield spec.finding(
            view.form.parameters.places.get("gas_coefficient", Place()),
            value=plain(declared),
            expected=_range(),
        )


@rule("QJ4109", judged=columns_of("gas"))
def gas_coefficient_undeclared(view: View, spec: RuleSpec) -> Outcomes:
    """Which coefficient the figures imply; or that one is needed to compute anything."""
    declared = view.form.parameters
    if declared.gas is not None:
        return
    found = [pair for pair in pairs(view) if pair.by == "gas" and pair.energy.entry.value]
    filled = [pair for pair in found if pair.carbon.entry.figure is not None and pair.case == "right"]
    empty = [pair for pair in found if pair.carbon.entry.figure is None]
    if empty and declared.present:
        yield _told(view, spec, empty, variant="needed", expected=_range())
    elif implied := "、".join(dict.fromkeys(_values(filled))):
        yield _told(view, spec, filled, variant=None, expected=None, implied=implied)


def _told(
    view: View, spec: RuleSpec, found: list[Pair], *, variant: str | None, expected: str | None, **more: str
) -> Finding:
    first = found[0].carbon
    return spec.finding(
        view.form.parameters.places.get("gas_coefficient", first.entry.place),
        table=first.line.block.table,
        field=first.field.id,
        row=first.line.label,
        expected=expected,
        related=tuple(pair.carbon.entry.place for pair in found),
        variant=variant,
        range=_range(),
        **more,
    )


def _values(found: list[Pair]) -> Iterator[str]:
    for pair in found:
        implied = _implied(pair)
        if implied is not None:
            yield printed(implied)


def _range() -> str:
    known = coefficients()
    return f"{known.gas_low}～{known.gas_high}"
