"""Electricity factors looked up, compared and inferred, and units converted, from what people type."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from qingjian.catalog import factors as catalogue
from qingjian.catalog.factors import Factor, FactorKind
from qingjian.errors import AmbiguousTopic, UnknownFactor
from qingjian.functions import derivation, inference, numbers, units
from qingjian.functions.derivation import Derivation, Energy
from qingjian.functions.inference import Comparison, GasInference, Inference, Slip
from qingjian.model.figure import Figure, plain
from qingjian.named_tuple import NamedTuple

KINDS: tuple[FactorKind, ...] = (
    "average",
    "OM",
    "BM",
    "average_excl_market_nonfossil",
    "fossil_power",
    "footprint",
)


ENERGIES: tuple[Energy, ...] = ("electricity", "coal", "oil", "gas")
KWH: Final = "度"
M3: Final = "m3"
TCO2: Final = ("tCO2", "吨")
"""People write tonnes of CO2 as tonnes."""
_UNITS: Final[Mapping[Energy, str]] = {"electricity": KWH, "coal": "吨", "oil": "吨", "gas": M3}


class Inferred(NamedTuple):
    """What a filed pair says about the factor behind it."""

    inference: Inference
    slip: Slip | None


def lookup(
    *, kind: FactorKind | None = None, area: str | None = None, year: int | None = None, guesses: bool = False
) -> tuple[Factor, ...]:
    """Factors that may be chosen; with `guesses` also what no public text confirms."""
    found = catalogue.known(kind=kind, area=area, year=year)
    return tuple(one for one in found if guesses or one.is_selectable)


def compare(
    kwh: str, *, area: str, year: int | None = None, tco2: str | None = None
) -> tuple[Comparison, ...] | None:
    """What each factor of an area makes of a consumption; None if a number cannot be read."""
    amount, filed = figure(kwh, KWH), figure(tco2, *TCO2) if tco2 is not None else None
    if amount is None or (tco2 is not None and filed is None):
        return None
    return inference.compare(amount, lookup(area=area, year=year), filed=filed)


def infer(kwh: str, tco2: str) -> Inferred | None:
    """The factors that a filed pair allows; None if a number cannot be read or nothing was consumed."""
    amount, filed = figure(kwh, KWH), figure(tco2, *TCO2)
    found = inference.infer(amount, filed) if amount is not None and filed is not None else None
    return None if found is None else Inferred(found, inference.slip(found))


def derive(
    energy: Energy, amount: str, *, factor: str | None = None, gas: str | None = None
) -> Derivation | None:
    """The carbon figure of an amount with the whole way to it; None if a number cannot be read."""
    read = figure(amount, _UNITS[energy])
    if read is None:
        return None
    match energy:
        case "electricity":
            return derivation.electricity(read, chosen(factor or ""))
        case "gas":
            coefficient = figure(gas or "")
            return None if coefficient is None else derivation.gas(read, coefficient.value)
        case "coal":
            return derivation.coal(read)
        case "oil":
            return derivation.oil(read)


def convert(number: str, source: str, target: str, *, substance: str | None = None) -> str | None:
    """The number in another unit; None if it cannot be read or the units measure different things."""
    amount = figure(number)
    found = units.convert(amount, source, target, substance=substance) if amount is not None else None
    return None if found is None else plain(found.value)


def chosen(named: str) -> Factor:
    """The factor of an id, or of a published figure that only one factor has."""
    known = catalogue.factor(named)
    if known is not None:
        return known
    found = [one for one in catalogue.selectable() if one.text == named]
    if not found:
        raise UnknownFactor(named)
    if len(found) > 1:
        raise AmbiguousTopic(named, tuple(one.id for one in found))
    return found[0]


def infer_gas(m3: str, tco2: str) -> GasInference | None:
    """The coefficient that a filed pair implies; None if a number cannot be read or nothing was saved."""
    amount, filed = figure(m3, M3), figure(tco2, *TCO2)
    return inference.infer_gas(amount, filed) if amount is not None and filed is not None else None


def is_volume(text: str) -> bool:
    """Whether a quantity is written in a unit of volume: gas, not electricity."""
    reading = numbers.read(text)
    return reading is not None and reading.unit is not None and units.ratio(reading.unit, M3) is not None


def figure(text: str, *columns: str) -> Figure | None:
    """A number as people write it, in the first of the units that what is written can be converted to."""
    reading = numbers.read(text)
    if reading is None or not columns:
        return None if reading is None else reading.figure
    found = (reading.in_unit(column) for column in columns)
    return next((one for one in found if one is not None), None)


def short(value: Decimal, digits: int = 4) -> str:
    """A bound for people: as many decimals as factors are published with, and two more."""
    return plain(round(value, digits + 2))
