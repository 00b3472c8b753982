"""Which factor a filer used: intervals of printed pairs against every factor known, and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.factors import Factor, inferred
from qingjian.functions import carbon
from qingjian.model.figure import Figure, Interval
from qingjian.named_tuple import NamedTuple

_SLIPS: tuple[Decimal, ...] = (Decimal(10), Decimal(1000), Decimal(10000))
"""How far off a written unit is apt to be; judgement stays with the rule."""


class Inference(NamedTuple):
    """The factors a pair allows, and the candidates among them."""

    interval: Interval
    candidates: tuple[Factor, ...]
    """Confirmed ones first. All are to be named: several values stand for two factors."""

    @property
    def is_guess(self) -> bool:
        """Whether nothing but unconfirmed records fits."""
        return bool(self.candidates) and not any(found.is_selectable for found in self.candidates)


class Slip(NamedTuple):
    """A power of ten that would bring an unknown factor into the known ones."""

    ratio: Decimal
    """By how much the filed carbon is too large (or, below one, too small)."""
    candidates: tuple[Factor, ...]


class Comparison(NamedTuple):
    """What one factor makes of a consumption."""

    factor: Factor
    tco2: Decimal
    interval: Interval
    fits: bool | None
    """Whether the filed carbon can come from it; None when none was filed."""


class GasInference(NamedTuple):
    """The coefficient behind a gas pair."""

    interval: Interval
    is_in_range: bool
    """Whether any of it lies in the range of note (7)."""


def infer(kwh: Figure, tco2: Figure, *, is_exact: bool = True) -> Inference | None:
    """Candidates for a filled pair; None without consumption. Meter readings in whole 度 count as exact."""
    amount = Interval(kwh.value, kwh.value) if is_exact else kwh.interval
    interval = carbon.implied_factor(amount, tco2.interval)
    return None if interval is None else Inference(interval, inferred(interval))


def slip(inference: Inference) -> Slip | None:
    """The smallest unit slip that explains a factor nobody published."""
    if inference.candidates:
        return None
    for power in _SLIPS:
        for ratio in (power, 1 / power):
            scaled = Interval(inference.interval.low / ratio, inference.interval.high / ratio)
            found = tuple(candidate for candidate in inferred(scaled) if candidate.is_selectable)
            if found:
                return Slip(ratio, found)
    return None


def infer_gas(m3: Figure, tco2: Figure) -> GasInference | None:
    """The coefficient in kgce/m3 that a filled pair implies; None without consumption."""
    interval = carbon.implied_gas_coefficient(Interval(m3.value, m3.value), tco2.interval)
    if interval is None:
        return None
    known = coefficients()
    return GasInference(interval, interval.meets(Interval(known.gas_low, known.gas_high)))


def compare(kwh: Figure, factors: Sequence[Factor], *, filed: Figure | None = None) -> tuple[Comparison, ...]:
    """What each factor makes of one consumption, beside the figure as filed."""
    return tuple(_comparison(kwh, factor, filed) for factor in factors)


def _comparison(kwh: Figure, factor: Factor, filed: Figure | None) -> Comparison:
    value = carbon.electricity(kwh.value, factor.value)
    interval = carbon.electricity_range(Interval(kwh.value, kwh.value), factor.value)
    return Comparison(factor, value, interval, None if filed is None else filed.interval.meets(interval))
