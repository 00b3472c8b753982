"""Electricity factors looked up, compared and inferred, and units converted, from what people type."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from qingjian.catalog import factors as catalogue
from qingjian.catalog.factors import Factor, FactorKind
from qingjian.errors import UnknownFactor
from qingjian.functions import derivation, inference, numbers, units
from qingjian.functions.derivation import Derivation, Energy
from qingjian.functions.inference import Comparison, Inference, Slip
from qingjian.model.figure import Figure, plain

KINDS: tuple[FactorKind, ...] = (
    "average",
    "OM",
    "BM",
    "average_excl_market_nonfossil",
    "fossil_power",
    "footprint",
)


ENERGIES: tuple[Energy, ...] = ("electricity", "coal", "oil", "gas")


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
    amount, filed = figure(kwh), figure(tco2) if tco2 is not None else None
    if amount is None or (tco2 is not None and filed is None):
        return None
    return inference.compare(amount, lookup(area=area, year=year), filed=filed)


def infer(kwh: str, tco2: str) -> Inferred | None:
    """The factors that a filed pair allows; None if a number cannot be read or nothing was consumed."""
    amount, filed = figure(kwh), figure(tco2)
    found = inference.infer(amount, filed) if amount is not None and filed is not None else None
    return None if found is None else Inferred(found, inference.slip(found))


def derive(
    energy: Energy, amount: str, *, factor: str | None = None, gas: str | None = None
) -> Derivation | None:
    """The carbon figure of an amount with the whole way to it; None if a number cannot be read."""
    read = figure(amount)
    if read is None:
        return None
    match energy:
        case "electricity":
            chosen = catalogue.factor(factor or "")
            if chosen is None:
                raise UnknownFactor(factor or "")
            return derivation.electricity(read, chosen)
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


def figure(text: str) -> Figure | None:
    """A number as people write it."""
    reading = numbers.read(text)
    return None if reading is None else reading.figure


def short(value: Decimal, digits: int = 4) -> str:
    """A bound for people: as many decimals as factors are published with, and two more."""
    return plain(round(value, digits + 2))
