"""Carbon reductions by notes (4)–(7) of the 2024 form: exact values, and the intervals printed figures allow."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final

from qingjian.catalog.coefficients import coefficients
from qingjian.model.figure import Interval, rounded

_THOUSAND: Final = Decimal(1000)
_THOUSANDTH: Final = Decimal("0.001")
"""A product is four times as fast as a quotient, and as exact."""
_EXACT: Final = Context(prec=1000)
_DOWN: Final = Context(prec=40, rounding=ROUND_FLOOR)
_UP: Final = Context(prec=40, rounding=ROUND_CEILING)
_COEFFICIENT_DIGITS: Final = 4
"""Every coefficient of the form is printed to four decimals, so that is how people round products of them."""


def electricity(kwh: Decimal, factor: Decimal) -> Decimal:
    """tCO2 for saved 度 at a factor in tCO2/MWh (or kgCO2/kWh)."""
    return _EXACT.multiply(_EXACT.multiply(kwh, factor), _THOUSANDTH)


def coal(tonnes: Decimal) -> Decimal:
    """tCO2 for saved coal, all of it counted as standard coal: note (5)."""
    return _exact(tonnes, coefficients().coal)


def oil(tonnes: Decimal) -> Decimal:
    """tCO2 for saved oil: note (6), with the coefficient per kg that the note misprints per m3."""
    return _exact(tonnes, coefficients().oil, coefficients().coal)


def gas(m3: Decimal, coefficient: Decimal) -> Decimal:
    """tCO2 for saved natural gas at a declared coefficient in kgce/m3: note (7)."""
    return _EXACT.divide(_exact(m3, coefficient, coefficients().coal), _THOUSAND)


def is_gas_coefficient(coefficient: Decimal) -> bool:
    """Whether a declared coefficient lies in the range that note (7) prints, ends included."""
    return coefficients().gas_low <= coefficient <= coefficients().gas_high


def electricity_range(kwh: Interval, factor: Decimal) -> Interval:
    """What a printed 节电量 may come to; a published factor is exact."""
    return _scaled(kwh, Interval(factor, factor), _THOUSAND)


def coal_range(tonnes: Interval) -> Interval:
    """What a printed 节煤量 may come to, with 2.7725 or with the product behind it."""
    return _scaled(tonnes, _per_tce())


def oil_range(tonnes: Interval) -> Interval:
    """What a printed 节油量 may come to, whether or not the product of the coefficients was rounded."""
    unit, tce = coefficients().oil, _per_tce()
    ends = (_exact(unit, tce.low), _exact(unit, tce.high))
    product = rounded(ends[1], _COEFFICIENT_DIGITS)
    return _scaled(tonnes, Interval(min(*ends, product), max(*ends, product)))


def gas_range(m3: Interval, coefficient: Decimal | None = None) -> Interval:
    """What a printed 节天然气量 may come to; over the whole range of note (7) when none is declared."""
    known = coefficients()
    low, high = (known.gas_low, known.gas_high) if coefficient is None else (coefficient, coefficient)
    tce = _per_tce()
    return _scaled(m3, Interval(_exact(low, tce.low), _exact(high, tce.high)), _THOUSAND)


def implied_factor(kwh: Interval, tco2: Interval) -> Interval | None:
    """tCO2/MWh behind a filled pair; None when the consumption may be zero or less."""
    return _quotient(tco2, kwh, _THOUSAND)


def implied_gas_coefficient(m3: Interval, tco2: Interval) -> Interval | None:
    """kgce/m3 behind a filled pair; None when the volume may be zero or less."""
    per_m3 = _quotient(tco2, m3, _THOUSAND)
    return None if per_m3 is None else _divided(per_m3, coefficients().coal)


def printed(value: Decimal, digits: int) -> Decimal:
    """Rounded as the column declares, half away from zero; 合计 adds these, not the exact values."""
    return rounded(value, digits)


def _per_tce() -> Interval:
    known = coefficients()
    return Interval(min(known.coal, known.coal_exact), max(known.coal, known.coal_exact))


def _exact(first: Decimal, *factors: Decimal) -> Decimal:
    product = first
    for factor in factors:
        product = _EXACT.multiply(product, factor)
    return product


def _scaled(amount: Interval, factor: Interval, divisor: Decimal = Decimal(1)) -> Interval:
    corners = [_exact(one, other) for one in amount for other in factor]
    return Interval(_DOWN.divide(min(corners), divisor), _UP.divide(max(corners), divisor))


def _quotient(top: Interval, bottom: Interval, scale: Decimal) -> Interval | None:
    if bottom.low <= 0:
        return None
    low = min(_DOWN.divide(_exact(top.low, scale), part) for part in bottom)
    high = max(_UP.divide(_exact(top.high, scale), part) for part in bottom)
    return Interval(low, high)


def _divided(interval: Interval, divisor: Decimal) -> Interval:
    return Interval(_DOWN.divide(interval.low, divisor), _UP.divide(interval.high, divisor))
