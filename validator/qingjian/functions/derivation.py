"""A carbon figure with the whole way to it as data, for whoever has to show the working."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.factors import Factor
from qingjian.functions import carbon
from qingjian.model.figure import Figure, Interval, plain
from qingjian.named_tuple import NamedTuple

Energy = Literal["electricity", "coal", "oil", "gas"]


class Operand(NamedTuple):
    """A number in a step, as printed in its source, with its unit and where it comes from."""

    text: str
    unit: str
    source: str = ""


class Step(NamedTuple):
    """One product: operands times each other, divided by `divisor`."""

    operands: tuple[Operand, ...]
    divisor: int
    result: Decimal
    unit: str

    @property
    def formula(self) -> str:
        """30000 × 0.7769 ÷ 1000 = 23.307."""
        product = " × ".join(operand.text for operand in self.operands)
        return product + (f" ÷ {self.divisor}" if self.divisor != 1 else "") + f" = {plain(self.result)}"


class Derivation(NamedTuple):
    """The steps in order; the last one's result is the answer."""

    energy: Energy
    steps: tuple[Step, ...]
    interval: Interval
    """What the answer may be, given that the amount is a printed figure."""

    @property
    def result(self) -> Decimal:
        return self.steps[-1].result


def electricity(kwh: Figure, factor: Factor) -> Derivation:
    """度 × tCO2/MWh ÷ 1000, by note (4)."""
    step = Step(
        (Operand(str(kwh), "度"), Operand(factor.text, factor.unit, factor.id)),
        1000,
        carbon.electricity(kwh.value, factor.value),
        "tCO2",
    )
    return Derivation("electricity", (step,), carbon.electricity_range(kwh.interval, factor.value))


def coal(tonnes: Figure) -> Derivation:
    """吨 × 2.7725, by note (5)."""
    step = Step((Operand(str(tonnes), "吨"), _per_tce()), 1, carbon.coal(tonnes.value), "tCO2")
    return Derivation("coal", (_intensity(), step), carbon.coal_range(tonnes.interval))


def oil(tonnes: Figure) -> Derivation:
    """吨 × 1.4286 to standard coal, then as coal, by note (6)."""
    known = coefficients()
    to_coal = _step(
        Operand(str(tonnes), "吨"), Operand(plain_digits(known.oil), "kgce/kg", known.document), 1, "tce"
    )
    return Derivation("oil", (_intensity(), to_coal, _from_tce(to_coal)), carbon.oil_range(tonnes.interval))


def gas(m3: Figure, coefficient: Decimal) -> Derivation:
    """m3 × the declared coefficient to standard coal, then as coal, by note (7)."""
    declared = Operand(plain_digits(coefficient), "kgce/m3", coefficients().document)
    to_coal = _step(Operand(str(m3), "m3"), declared, 1000, "tce")
    interval = carbon.gas_range(m3.interval, coefficient)
    return Derivation("gas", (_intensity(), to_coal, _from_tce(to_coal)), interval)


def plain_digits(value: Decimal) -> str:
    """A coefficient with the digits it was printed with: 1.1000 stays 1.1000."""
    return format(value, "f")


def _intensity() -> Step:
    known = coefficients()
    operands = (
        Operand(plain_digits(known.heat), "GJ/t", known.document),
        Operand(plain_digits(known.intensity), "kgCO2/GJ", known.document),
    )
    return Step(operands, 1000, known.coal_exact, "tCO2/tce")


def _per_tce() -> Operand:
    return Operand(plain_digits(coefficients().coal), "tCO2/tce", coefficients().document)


def _step(amount: Operand, coefficient: Operand, divisor: int, unit: str) -> Step:
    result = Decimal(amount.text) * Decimal(coefficient.text) / divisor
    return Step((amount, coefficient), divisor, result, unit)


def _from_tce(step: Step) -> Step:
    return _step(Operand(plain(step.result), "tce"), _per_tce(), 1, "tCO2")
