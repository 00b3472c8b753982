"""Credit codes of a list: what is said of each, which are merely odd, and which two companies share."""

from __future__ import annotations

import pytest

from qingjian.functions.uscc import check_digit, organisation_digit
from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

GOOD = "91350100M000100Y43"


def _code(division: str = "91350100", organisation: str = "M000100Y", slip: int = 0) -> str:
    """A code in order but for its organisation's digit, if that is to slip."""
    digit = str((int(organisation_digit(organisation)) + slip) % 10)
    first = f"{division}{organisation}{digit}"
    return first + check_digit(first)


def _found(*codes: str) -> tuple[Finding, ...]:
    rows = [{"name": f"第{n}公司", "credit_code": code} for n, code in enumerate(codes)]
    filled = form({"plan": {"companies": {"rows": rows}}}, "chongqing/2026-plan")
    return run(*filled, only=["QJ3101", "QJ3102", "QJ3103", "QJ3104", "QJ3105"]).findings


def _told(*codes: str) -> list[str]:
    return [f"{one.code} {one.params.get('variant', '')}".strip() for one in _found(*codes)]


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    assert _code() == GOOD
    (found,) = _found("91350100M000100Y47")
    assert (found.code, found.params["check"], found.params["given"]) == ("QJ3101", "3", "7")


@pytest.mark.parametrize("nothing", ["", "/", "无", "无" + " " * 20, {"text": "#REF!", "kind": "error"}])
def test_what_is_no_code_is_not_judged_and_hides_none(nothing: str) -> None:
    assert _told(nothing, "91350100M000100Y47") == ["QJ3101"]


def test_an_odd_code_is_told_where_nothing_is_wrong_with_it() -> None:
    assert _told(_code(slip=1)) == ["QJ3104"]
    (found,) = _found(_code(slip=1))
    assert found.params["check"] == "4"
    assert _told(_code("A9350100")) == ["QJ3104 category"]
    assert _told(_code("A9350100")[:17] + "?") == ["QJ3102 characters"]


def test_of_a_wrong_code_nothing_merely_odd_is_told() -> None:
    wrong = _code("A9350100")
    wrong = wrong[:17] + ("0" if wrong[17] != "0" else "1")
    assert _told(wrong) == ["QJ3101"]
    assert _told(wrong, _code(slip=1)) == ["QJ3101", "QJ3104"]
    assert _told(_code(slip=1).lower()) == ["QJ3103", "QJ3104"]
    assert _told(GOOD) == []


def test_two_companies_with_one_code() -> None:
    (found,) = _found(GOOD, "91350100M000100Y47"[:8] + "M000100Z" + "00", GOOD)[-1:]
    assert (found.code, found.params["other"], found.place.row) == ("QJ3105", "第0公司", 5)


def test_codes_are_shared_by_the_rows_that_have_them() -> None:
    wrong = "91350100M000100Y47"
    assert _told("", "", "/", "/") == []
    found = _found("", wrong, "", GOOD, "/", GOOD.lower(), GOOD)
    assert [one.place.row for one in found if one.code == "QJ3105"] == [9]
    assert [one.related[0].row for one in found if one.code == "QJ3105"] == [6]
    assert [one.place.row for one in found if one.code == "QJ3101"] == [4]
