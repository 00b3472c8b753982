"""合计: exact, skipping blanks and marks, pending while a part is unreadable."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.functions import totals
from qingjian.functions.totals import Entry
from qingjian.model.figure import Figure, shown


def column(*texts: str) -> list[Entry]:
    return [totals.entry(text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "kind", "text"),
    [
        ((), "empty", ""),
        (("", " "), "empty", ""),
        (("/", "/"), "na", "/"),
        (("/", ""), "na", "/"),
        (("—",), "na", "/"),
        (("0", "/"), "figure", "0"),
        (("650", "/", ""), "figure", "650"),
        (("344.64", "5"), "figure", "349.64"),
        (("0.1", "0.2"), "figure", "0.3"),
        (("-3", "3"), "figure", "0"),
        (("650 ", "1"), "figure", "651"),
        (("650", "约30"), "pending", ""),
        (("3.6吨", "1"), "pending", ""),
    ],
)
def test_totals_of_the_design(texts: tuple[str, ...], kind: str, text: str) -> None:
    result = totals.total(column(*texts))
    assert (result.kind, result.text) == (kind, text)


def test_the_filed_example_adds_up() -> None:
    assert totals.total(column("126.67", "31.69", "")).text == "158.36"
    assert totals.total(column("131.1", "4299.4", "", "")).text == "4430.5"


def test_a_unit_is_understood_where_the_column_is_known() -> None:
    parts = [totals.entry("3.6kg", unit="吨"), totals.entry("1", unit="吨"), totals.entry("/", unit="吨")]
    assert totals.total(parts).text == "1.0036"
    assert totals.entry("3.6度", unit="吨") == totals.UNREADABLE


def test_declared_digits_round_half_away_from_zero() -> None:
    assert totals.total(column("0.0125"), digits=3) == ("figure", Figure(Decimal("0.013"), 3))
    assert totals.total(column("-0.0125"), digits=3).text == "-0.013"
    assert totals.total(column("1", "2"), digits=3).text == "3"


def test_no_sum_is_rounded_however_far_apart_the_parts_are() -> None:
    far = [Decimal(text) for text in ("1E+300", "1E-300", "-1E+300")]
    result = totals.total(totals.figure(shown(value)) for value in far)
    assert result.figure is not None
    assert result.figure.value == Decimal("1E-300")


@pytest.mark.parametrize(
    ("found", "parts", "agrees"),
    [
        ("349.64", ("344.64", "5"), True),
        ("349.6", ("344.64", "5"), True),
        ("350", ("344.64", "5"), True),
        ("349.7", ("344.64", "5"), False),
        ("", ("344.64",), False),
        ("/", ("344.64",), False),
        ("0", ("/", "/"), True),
        ("", ("/",), True),
        ("/", ("",), True),
        ("5", ("/",), False),
        ("5", ("约30",), True),
        ("约30", ("", "/"), False),
    ],
)
def test_what_can_stand_as_a_total(found: str, parts: tuple[str, ...], *, agrees: bool) -> None:
    assert totals.agrees(totals.entry(found), totals.total(column(*parts))) is agrees


FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3)


@given(st.lists(st.one_of(FIGURES, st.sampled_from(["", "/", "—"]))))
def test_order_and_gaps_do_not_matter(parts: list[Decimal | str]) -> None:
    entries = [totals.entry(part) if isinstance(part, str) else totals.figure(shown(part)) for part in parts]
    result = totals.total(entries)
    figures = [part for part in parts if isinstance(part, Decimal)]
    assert (result.figure.value if result.figure else None) == (sum(figures) if figures else None)
    assert totals.total(list(reversed([*entries, totals.BLANK]))).text == result.text
    assert totals.total([*entries, totals.UNREADABLE]).kind == "pending"
