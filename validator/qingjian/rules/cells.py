"""Single values: states no number cell may be in, and numbers that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.figure import plain
from qingjian.model.finding import Place
from qingjian.rules import formula_text
from qingjian.rules.lines import Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind, rule
from qingjian.rules.sums import list_totals, row_sums
from qingjian.rules.view import View, share


def _of_type(*types: str) -> Callable[[BlockPlan, RuleSpec], tuple[Field, ...]]:
    def judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
        return tuple(field for field in block.numeric if field.type in types)

    return judged


def _every(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.fields


@kind("cell_state", judged=_every)
def cell_state(view: View, spec: RuleSpec) -> Outcomes:
    """Cells in a state that no figure can be read from."""
    for spot in view.survey.odd:
        if spot.entry.state in spec.args["states"]:
            yield spot.finding(spec)


@rule("QJ2006", judged=_every)
def never_calculated(view: View, spec: RuleSpec) -> Outcomes:
    """Formulas without a stored result: one finding per column, with what the first of them should give.

    What the official workbook computes can be computed again; a formula of the filer's own cannot.
    """
    expected: dict[Place, str] = {
        verdict.spot.entry.place: verdict.expected.text
        for verdict in (*view.shared(list_totals), *row_sums(view))
    }
    columns: dict[tuple[str, str, str], list[Spot]] = {}
    for spot in view.survey.odd:
        if spot.entry.state == "uncalculated":
            columns.setdefault((spot.line.block.table, spot.line.block.spec.id, spot.field.id), []).append(
                spot
            )
    for spots in columns.values():
        places = [spot.entry.place for spot in spots]
        yield spots[0].finding(
            spec,
            expected=expected.get(places[0]) or None,
            related=tuple(places[1:]),
            variant="ours" if all(_is_ours(spot) for spot in spots) else None,
            count=str(len(places)),
            cells="、".join(place.address for place in places),
        )


def _is_ours(spot: Spot) -> bool:
    if not (spot.line.is_total or spot.field.is_computed) or spot.entry.formula is None:
        return False
    return formula_text.is_official(spot.entry.formula)


@rule("QJ2010", judged=_of_type("count"))
def negative_count(view: View, spec: RuleSpec) -> Outcomes:
    """Nothing can be counted below zero."""
    yield from (spot.finding(spec) for spot in _negative(view) if spot.field.type == "count")


@rule("QJ2013", judged=_of_type("figure", "amount"))
def negative_saving(view: View, spec: RuleSpec) -> Outcomes:
    """A saving below zero; what is computed from it is not told again."""
    for spot in _negative(view):
        if spot.field.type in ("figure", "amount") and not spot.field.is_computed and not spot.line.is_total:
            yield spot.finding(spec)


def _negative(view: View) -> Iterator[Spot]:
    return (spot for spot in view.survey.negative if (spot.entry.value or 0) < 0)


@rule("QJ2011", judged=_of_type("count"))
def fraction_of_a_count(view: View, spec: RuleSpec) -> Outcomes:
    """Counts are whole; the stored number is shown, whatever its format hides."""
    yield from (spot.finding(spec, value=spot.entry.text) for spot in view.survey.fractions)


@rule("QJ2012", judged=_of_type("percent"))
def share_over_whole(view: View, spec: RuleSpec) -> Outcomes:
    """A share cannot exceed the whole."""
    for spot in view.survey.shares:
        if spot.entry.value is not None:
            yield spot.finding(spec, value=f"{plain(share(spot.entry, spot.entry.value))}%")
