"""Carbon columns against their energy figures: what is wrong with a pair, and what may have happened."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import CarbonSource, Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import carbon, formulas
from qingjian.model.figure import Figure, Interval, plain
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Entry
from qingjian.rules.carbon_pairs import DIGITS, Pair, coefficient, digits, factor, pairs
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind
from qingjian.rules.view import View

_SLIPS: Final = (Decimal(10), Decimal(1000), Decimal(10000))
_NAMED: Final = 3
"""So many candidates are named; a longer list helps nobody."""


def printed(interval: Interval, digits: int = 4) -> str:
    """An interval as people write one; a single value where both ends print alike."""
    low, high = (str(carbon.printed(end, digits)) for end in interval)
    return low if low == high else f"{low}～{high}"


def _judged(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    by = spec.args.get("by")
    return tuple(f for f in block.carbons if f.carbon is not None and by in (None, f.carbon.by))


def _declared(view: View, spec: RuleSpec) -> Skipped | None:
    if spec.args.get("by") != "electricity" or factor(view.form.parameters) is not None:
        return None
    judged = any(_judged(block, spec) for block in view.plan.blocks)
    return Skipped(spec.code, "factor-undeclared") if judged else None


def _formula(spec: RuleSpec) -> str | None:
    return formulas.carbon("E5", spec.args["by"], DIGITS)


@kind("carbon", judged=_judged, precondition=_declared, formula=_formula)
def mismatch(view: View, spec: RuleSpec) -> Outcomes:
    """A carbon figure that its own energy figure cannot come to."""
    for pair in pairs(view):
        if pair.by != spec.args["by"]:
            continue
        if pair.case == "pending":
            place = pair.carbon.entry.place
            yield Skipped(spec.code, "parts-unreadable", f"{place.sheet}!{place.address}")
        elif pair.case == "differs":
            yield _mismatch(pair, view, spec)


@kind("carbon_presence", judged=_judged)
def presence(view: View, spec: RuleSpec) -> Outcomes:
    """Energy without its carbon, or carbon without its energy."""
    for pair in pairs(view):
        if pair.case != spec.args["case"]:
            continue
        yield pair.carbon.finding(
            spec,
            expected=plain(pair.expected) if pair.expected is not None else None,
            related=(pair.energy.entry.place,),
            variant="unknown" if pair.case == "missing" and pair.expected is None else None,
            energy=pair.energy.caption,
            amount=_told(pair.energy.entry),
        )


def _told(entry: Entry) -> str:
    return str(entry.figure) if entry.figure is not None else entry.text


def _mismatch(pair: Pair, view: View, spec: RuleSpec) -> Finding:
    tonnes, allowed, energy = pair.carbon.entry.figure, pair.allowed, pair.energy.entry.figure
    if tonnes is None or allowed is None or energy is None:
        raise ValueError(pair)
    wanted = pair.expected
    variant, more = _explained(pair, tonnes, allowed, energy)
    return pair.carbon.finding(
        spec,
        expected=plain(wanted) if wanted is not None else printed(allowed, digits(pair.carbon.field)),
        difference=plain(tonnes.value - wanted) if wanted is not None else None,
        related=(pair.energy.entry.place, *_declaration(pair.by, view)),
        variant=variant,
        energy=pair.energy.caption,
        amount=str(energy),
        factor=_factor(pair.by, view),
        **more,
    )


def _declaration(by: CarbonSource, view: View) -> tuple[Place, ...]:
    places = view.form.parameters.places
    name = {"electricity": "factor_choice", "gas": "gas_coefficient"}.get(by, "")
    return (places[name],) if name in places else ()


def _factor(by: CarbonSource, view: View) -> str:
    declared = view.form.parameters
    known = {"electricity": factor(declared), "gas": coefficient(declared)}.get(by)
    return "" if known is None else plain(known)


def _explained(
    pair: Pair, tonnes: Figure, allowed: Interval, energy: Figure
) -> tuple[str | None, dict[str, str]]:
    """What may have happened: a slip of units, a formula not recalculated, another known factor."""
    slip = _slip(tonnes, allowed)
    if slip is not None:
        return "slip", {"ratio": plain(slip)}
    if pair.by != "electricity":
        return None, {}
    implied = carbon.implied_factor(energy.interval, tonnes.interval)
    if implied is None:
        return None, {}
    candidates = known_factors(implied)
    params = {
        "implied": printed(implied),
        "candidates": ",".join(candidates[:_NAMED]),
        "fitting": str(len(candidates)),
    }
    return ("other-factor" if candidates else "unknown-factor"), params


def _slip(tonnes: Figure, allowed: Interval) -> Decimal | None:
    for power in _SLIPS:
        for ratio in (power, 1 / power):
            if allowed.times(ratio).meets(tonnes.interval):
                return power
    return None


def known_factors(interval: Interval) -> list[str]:
    """Ids of the published factors inside an interval, the confirmed ones first."""
    from qingjian.catalog.factors import inferred  # noqa: PLC0415  # 600 records, only for a form that needs them

    return [found.id for found in inferred(interval)]
