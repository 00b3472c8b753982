"""Equations that share a cell: what each asks of it, who agrees with whom, and who is named."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.rules import suspects
from qingjian.rules.suspects import Item, items

TOTAL: Final = "QJ2101"
CARBON: Final = "QJ4101"
LONELY: Final = "QJ4107"


def _at(number: int) -> Place:
    return Place("表", number, 5)


def _sum(own: int, off: str | None, *parts: int, code: str = TOTAL) -> Finding:
    """A total that is too large by so much."""
    return rule(code).finding(_at(own), difference=off, related=tuple(map(_at, parts)))


def _carbon(value: str, expected: str | None, off: str | None, amount: str, code: str = CARBON) -> Finding:
    return rule(code).finding(
        _at(1), value=value, expected=expected, difference=off, related=(_at(2), _at(3)), amount=amount
    )


def _told(*findings: Finding | None) -> list[Item]:
    return list(items(findings))


def _numbers(*numbers: int) -> tuple[Place, ...]:
    return tuple(map(_at, numbers))


def test_a_part_too_small_is_a_total_too_large() -> None:
    assert suspects._needs(_sum(9, "5", 1, 2)) == {
        _at(1): Decimal(5),
        _at(2): Decimal(5),
        _at(9): Decimal(-5),
    }


@pytest.mark.parametrize("code", ["QJ2101", "QJ2104", "QJ2109"])
def test_every_kind_of_sum_asks_alike(code: str) -> None:
    assert suspects._needs(_sum(9, "5", 1, code=code)) == {_at(1): Decimal(5), _at(9): Decimal(-5)}


@pytest.mark.parametrize(
    "found",
    [
        _sum(9, None, 1),
        _sum(9, "", 1),
        _sum(9, "约三", 1),
        _sum(9, "Infinity", 1),
        _sum(9, "5", 1)._replace(place=Place("表")),
        _sum(9, "5", 1, code="QJ2008"),
    ],
)
def test_what_states_no_difference_asks_for_nothing(found: Finding) -> None:
    assert suspects._needs(found) == {}


@pytest.mark.parametrize(
    ("found", "needs"),
    [
        (_carbon("20", "10", "10", "1000"), {1: -10, 2: 1000}),
        (_carbon("5", "10", "-5", "1000"), {1: 5, 2: -500}),
        (_carbon("20", "0", "20", "1000"), {1: -20}),
        (_carbon("20", "10", None, "1000"), {2: 1000}),
        (_carbon("20", "10", "10", "一千"), {1: -10}),
        (_carbon("二十", "10", "10", "1000"), {1: -10}),
        (_carbon("20", None, "10", "1000"), {1: -10}),
        (_carbon("20", "10", "10", "1000")._replace(related=()), {1: -10}),
        (_carbon("", "10", None, "1000", LONELY), {1: 10, 2: -1000}),
        (_carbon("7", None, None, "0", LONELY), {1: -7}),
        (_carbon("7", "10", None, "0", LONELY), {1: -7}),
        (_carbon("0", None, None, "", LONELY), {}),
        (_carbon("", "10", None, "1000", LONELY)._replace(related=()), {1: 10}),
    ],
)
def test_energy_follows_its_carbon_or_the_reverse(found: Finding, needs: dict[int, int]) -> None:
    assert suspects._needs(found) == {_at(at): Decimal(need) for at, need in needs.items()}


def test_one_finding_agrees_with_nobody() -> None:
    assert _told(_sum(9, "5", 1, 2)) == []
    assert _told(_sum(9, "5", 1, 2), None) == []


def test_two_that_ask_the_same_of_one_cell_are_one_item() -> None:
    assert _told(_sum(9, "5", 1, 2), _sum(19, "5", 2, 3)) == [Item(0, (1,), _numbers(2))]
    assert _told(None, _sum(9, "5", 1, 2), _sum(19, "5", 2, 3)) == [Item(1, (2,), _numbers(2))]


def test_two_that_share_no_cell_are_two() -> None:
    assert _told(_sum(9, "5", 1), _sum(19, "5", 2)) == []


def test_two_that_ask_different_things_of_one_cell_are_entangled() -> None:
    assert _told(_sum(9, "5", 1, 2), _sum(19, "-7", 2, 3)) == [Item(0, (), (), (1,)), Item(1, (), (), (0,))]


@pytest.mark.parametrize(("count", "is_told"), [(4, True), (5, False)])
def test_more_than_three_rivals_are_not_told(count: int, *, is_told: bool) -> None:
    found = _told(*(_sum(90 + at, str(10**at), 1) for at in range(count)))
    assert [one.entangled for one in found] == ([(1, 2, 3), (0, 2, 3), (0, 1, 3), (0, 1, 2)] * is_told)


@pytest.mark.parametrize(("shared", "named"), [(1, 1), (6, 6), (7, 0)])
def test_six_suspects_are_named_and_not_more(shared: int, named: int) -> None:
    cells = range(1, shared + 1)
    (item,) = _told(_sum(90, "5", *cells), _sum(91, "5", *cells))
    assert (item.head, item.follow, item.suspects) == (0, (1,), _numbers(*cells)[:named])


@pytest.mark.parametrize(("length", "count"), [(63, 1), (64, 0)])
def test_of_long_columns_only_cells_that_others_name_are_looked_at(length: int, count: int) -> None:
    cells = range(1, length + 1)
    assert len(_told(_sum(90, "5", *cells), _sum(91, "5", *cells))) == count
    assert _told(_sum(90, "5", *cells), _sum(91, "5", 7, 92)) == [Item(1, (0,), _numbers(7))]


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("100", "97.999", True),
        ("100", "97.998", False),
        ("-100", "-97.999", True),
        ("-100", "-97.998", False),
    ],
)
def test_two_per_cent_and_a_thousandth_are_rounding(one: str, other: str, *, is_one: bool) -> None:
    numbers = sorted([(Decimal(one), 0), (Decimal(other), 1)])
    assert list(suspects._close(numbers)) == ([{0, 1}] if is_one else [{at} for _, at in numbers])


def test_each_group_is_measured_from_its_first() -> None:
    numbers = [(Decimal(n), at) for at, n in enumerate((100, 101, 102, 103, 104, 105))]
    assert list(suspects._close(numbers)) == [{0, 1, 2}, {3, 4, 5}]
    assert list(suspects._close([])) == []


def test_the_largest_item_comes_first_and_takes_its_findings_with_it() -> None:
    found = _told(
        _sum(90, "5", 1, 2),
        _sum(91, "5", 1),
        _sum(92, "5", 1, 3),
        _sum(93, "5", 2, 3),
        _sum(94, "5", 3),
    )
    assert found == [Item(1, (0, 2), _numbers(1)), Item(4, (3,), _numbers(3))]


def test_the_largest_item_comes_first_wherever_its_cell_stands() -> None:
    found = _told(_sum(90, "5", 1, 2), _sum(91, "5", 1), _sum(92, "5", 2), _sum(93, "5", 2))
    assert found == [Item(2, (0, 3), _numbers(2))]


def test_what_is_left_of_an_item_may_be_one_finding_and_none() -> None:
    found = _told(_sum(90, "5", 1), _sum(91, "5", 1), _sum(92, "5", 1, 3), _sum(93, "5", 3))
    assert found == [Item(0, (1, 2), _numbers(1))]


def test_the_head_is_the_heaviest_then_the_cell_itself_then_the_nearest() -> None:
    def head(*findings: Finding) -> int:
        return suspects._item(findings, frozenset(range(len(findings))), _numbers(9)).head

    wide, narrow = _sum(90, "5", 1, 2, 3), _sum(91, "5", 1)
    assert head(wide, narrow) == 1
    assert head(narrow, narrow) == 0
    assert head(narrow, _sum(9, "5", 1, 2)) == 1
    assert head(narrow._replace(severity="verify"), wide) == 1
    assert head(narrow._replace(severity="verify"), _sum(9, "5")._replace(severity="advice")) == 0


def test_suspects_are_named_in_the_order_of_the_form() -> None:
    (item,) = _told(_sum(90, "5", 3, 1, 2), _sum(91, "5", 3, 2, 1))
    assert item.suspects == _numbers(1, 2, 3)
