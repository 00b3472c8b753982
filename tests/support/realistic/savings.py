"""What one company saved and avoided: credible amounts, and benefits that follow from them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field
from support.realistic.draws import chance, plain, rounded, spread
from support.realistic.firms import Firm
from support.realistic.sums import Cells, Value

RANGES: Final[Mapping[str, tuple[float, float, int]]] = {
    # field: least and most of a middling company, and how many of a hundred report it
    "wastewater": (200, 40_000, 55),
    "cod": (0.05, 30, 45),
    "nh3n": (0.005, 2, 30),
    "tp": (0.001, 0.3, 12),
    "so2": (0.01, 60, 30),
    "nox": (0.02, 80, 35),
    "dust": (0.05, 40, 40),
    "powder": (0.05, 30, 30),
    "smoke": (0.05, 30, 30),
    "solid": (1, 3_000, 45),
    "hazardous": (0.1, 200, 50),
    "vocs": (0.02, 20, 35),
    "water": (200, 50_000, 70),
    "power": (10_000, 1_500_000, 92),
    "coal": (10, 2_000, 14),
    "oil": (0.5, 60, 10),
    "gas": (2_000, 300_000, 28),
}
_PRICES: Final = {"water": 4.5, "power": 0.68, "coal": 850.0, "oil": 7600.0, "gas": 3.6, "hazardous": 2600.0}
"""元 per unit, about."""
_OTHER: Final = (
    "减少氯化氢产生量1108.8kg/a",
    "减少甲苯使用量3.2吨",
    "回收乙醇12吨",
    "削减总铬0.8kg",
    "节约蒸汽560吨",
    "节约原料铝锭4.6t",
    "噪声降低5dB",
)


def pollutants(dice: random.Random, fields: Sequence[Field], firm: Firm, blank: Value) -> Cells:
    """A row of 表x-1 without its names."""
    return {field.id: _cell(dice, field, firm, blank) for field in _own(fields)}


def resources(dice: random.Random, fields: Sequence[Field], firm: Firm, blank: Value) -> Cells:
    """A row of 表x-2 without its names; carbon is settled later."""
    cells = {field.id: _cell(dice, field, firm, blank) for field in _own(fields) if field.id != "benefit"}
    return {**cells, "benefit": _benefit(dice, cells)}


def _own(fields: Sequence[Field]) -> Iterable[Field]:
    return (f for f in fields if f.type in ("figure", "amount", "free") and not f.is_computed)


def _cell(dice: random.Random, field: Field, firm: Firm, blank: Value) -> Value:
    if field.type == "free":
        return dice.choice(_OTHER) if chance(dice, 12) else blank
    low, high, share = RANGES[field.id]
    if not chance(dice, share):
        return blank
    amount = rounded(dice, spread(dice, low, high) * Decimal(repr(round(firm.weight, 3))))
    return plain(amount if amount > 0 else Decimal("0.01"))


def _benefit(dice: random.Random, cells: Mapping[str, Value]) -> str:
    """万元: what the savings are worth at local prices, and material saved besides."""
    yuan = sum(
        float(cells[name] or 0) * price
        for name, price in _PRICES.items()
        if cells.get(name) not in (None, "/")
    )
    total = max(0.5, yuan / 10_000) * dice.uniform(0.9, 1.8) + dice.choice((0.0, 0.0, 12.0, 40.0))
    return plain(Decimal(repr(round(total, dice.choice((1, 2, 2)))))) if total >= 1 else "1.2"
