"""舍位平衡: parts that add up to the rounded total, none of them moved by a whole unit."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from qingjian.model.figure import rounded
from qingjian.rollup.balance import balanced

figures = st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False)


@given(st.lists(figures, max_size=30), st.integers(0, 4))
def test_the_rounded_parts_add_up_to_the_rounded_total(parts: list[Decimal], digits: int) -> None:
    found = balanced(parts, digits)
    step = Decimal(1).scaleb(-digits)
    assert sum(found, Decimal(0)) == rounded(sum(parts, Decimal(0)), digits)
    assert all(abs(after - before) < step for before, after in zip(parts, found, strict=True))
    assert all(rounded(after, digits) == after for after in found)


@given(st.lists(st.integers(-(10**6), 10**6).map(Decimal), max_size=20), figures)
def test_what_needs_no_rounding_stays(whole: list[Decimal], other: Decimal) -> None:
    assert list(balanced([*whole, other], 0)[:-1]) == whole


def test_the_largest_remainders_are_raised_and_of_equals_the_first() -> None:
    assert balanced([Decimal("0.4"), Decimal("0.4"), Decimal("0.4")], 0) == tuple(map(Decimal, (1, 0, 0)))
    assert balanced([Decimal("1.2"), Decimal("2.7"), Decimal("3.6")], 0) == tuple(map(Decimal, (1, 3, 4)))
