"""Carbon by the notes of the form, on the worked pairs of the filed copy."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog.coefficients import coefficients
from qingjian.functions import carbon
from qingjian.model.figure import Figure, Interval, rounded, shown, stored


def printed(text: str) -> Figure:
    value = stored(text)
    assert value is not None
    return shown(value)


def exactly(text: str) -> Interval:
    return Interval(Decimal(text), Decimal(text))


def test_the_printed_coefficients_follow_from_each_other() -> None:
    known = coefficients()
    assert known.coal_exact == Decimal("2.77249896")
    assert rounded(known.coal_exact, 4) == known.coal == Decimal("2.7725")
    assert rounded(Decimal(41868) / (known.heat * 1000), 4) == known.oil
    assert rounded(Decimal(32238) / (known.heat * 1000), 4) == known.gas_low
    assert rounded(Decimal(38979) / (known.heat * 1000), 4) == known.gas_high


def test_each_kind_of_energy() -> None:
    assert carbon.electricity(Decimal(30000), Decimal("0.7769")) == Decimal("23.307")
    assert carbon.coal(Decimal(100)) == Decimal("277.25")
    assert rounded(carbon.oil(Decimal(1)), 4) == Decimal("3.9608")
    assert carbon.gas(Decimal(10000), Decimal("1.1000")) == Decimal("30.4975")
    assert carbon.gas(Decimal(10000), Decimal("1.3300")) == Decimal("36.87425")
    assert carbon.printed(carbon.gas(Decimal(44178), Decimal("1.15")), 2) == Decimal("140.86")


@pytest.mark.parametrize(
    ("kwh", "tco2", "low", "high"),
    [
        ("30000", "23.307", "0.776883", "0.776917"),
        ("169100", "131.1", "0.774985", "0.775577"),
        ("7400000", "4299.4", "0.580993", "0.581007"),
    ],
)
def test_the_factor_behind_a_filed_pair(kwh: str, tco2: str, low: str, high: str) -> None:
    implied = carbon.implied_factor(exactly(kwh), printed(tco2).interval)
    assert implied is not None
    assert (rounded(implied.low, 6), rounded(implied.high, 6)) == (Decimal(low), Decimal(high))


def test_the_gas_coefficient_behind_the_filed_pair() -> None:
    implied = carbon.implied_gas_coefficient(exactly("44178"), printed("140.86").interval)
    assert implied is not None
    assert implied.holds(Decimal("1.1500"))
    assert (rounded(implied.low, 5), rounded(implied.high, 5)) == (Decimal("1.14999"), Decimal("1.15007"))
    assert not implied.holds(Decimal("1.2150"))


def test_nothing_is_implied_by_no_consumption() -> None:
    assert carbon.implied_factor(printed("0").interval, printed("3").interval) is None


def test_quotients_round_outwards() -> None:
    third = carbon.implied_factor(exactly("3"), exactly("1"))
    assert third is not None
    assert third.low < third.high
    assert len(third.low.as_tuple().digits) == 40
    with localcontext(prec=100):
        assert third.low * 3 < 1000 < third.high * 3


def test_rounded_products_are_tolerated() -> None:
    assert carbon.coal_range(exactly("10000")).holds(Decimal("27724.9896"))
    assert carbon.oil_range(exactly("1000")).holds(Decimal("3960.8"))
    assert carbon.oil_range(exactly("1000")).holds(Decimal("3960.7935"))
    assert not carbon.oil_range(exactly("1000")).holds(Decimal(3961))


@pytest.mark.parametrize(
    ("text", "inside"), [("1.0999", False), ("1.1", True), ("1.33", True), ("1.3301", False)]
)
def test_the_gas_range_includes_its_ends(text: str, *, inside: bool) -> None:
    assert carbon.is_gas_coefficient(Decimal(text)) is inside


AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2)
COEFFICIENTS = st.decimals(allow_nan=False, allow_infinity=False, min_value="1.1", max_value="1.33", places=4)


@given(AMOUNTS, COEFFICIENTS)
def test_every_range_holds_its_exact_value(amount: Decimal, coefficient: Decimal) -> None:
    around = shown(amount).interval
    assert carbon.electricity_range(around, coefficient).holds(carbon.electricity(amount, coefficient))
    assert carbon.coal_range(around).holds(carbon.coal(amount))
    assert carbon.oil_range(around).holds(carbon.oil(amount))
    assert carbon.gas_range(around, coefficient).holds(carbon.gas(amount, coefficient))
    assert carbon.gas_range(around).holds(carbon.gas(amount, coefficient))


@given(st.decimals(allow_nan=False, min_value=1, max_value=10**9, places=1), COEFFICIENTS)
def test_the_factor_used_is_always_among_the_implied(kwh: Decimal, factor: Decimal) -> None:
    filed = shown(rounded(carbon.electricity(kwh, factor), 3))
    implied = carbon.implied_factor(Interval(kwh, kwh), Figure(filed.value, 3).interval)
    assert implied is not None
    assert implied.holds(factor)
