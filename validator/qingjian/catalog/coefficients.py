"""Coefficients of notes (4)–(7) of the 2024 form: coal, oil and gas by way of standard coal."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple


class Coefficients(NamedTuple):
    """Everything the notes print, as exact numbers."""

    coal: Decimal
    """tCO2 per tonne of standard coal, as printed."""
    heat: Decimal
    """GJ per tonne of standard coal."""
    intensity: Decimal
    """kgCO2 per GJ."""
    oil: Decimal
    """kgce per kg of crude oil."""
    gas_low: Decimal
    """kgce per m3 of natural gas."""
    gas_high: Decimal
    document: str

    @property
    def coal_exact(self) -> Decimal:
        """The product behind the printed coefficient, for whoever computes without rounding it."""
        return self.heat * self.intensity / 1000


@cache
def coefficients() -> Coefficients:
    """The coefficients, read once."""
    document = table("factors/standard-coal.json")
    coal, oil, gas = document["coal"], document["oil"], document["gas"]
    return Coefficients(
        coal=Decimal(coal["coefficient"]),
        heat=Decimal(coal["heat"]),
        intensity=Decimal(coal["intensity"]),
        oil=Decimal(oil["coefficient"]),
        gas_low=Decimal(gas["low"]),
        gas_high=Decimal(gas["high"]),
        document=document["document"],
    )
