"""Figures as people see and sign them: exact decimals that know their last printed digit."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_FIFTEEN: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE: Final = Context(prec=1000, rounding=ROUND_HALF_UP)
"""Wide enough to round any product of two numbers that a spreadsheet can hold (±1E308)."""
_WIDEST: Final = 308
_PLAIN: Final = pattern(r"-?[0-9]+(?:\.([0-9]+))?\Z")
EXACT_CHARS: Final = 15
"""A plain number of so many characters has no digit that Excel would not keep."""
_STORED: Final = pattern(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")


class Interval(NamedTuple):
    """The true values that a printed figure may stand for."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    def times(self, factor: Decimal) -> Interval:
        ends = (_WIDE.multiply(self.low, factor), _WIDE.multiply(self.high, factor))
        return Interval(min(ends), max(ends))


class Figure(NamedTuple):
    """A number as printed; `digits` counts its decimals (131.1 has one, 7400000 none)."""

    value: Decimal
    digits: int

    @property
    def half_step(self) -> Decimal:
        """Half a unit of the last printed digit."""
        return Decimal(5).scaleb(-self.digits - 1)

    @property
    def interval(self) -> Interval:
        return Interval(self.value - self.half_step, self.value + self.half_step)

    def __str__(self) -> str:
        return plain(self.value)


def stored(text: str) -> Decimal | None:
    """The number a file stores, normalised to the 15 digits Excel keeps; None if it is no number,
    or none that a spreadsheet can hold."""
    if _STORED.match(text) is None:
        return None
    exponent = text.lower().partition("e")[2]
    if len(exponent) > 5 or abs(int(exponent or 0)) > _WIDEST:
        return None
    value = _FIFTEEN.create_decimal(text)
    return value if value.adjusted() <= _WIDEST else None


def shown(value: Decimal, number_format: str = "General") -> Figure:
    """What the cell's format lets people see; the coarser of the stored and the shown digits."""
    digits = max(0, -_exponent(value))
    limit = format_digits(number_format)
    if limit is not None and limit < digits:
        return Figure(rounded(value, limit), limit)
    return Figure(value, digits)


@lru_cache(maxsize=8_192)  # forms repeat their figures, and a thousand forms repeat each other's
def printed(text: str, number_format: str = "General") -> Figure | None:
    """What a cell shows of the number it stores; None if it stores none."""
    plain_number = _PLAIN.match(text) if len(text) <= EXACT_CHARS else None
    if plain_number is not None:
        digits = len((plain_number.group(1) or "").rstrip("0"))
        limit = format_digits(number_format)
        if limit is None or limit >= digits:
            return Figure(Decimal(text), digits)
    value = stored(text)
    return None if value is None else shown(value, number_format)


@lru_cache(maxsize=1_024)
def format_digits(number_format: str) -> int | None:
    """Decimals that a number format shows at most; None when it shows what is stored."""
    if number_format in ("General", "@", ""):
        return None
    section = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", number_format).split(";")[0]
    if not re.search(r"[0#?]", section) or "e" in section.lower() or "/" in section:
        return None
    percent = section.count("%")
    decimals = re.search(r"\.([0#?]*)", section)
    return (len(decimals.group(1)) if decimals else 0) + 2 * percent


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half away from zero, as Excel's ROUND."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_WIDE)


def plain(value: Decimal) -> str:
    """Without exponent and without trailing zeros: 4299.4, 7400000, -0.005."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _exponent(value: Decimal) -> int:
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
