"""Figures far from last year's: from where on, which unit was meant, and what is no unit at all."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding
from qingjian.rules.previous_changes import changed_much, changes, unit_slip
from qingjian.rules.previous_form import summarise
from qingjian.rules.view import View
from support.forms import form

AMOUNT: Final = "money.firm"
COUNT: Final = "proposed.low"


def _view(now: dict[str, Any], before: dict[str, Any]) -> View:
    return View(*form(now), summarise(*form(before), "去年.xlsx"))


def _record(now: dict[str, str], before: dict[str, str]) -> View:
    return _view({"1": {"schemes": {"cells": now}}}, {"1": {"schemes": {"cells": before}}})


def _list(now: list[dict[str, str]], before: list[dict[str, str]], **total: dict[str, str]) -> View:
    named = [
        {"companies": {"rows": [{"name": f"{who}{at}公司", **row} for at, row in enumerate(rows)]}}
        for who, rows in (("甲", now), ("乙", before))
    ]
    named[0]["companies"] |= total  # type: ignore[arg-type]  # rows and the total are both cells
    return _view({"2-2": named[0]}, {"2-2": named[1]})


def _told(view: View) -> list[tuple[str, str | None, str | None]]:
    """Code, what was meant, and the way in which it is told."""
    found = [
        *unit_slip(view, rule("QJ5103")),
        *changed_much(view, rule("QJ5104")),
    ]
    return [(one.code, one.expected, one.params.get("variant")) for one in found if isinstance(one, Finding)]


def test_without_a_form_of_last_year_nothing_has_changed() -> None:
    assert list(changes(View(*form({"1": {"schemes": {"cells": {AMOUNT: "5"}}}})))) == []


@pytest.mark.parametrize(
    ("now", "before", "count"),
    [
        ("0", "5", 0),
        ("5", "0", 0),
        ("-5", "5", 0),
        ("5", "-5", 0),
        ("0.5", "0.5", 1),
        ("1", "1", 1),
        ("", "5", 0),
        ("/", "5", 0),
    ],
)
def test_only_what_is_above_zero_in_both_years_changes(now: str, before: str, count: int) -> None:
    assert len(list(changes(_record({AMOUNT: now}, {AMOUNT: before})))) == count
    assert len(list(changes(_list([{"power": now}], [{"power": before}])))) == count


def test_a_figure_of_one_year_is_compared_with_nothing() -> None:
    (met,) = changes(_record({AMOUNT: "5", "money.state": "6"}, {AMOUNT: "7", COUNT: "3"}))
    assert (met.spot.field.id, str(met.value), str(met.former)) == (AMOUNT, "5", "7")
    assert list(changes(_view({"1": {"schemes": {"cells": {AMOUNT: "5"}}}}, {}))) == []


def test_a_sum_is_told_at_the_total_or_else_at_the_first_row() -> None:
    rows = [{"power": "5"}, {"power": "7"}]
    (found,) = changes(_list(rows, rows))
    assert (found.spot.entry.place.address, found.is_sum) == ("E3", True)
    (found,) = changes(_list(rows, rows, total={"power": "12"}))
    assert found.spot.entry.place.address == "E5"


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ("12340", "1234", [("QJ5103", "1234", None)]),
        ("1234", "12340", [("QJ5103", "12340", "smaller")]),
        ("1230", "123", [("QJ5103", "123", None)]),
        ("1.1", "0.11", [("QJ5104", None, None)]),
        ("11", "1.1", [("QJ5104", None, None)]),
        ("1.1", "1100", [("QJ5103", "1100", "smaller")]),
        ("1000", "1", [("QJ5104", None, None)]),
        ("1050", "1", [("QJ5103", "1.05", None)]),
        ("1051", "1", [("QJ5104", None, None)]),
        ("950", "1", [("QJ5103", "0.95", None)]),
        ("949", "1", [("QJ5104", None, None)]),
        ("10.3", "1", [("QJ5104", None, None)]),
        ("50", "5.1", []),
        ("51", "5.1", [("QJ5104", None, None)]),
        ("5.1", "51", [("QJ5104", None, "smaller")]),
        ("4.3", "0.2", [("QJ5104", None, None)]),
    ],
)
def test_a_unit_slips_to_the_digit_and_all_else_is_far_from_ten_times_on(
    now: str, before: str, told: list[tuple[str, str | None, str | None]]
) -> None:
    assert _told(_record({AMOUNT: now}, {AMOUNT: before})) == told


@pytest.mark.parametrize(
    ("now", "before", "is_told"),
    [("1230", "123", True), ("50", "2", True), ("49", "2", False), ("2", "50", True), ("600", "61", False)],
)
def test_counts_have_no_unit_and_have_to_be_many(now: str, before: str, *, is_told: bool) -> None:
    found = _told(_record({COUNT: now}, {COUNT: before}))
    assert [(code, meant) for code, meant, _ in found] == [("QJ5104", None)] * is_told


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ("12340", "1234", [("QJ5103", "1234", None)]),
        ("1050", "1", [("QJ5104", "1.05", "unit")]),
        ("1", "1050", [("QJ5104", "1000", "smaller-unit")]),
    ],
)
def test_a_sum_of_other_companies_may_nearly_be_a_slip_by_chance(
    now: str, before: str, told: list[tuple[str, str | None, str | None]]
) -> None:
    assert _told(_list([{"power": now}], [{"power": before}])) == told
