"""Fuels of GB/T 2589: calorific values and standard-coal coefficients of both editions."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from qingjian.catalog.tables import table
from qingjian.model.figure import Interval
from qingjian.named_tuple import NamedTuple


class Fuel(NamedTuple):
    """One row of table A.1; a single printed value is an interval of one point."""

    standard: str
    name: str
    heat: Interval | None
    heat_unit: str
    coal: Interval
    coal_unit: str
    confidence: str
    note: str | None


@cache
def fuels() -> tuple[Fuel, ...]:
    """Every row of both editions, the newer first."""
    return tuple(
        Fuel(
            standard=record["standard"],
            name=record["name"],
            heat=_interval(record["heat"]) if record["heat"] else None,
            heat_unit=record["heat"]["unit"] if record["heat"] else "",
            coal=_interval(record["coal"]),
            coal_unit=record["coal"]["unit"],
            confidence=record["confidence"],
            note=record["note"],
        )
        for record in table("factors/fuels.json")["fuels"]
    )


def fuel(name: str, *, standard: str = "GB/T 2589-2020") -> Fuel | None:
    """The row of this name in an edition."""
    return next((row for row in fuels() if row.name == name and row.standard == standard), None)


def _interval(ends: dict[str, str]) -> Interval:
    return Interval(Decimal(ends["low"]), Decimal(ends["high"]))
