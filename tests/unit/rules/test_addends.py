"""Parts met one by one: what they come to, which of them can be named, and when the ordinary case is not ordinary."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.functions.totals import Total
from qingjian.model.figure import Figure, plain
from qingjian.model.finding import Place
from qingjian.model.form import Entry
from qingjian.rules.addends import Addends
from support.forms import entry

HERE = Place("表", 1, 1)
SPACES = Entry(HERE, "text", "  ")
ERROR = Entry(HERE, "error", "#REF!")


def _of(*parts: str | Entry) -> Addends:
    made = Addends()
    for number, part in enumerate(parts, 10):
        made.add(entry(part, HERE) if isinstance(part, str) else part, number)
    return made


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ((), Total("empty")),
        ((SPACES,), Total("empty")),
        (("1", "2"), Total("figure", Figure(Decimal(3), 0))),
        (("", " "), Total("empty")),
        (("/", ""), Total("na")),
        (("无",), Total("na")),
        (("1", "无", "2.55"), Total("figure", Figure(Decimal("3.55"), 2))),
        (("1.25", "3"), Total("figure", Figure(Decimal("4.25"), 2))),
        (("1", "待定"), Total("pending")),
        (("1", ERROR), Total("pending")),
    ],
)
def test_what_belongs_into_the_total(parts: tuple[str | Entry, ...], total: Total) -> None:
    assert _of(*parts).total(None) == total


def test_the_column_decides_how_many_decimals() -> None:
    assert _of("1.25", "2").total(1) == Total("figure", Figure(Decimal("3.3"), 1))


def test_parts_that_cannot_be_read_are_named_before_those_that_can() -> None:
    assert list(_of("1", "", "2").named) == [10, 12]
    assert list(_of("1", "待定", "2", ERROR).named) == [11, 13]
    assert list(_of("/", "无").named) == []


@pytest.mark.parametrize(
    ("parts", "found", "is_given"),
    [
        (("1", "2"), "3", True),
        (("1", "2"), "3.0", True),
        (("1", "2"), "4", False),
        (("1", "2"), "", False),
        (("1", "2"), "/", False),
        ((), "", True),
        (("",), "", True),
        (("/",), "/", True),
        (("/",), "0", False),
        (("1", "无"), "1", False),  # read more closely elsewhere
        (("1",), "待定", False),
    ],
)
def test_the_ordinary_case(parts: tuple[str, ...], found: str, is_given: object) -> None:
    assert _of(*parts).gives(entry(found, HERE)) is is_given


PLAIN: Final = st.sampled_from(["", "/", "0", "0.5"]) | st.decimals(0, 10**6, places=3).map(plain)


@given(st.lists(st.lists(PLAIN, max_size=6), max_size=4), st.sampled_from([None, 0, 2]))
def test_columns_come_to_what_their_parts_come_to(columns: list[list[str]], digits: int | None) -> None:
    together, number = Addends(), 10
    for column in columns:
        values = [None if text in ("", "/") else Decimal(text) for text in column]
        together.add_all(column, values, range(number, number + len(column)))
        number += len(column)
    one_by_one = _of(*chain.from_iterable(columns))
    assert together.total(digits) == one_by_one.total(digits)
    assert together.named == one_by_one.named
