"""Fuels, power and water as standard coal, by the coefficients of GB/T 2589."""

from __future__ import annotations

from decimal import Decimal

from qingjian.catalog.fuels import Fuel, fuel, fuels
from qingjian.functions import units
from qingjian.model.figure import Figure, plain
from qingjian.named_tuple import NamedTuple


class Conversion(NamedTuple):
    """An amount of a fuel as standard coal; low and high differ where the standard prints a range."""

    amount: Figure
    unit: str
    """Of the amount as the coefficient takes it: kg, m3, kW·h."""
    fuel: Fuel
    low: Decimal
    high: Decimal

    @property
    def formula(self) -> str:
        """100000 kg × 0.7143 kgce/kg."""
        ends = " ~ ".join(dict.fromkeys(format(end, "f") for end in self.fuel.coal))
        return f"{plain(self.amount.value)} {self.unit} × {ends} {self.fuel.coal_unit}"


def convert(amount: Figure, source: str, target: str, name: str) -> Conversion | None:
    """The amount in a unit of standard coal; None where the units do not allow it or no fuel has the name."""
    found = fuel(name) or next(
        (one for one in fuels() if name in (one.name, one.name.partition("(")[0])), None
    )
    if found is None:
        return None
    coal, _, per = found.coal_unit.partition("/")
    taken = units.convert(amount, source, per)
    ratio = units.ratio(coal, target)
    if taken is None or ratio is None:
        return None
    low, high = (taken.value * end * ratio for end in found.coal)
    return Conversion(taken, per, found, low, high)


def names() -> tuple[str, ...]:
    """Every fuel that has a coefficient, each once."""
    return tuple(dict.fromkeys(one.name for one in fuels()))
