"""Credit codes that stand beside several companies, codes that are possible and odd, and dates at the edge of a term."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.functions import uscc
from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

RIGHT: Final = "91350100M000100Y43"
ANOTHER: Final = "91310000132212168L"
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PLAN: Final = "chongqing/2026-plan"


def _judged(only: str, *rows: dict[str, Any], year: str = "2026") -> tuple[Finding, ...]:
    return run(
        *form({"plan": {"companies": {"rows": list(rows)}}}, PLAN, parameters={"report_year": year}),
        only=[only],
    ).findings


def _shared(*pairs: tuple[str, str]) -> list[tuple[str, str, str]]:
    found = _judged("QJ3105", *({"name": name, "credit_code": code} for name, code in pairs))
    return [(one.place.address, one.related[0].address, one.params["other"]) for one in found]


def _odd(code: str) -> str:
    """With the last character that belongs to the others."""
    return next(code + last for last in ALPHABET if "check-digit" not in uscc.judge(code + last).problems)


def test_a_code_belongs_to_one_company() -> None:
    assert _shared(("甲公司", RIGHT), ("乙公司", ANOTHER)) == []
    assert _shared(("甲公司", RIGHT), ("乙公司", RIGHT)) == [("D4", "D3", "甲公司")]
    assert _shared(("甲公司", RIGHT), ("乙公司", RIGHT), ("丙公司", RIGHT)) == [("D5", "D3", "甲公司")]
    both = (("甲公司", RIGHT), ("乙公司", RIGHT), ("丙公司", ANOTHER), ("丁公司", ANOTHER))
    assert _shared(*both) == [("D4", "D3", "甲公司"), ("D6", "D5", "丙公司")]


def test_one_company_listed_twice_shares_nothing() -> None:
    twice = (("甲公司", RIGHT), ("甲公司", RIGHT))
    assert _shared(*twice) == []
    assert _shared(*twice, ("乙公司", ANOTHER), ("丙公司", ANOTHER)) == [("D6", "D5", "乙公司")]


@pytest.mark.parametrize("mark", ["无", "/", "暂无"])
def test_a_word_for_nothing_is_no_code(mark: str) -> None:
    assert _judged("QJ310", {"name": "甲公司", "credit_code": mark}) == ()


def test_an_organisation_digit_that_does_not_fit_is_odd_and_possible() -> None:
    code = _odd("91350100M000100Y5")
    (found,) = _judged("QJ3104", {"name": "甲公司", "credit_code": code})
    assert (found.params["check"], found.params.get("variant")) == (uscc.judge(code).organisation_check, None)
    assert _judged("QJ3104", {"name": "甲公司", "credit_code": RIGHT}) == ()


def test_a_term_is_over_after_its_last_year() -> None:
    def late(last: str) -> list[str]:
        return [one.params["years"] for one in _judged("QJ6001", {"name": "甲公司", "last_accepted": last})]

    assert late("2021") == []
    assert late("2020") == ["6"]
    assert late("2020年12月") == ["6"]
    assert late("12020") == []


def test_a_date_stored_as_a_number_has_its_year() -> None:
    def late(only: str, serial: str) -> int:
        stored = {"text": serial, "kind": "date", "format": "yyyy/m/d"}
        return len(_judged(only, {"name": "甲公司", "last_accepted": stored}))

    assert [late("QJ6001", serial) for serial in ("43831", "44196", "44197")] == [1, 1, 0]
    assert [late("QJ6002", serial) for serial in ("46387", "46388", "73050", "73051")] == [0, 1, 1, 0]
