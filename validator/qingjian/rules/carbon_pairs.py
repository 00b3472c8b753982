"""Energy figures and the carbon figures beside them, judged pair by pair: intervals of what is printed, by the declared factors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from qingjian.catalog.edition import CarbonSource, Field
from qingjian.functions import carbon
from qingjian.functions.addends import addend
from qingjian.model.figure import EXACT_CHARS, Figure, Interval
from qingjian.model.form import Entry, Parameters
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

Case = Literal["right", "differs", "missing", "orphan", "pending", "undeclared"]
DIGITS: Final = 3
"""Decimals of a carbon figure where its column declares none."""
_PLAIN: Final = frozenset({"blank", "na", "number"})
_SILENT: Final = frozenset({"blank", "na"})
_HALF_STEPS: Final = tuple(Figure(Decimal(0), digits).half_step for digits in range(EXACT_CHARS))
"""Half a unit of the last printed digit, by the number of decimals."""


class Pair(NamedTuple):
    """One energy figure and its carbon figure, judged."""

    case: Case
    by: CarbonSource
    energy: Spot
    carbon: Spot
    expected: Decimal | None = None
    """As the column prints it; None while a factor is not declared."""
    allowed: Interval | None = None
    """What the printed energy figure may come to."""


def pairs(view: View) -> tuple[Pair, ...]:
    """The carbon cells of all rows with the figures they are computed from, save those that are right by a
    known factor."""
    return tuple(view.met(_judge))


def factor(declared: Parameters) -> Decimal | None:
    """The electricity factor that the form declares."""
    chosen = declared.electricity
    return chosen.value.value if chosen is not None and chosen.value is not None else None


def coefficient(declared: Parameters) -> Decimal | None:
    """The gas coefficient that the form declares."""
    return declared.gas.value if declared.gas is not None else None


def digits(field: Field) -> int:
    """So many decimals its column prints."""
    return field.digits or DIGITS


def _with_other_carbon(view: View, lines: Lines) -> Iterator[int]:
    """The rows whose figures are not by a known factor, to the last printed digit."""
    declared, stretch = view.form.parameters, lines.stretch
    for field in lines.block.carbons:
        source = field.carbon
        if source is None:
            continue
        per_unit = _product(source.by, Decimal(1), declared)
        texts, figures = stretch.texts(field.id), stretch.values(field.id)
        for row, (energy, found) in enumerate(zip(stretch.values(source.of), figures, strict=True)):
            if per_unit is None:
                if energy is not None or found is not None:
                    yield row
            elif energy and found is not None:
                if abs(energy * per_unit - found) > _HALF_STEPS[len(texts[row].partition(".")[2])]:
                    yield row
            elif energy or found:
                yield row


@each_line(lambda _view, block: bool(block.carbons), closer=_with_other_carbon)
def _judge(view: View, line: Line) -> Iterator[Pair]:
    declared = view.form.parameters
    for field in line.block.carbons:
        source = field.carbon
        if source is None:
            continue
        energy, found = line.entries.get(source.of), line.entries.get(field.id)
        if energy is None or found is None:
            continue
        if (energy.state in _SILENT and found.state in _SILENT) or _fits(energy, found, source.by, declared):
            continue
        spots = Spot(line, line.block.by_id[source.of], energy), Spot(line, field, found)
        pair = _pair(*spots, source.by, declared)
        if pair.case != "right" or not _is_known(source.by, declared):
            yield pair


def _fits(energy: Entry, found: Entry, by: CarbonSource, declared: Parameters) -> bool:
    """The ordinary case without ceremony: by the known factor, to the last printed digit."""
    amount, tonnes = energy.figure, found.figure
    if amount is None or tonnes is None or not amount.value:
        return False
    value = _product(by, amount.value, declared)
    return value is not None and abs(value - tonnes.value) <= tonnes.half_step


def _is_known(by: CarbonSource, declared: Parameters) -> bool:
    """Nothing has to be read back from the figures."""
    match by:
        case "electricity":
            return factor(declared) is not None
        case "gas":
            return declared.gas is not None
        case "coal" | "oil":
            return True


def _pair(energy: Spot, found: Spot, by: CarbonSource, declared: Parameters) -> Pair:
    amount, tonnes = energy.entry.figure, found.entry.figure
    if _is_unreadable(energy.entry) or _is_unreadable(found.entry):
        return Pair("pending", by, energy, found)
    if amount is None or not amount.value:
        orphaned = tonnes is not None and tonnes.value != 0
        return Pair("orphan" if orphaned else "right", by, energy, found)
    value = _product(by, amount.value, declared)
    allowed = _allowed(by, amount.interval, declared)
    expected = None if value is None else carbon.printed(value, digits(found.field))
    if tonnes is None:
        return Pair("missing", by, energy, found, expected, allowed)
    if allowed is None:
        return Pair("undeclared", by, energy, found)
    return Pair(
        "right" if allowed.meets(tonnes.interval) else "differs", by, energy, found, expected, allowed
    )


def _is_unreadable(entry: Entry) -> bool:
    return entry.state not in _PLAIN and addend(entry).kind == "unreadable"


def _product(by: CarbonSource, amount: Decimal, declared: Parameters) -> Decimal | None:
    """The exact result; None where its factor is not declared."""
    match by:
        case "electricity":
            known = factor(declared)
            return None if known is None else carbon.electricity(amount, known)
        case "coal":
            return carbon.coal(amount)
        case "oil":
            return carbon.oil(amount)
        case "gas":
            known = coefficient(declared)
            return None if known is None else carbon.gas(amount, known)


def _allowed(by: CarbonSource, amount: Interval, declared: Parameters) -> Interval | None:
    """Every result that the printed figure can stand for."""
    match by:
        case "electricity":
            known = factor(declared)
            return None if known is None else carbon.electricity_range(amount, known)
        case "coal":
            return carbon.coal_range(amount)
        case "oil":
            return carbon.oil_range(amount)
        case "gas":
            return carbon.gas_range(amount, coefficient(declared))
