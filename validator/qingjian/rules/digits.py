"""Numbers whose digits make no sense: a percent format where there is no share, decimals nobody can measure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.figure import Figure, plain
from qingjian.model.form import Entry
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

Oddity = Literal["percent", "fine", "tiny"]
_SHORT: Final = 8
"""A number of fewer characters has no decimals worth a word, unless it is written with an exponent."""
_DECIMALS: Final = 6
_SIGNIFICANT: Final = 7
"""Grams in a ton are six decimals; so many digits in all come from a calculation, not from a meter."""
_TON: Final = "吨"
_GRAM: Final = Decimal("0.000001")
_HUNDRED: Final = Decimal(100)


class Odd(NamedTuple):
    """A number that is odd in one way."""

    oddity: Oddity
    spot: Spot


@each_line(
    lambda _view, block: bool(block.numeric), closer=lambda _view, _lines: ()
)  # plain figures are neither
def _odd_digits(_view: View, line: Line) -> Iterator[Odd]:
    entries = line.entries
    for field in line.block.numeric:
        entry = entries.get(field.id)
        if entry is None or entry.state != "number":
            continue
        if "%" in entry.format:
            if field.type != "percent":
                yield Odd("percent", Spot(line, field, entry))
            continue
        text = entry.text
        if (len(text) >= _SHORT or "E-" in text) and (oddity := _oddity(field, entry)) is not None:
            yield Odd(oddity, Spot(line, field, entry))


def _oddity(field: Field, entry: Entry) -> Oddity | None:
    """Of what is seen; a formula's result is as long as it is."""
    figure = entry.figure
    if figure is None or entry.formula is not None or not figure.value:
        return None
    if field.unit == _TON and abs(figure.value) < _GRAM:
        return "tiny"
    return "fine" if figure.digits >= _DECIMALS and _significant(figure) >= _SIGNIFICANT else None


def _significant(figure: Figure) -> int:
    return figure.value.adjusted() + 1 + figure.digits


def _numeric(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.numeric


@rule("QJ2021", judged=_numeric)
def percent_format(view: View, spec: RuleSpec) -> Outcomes:
    """A cell shows a percentage, and its column holds none."""
    for odd in view.met(_odd_digits):
        value = odd.spot.entry.value
        if odd.oddity == "percent" and value:
            yield odd.spot.finding(
                spec, shown=f"{plain(value * _HUNDRED)}%", declared=odd.spot.field.unit or ""
            )


@rule("QJ5007", judged=_numeric)
def odd_precision(view: View, spec: RuleSpec) -> Outcomes:
    """More digits than anybody measures: said once per table and way."""
    found: dict[tuple[str, str], list[Spot]] = {}
    for odd in view.met(_odd_digits):
        if odd.oddity != "percent":
            found.setdefault((odd.spot.line.block.table, odd.oddity), []).append(odd.spot)
    for (_, oddity), spots in found.items():
        yield spots[0].finding(
            spec,
            value=plain(spots[0].entry.value or Decimal(0)),
            related=tuple(spot.entry.place for spot in spots),
            variant="tiny" if oddity == "tiny" else None,
            count=str(len(spots)),
        )
