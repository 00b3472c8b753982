"""Which factor a filer used, and the working of a carbon figure as data."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog import factors
from qingjian.functions import carbon, derivation, inference, units
from qingjian.model.figure import Figure, plain, rounded, shown, stored


def printed(text: str) -> Figure:
    value = stored(text)
    assert value is not None
    return shown(value)


def factor(identity: str) -> factors.Factor:
    found = factors.factor(identity)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kwh", "tco2", "ids", "is_guess"),
    [
        ("30000", "23.307", ["ndrc-average:average:2012:东北"], False),
        ("169100", "131.1", ["ndrc-average:average:2012:辽宁"], True),
        ("7400000", "4299.4", ["ets-notice:average:2021:全国"], False),
    ],
)
def test_the_three_pairs_of_the_filed_copy(kwh: str, tco2: str, ids: list[str], *, is_guess: bool) -> None:
    found = inference.infer(printed(kwh), printed(tco2))
    assert found is not None
    assert [candidate.id for candidate in found.candidates] == ids
    assert found.is_guess is is_guess


@pytest.mark.parametrize(
    ("kwh", "filed", "expected"),
    [
        ("30000", "23.307", ("32.478", "16.878", "14.634", "16.098")),
        ("169100", "131.1", ("183.068", "95.136", "82.487", "90.739")),
        ("7400000", "4299.4", ("8011.240", "4163.240", "3609.720", "3970.840")),
    ],
)
def test_the_same_pairs_with_other_factors(kwh: str, filed: str, expected: tuple[str, ...]) -> None:
    others = [
        "baseline:OM:2019:东北",
        "mee-nbs:average:2022:辽宁",
        "mee-nbs:average:2023:辽宁",
        "mee-nbs:average:2022:全国",
    ]
    compared = inference.compare(
        printed(kwh), [factor(identity) for identity in others], filed=printed(filed)
    )
    assert [rounded(line.tco2, 3) for line in compared] == [Decimal(text) for text in expected]
    assert not any(line.fits for line in compared)
    fitting = inference.compare(
        printed("30000"), [factor("ndrc-average:average:2012:东北")], filed=printed("23.307")
    )
    assert fitting[0].fits is True
    assert inference.compare(printed("30000"), [fitting[0].factor])[0].fits is None


def test_the_gas_pair_of_the_filed_copy() -> None:
    found = inference.infer_gas(printed("44178"), printed("140.86"))
    assert found is not None
    assert found.is_in_range
    beyond = inference.infer_gas(printed("44178"), printed("95.5"))
    assert beyond is not None
    assert not beyond.is_in_range
    assert inference.infer_gas(printed("0"), printed("1")) is None


def test_a_power_of_ten_is_named_with_what_it_would_explain() -> None:
    filed = inference.infer(printed("30000"), printed("23307"))
    assert filed is not None
    assert filed.candidates == ()
    slip = inference.slip(filed)
    assert slip is not None
    assert slip.ratio == 1000
    assert [candidate.id for candidate in slip.candidates] == ["ndrc-average:average:2012:东北"]
    right = inference.infer(printed("30000"), printed("23.307"))
    assert right is not None
    assert inference.slip(right) is None
    assert inference.infer(printed("0"), printed("1")) is None


def test_what_a_known_factor_explains_is_no_slip() -> None:
    coarse = inference.infer(printed("1000"), printed("1"))
    assert coarse is not None
    assert coarse.candidates
    assert inference.slip(coarse) is None


def test_the_working_of_each_figure() -> None:
    power = derivation.electricity(printed("30000"), factor("ndrc-average:average:2012:东北"))
    assert [step.formula for step in power.steps] == ["30000 × 0.7769 ÷ 1000 = 23.307"]
    assert power.steps[0].operands[1].source == "ndrc-average:average:2012:东北"
    coal = derivation.coal(printed("100"))
    assert [step.formula for step in coal.steps] == [
        "29.3076 × 94.6 ÷ 1000 = 2.77249896",
        "100 × 2.7725 = 277.25",
    ]
    oil = derivation.oil(printed("10"))
    assert [step.formula for step in oil.steps][1:] == ["10 × 1.4286 = 14.286", "14.286 × 2.7725 = 39.607935"]
    gas = derivation.gas(printed("44178"), Decimal("1.1500"))
    assert [step.formula for step in gas.steps][1:] == [
        "44178 × 1.1500 ÷ 1000 = 50.8047",
        "50.8047 × 2.7725 = 140.85603075",
    ]


AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=2)


@given(AMOUNTS, st.decimals(allow_nan=False, min_value="1.1", max_value="1.33", places=4))
def test_the_working_ends_in_the_same_figure(amount: Decimal, coefficient: Decimal) -> None:
    figure = shown(amount)
    for found, expected in (
        (derivation.coal(figure), carbon.coal(amount)),
        (derivation.oil(figure), carbon.oil(amount)),
        (derivation.gas(figure, coefficient), carbon.gas(amount, coefficient)),
    ):
        assert found.result == expected
        assert found.interval.holds(expected)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("1.2", "万度", "kWh", ("12000", 0)),
        ("3.6", "kg", "吨", ("0.0036", 4)),
        ("4.4178", "万m³", "m3", ("44178", 0)),
        ("1.25", "亿元", "万元", ("12500", 0)),
        ("1", "元", "万元", ("0.0001", 4)),
        ("600", "吨", "吨", ("600", 0)),
        ("12.345", "吨标煤", "tce", ("12.345", 3)),
    ],
)
def test_conversion_moves_the_digits_with_the_point(
    text: str, source: str, target: str, expected: tuple[str, int]
) -> None:
    converted = units.convert(printed(text), source, target)
    assert converted is not None
    assert (plain(converted.value), converted.digits) == expected


@pytest.mark.parametrize(
    ("source", "target"), [("度", "吨"), ("吨", "m3"), ("人", "人次"), ("斗", "吨"), ("", "吨")]
)
def test_what_does_not_measure_the_same_is_not_converted(source: str, target: str) -> None:
    assert units.ratio(source, target) is None


def test_water_alone_goes_from_volume_to_mass_and_back() -> None:
    assert units.ratio("万m3", "吨", substance="water") == 10000
    assert units.ratio("吨", "升", substance="water") == 1000
    assert units.ratio("m3", "吨", substance="gas") is None
