"""How people arrive at a figure: magnitudes spread over decades, rounded as people round."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

_T = TypeVar("_T")


def plain(value: Decimal) -> str:
    """A decimal as extracted data hold it."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def chance(dice: random.Random, percent: float) -> bool:
    return dice.random() * 100 < percent


def pick(dice: random.Random, weighted: Sequence[tuple[_T, int]]) -> _T:
    """One of several, by weight."""
    values = [value for value, _ in weighted]
    return dice.choices(values, [weight for _, weight in weighted])[0]


def spread(dice: random.Random, low: float, high: float) -> Decimal:
    """Any magnitude between the two, each decade as likely as the next."""
    return Decimal(repr(round(math.exp(dice.uniform(math.log(low), math.log(high))), 6)))


def rounded(dice: random.Random, value: Decimal) -> Decimal:
    """As an audit report states it: mostly two to four significant digits, sometimes to the hundredth."""
    style = pick(dice, ((2, 30), (3, 35), (4, 20), (0, 15)))
    if style == 0:
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not value:
        return value
    exponent = value.adjusted() - style + 1
    return Decimal(plain(value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)))


def count_of(dice: random.Random, whole: int, share: float) -> int:
    """How many of a whole, at a share give or take."""
    return min(whole, max(0, round(whole * share * dice.uniform(0.8, 1.2))))
