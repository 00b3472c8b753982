"""Text where a number belongs: what it was meant to be, and which rule says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from qingjian.catalog.edition import Field
from qingjian.catalog.notation import notation
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import numbers, units
from qingjian.model.figure import Figure
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind, rule
from qingjian.rules.view import View

Case = Literal["number", "written", "unit", "mark", "words"]
_COUNTED: Final = frozenset({"count", "people", "attendance", "courses"})
"""Dimensions of what is counted: 3家 is 3 in any column of counts."""
_WATER: Final = "水"


class Written(NamedTuple):
    """One text in a number cell."""

    case: Case
    spot: Spot
    figure: Figure | None = None
    """What to put in, where that is unambiguous."""
    oddities: tuple[str, ...] = ()
    unit: str = ""
    write: str = ""
    """What the form wants instead of a mark."""


def texts(view: View) -> Iterator[Written]:
    """Every text in a number cell; what our own formulas say while they wait is none."""
    for spot in view.survey.odd:
        if spot.entry.state == "text":
            written = _written(spot)
            if written.case != "words" or not _is_waiting(spot):
                yield written
    for spot in view.survey.marks:
        yield Written("mark", spot, write=notation().write["dash"])


def _is_waiting(spot: Spot) -> bool:
    """A computed cell whose formula answers in words has its cause elsewhere."""
    return spot.entry.formula is not None and (spot.line.is_total or spot.field.is_computed)


def _written(spot: Spot) -> Written:
    text = spot.entry.text
    mark = numbers.mark(text)
    if mark is not None:
        return Written("mark", spot, write=notation().write[mark])
    reading = numbers.read(text)
    if reading is None:
        return Written("words", spot)
    if reading.unit is None and "multiplier" not in reading.oddities:
        return Written("written" if reading.oddities else "number", spot, reading.figure, reading.oddities)
    return Written("unit", spot, _converted(reading, spot.field), reading.oddities, reading.unit or "")


def _converted(reading: numbers.Reading, field: Field) -> Figure | None:
    column = field.unit or ("%" if field.type == "percent" else None)
    if column is not None:
        return reading.in_unit(column, substance="water" if _WATER in field.caption else None)
    if reading.unit is None:
        return reading.figure
    written = units.unit(reading.unit)
    return reading.figure if written is not None and written.dimension in _COUNTED else None


def _judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.numeric


@kind("written_number", judged=_judged)
def written_number(view: View, spec: RuleSpec) -> Outcomes:
    """Text in a number cell, of the case that the rule is about."""
    for written in view.shared(texts):
        if written.case != spec.args["case"]:
            continue
        yield written.spot.finding(
            spec,
            expected=str(written.figure) if written.figure is not None else None,
            variant=_variant(written),
            oddities=",".join(written.oddities),
            unit=written.unit,
            declared=written.spot.field.unit or "",
        )


def _variant(written: Written) -> str | None:
    """Units alone are told in several ways: by whether the column has one, and whether the writing can be converted."""
    if written.case != "unit":
        return None
    parts = ("" if written.figure is not None else "unclear", "" if written.spot.field.unit else "bare")
    return "-".join(part for part in parts if part) or None


@rule("QJ2008", judged=_judged)
def mark_in_words(view: View, spec: RuleSpec) -> Outcomes:
    """A word or a dash where the form writes / or 0: said once per table and spelling."""
    found: dict[tuple[str, str], list[Written]] = {}
    for written in view.shared(texts):
        if written.case == "mark":
            spot = written.spot
            found.setdefault((spot.line.block.table, spot.entry.text.strip()), []).append(written)
    for group in found.values():
        related = tuple(written.spot.entry.place for written in group[1:])
        yield group[0].spot.finding(spec, expected=group[0].write, related=related, count=str(len(group)))
