"""Two tables that list the same companies: names written apart, order, industries."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

FARM = "化学农药制造"


def _found(code: str, **tables: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Tables by t21, t22 …, each with its rows."""
    named = {f"{key[1]}-{key[2]}": {"companies": {"rows": rows}} for key, rows in tables.items()}
    return run(*form(named), only=[code]).findings


def _rows(*names: str, industry: str = "") -> list[dict[str, Any]]:
    return [{"name": name, "industry": industry} for name in names]


def test_a_company_in_one_table_alone_is_told_with_the_other_table() -> None:
    found = _found("QJ3001", t21=_rows("甲公司", "乙公司"), t22=_rows("甲公司"))
    assert [(one.place.sheet, one.place.address, one.params["other"]) for one in found] == [
        ("表2-1", "B4", "表2-2")
    ]
    found = _found("QJ3001", t21=_rows("甲公司"), t22=_rows("甲公司", "乙公司"))
    assert [(one.place.sheet, one.place.address, one.params["other"]) for one in found] == [
        ("表2-2", "B4", "表2-1")
    ]


def test_two_names_in_one_row_are_told_together_as_they_are_written() -> None:
    (found,) = _found("QJ3001", t21=_rows("甲公司"), t22=_rows("乙化工  有限\n公司"))
    assert (found.expected, found.params["variant"]) == ("乙化工 有限 公司", "named-otherwise")


def test_another_order_is_told_of_each_pair_of_tables() -> None:
    twice, turned = _rows("甲公司", "乙公司", "甲公司"), _rows("乙公司", "甲公司")
    found = _found(
        "QJ3002", t21=twice, t22=_rows("甲公司", "乙公司"), t31=_rows("甲公司", "乙公司"), t32=turned
    )
    assert [(one.place.sheet, one.place.address, one.params["other"]) for one in found] == [
        ("表3-2", "B3", "表3-1")
    ]


def _industries(first: str, second: str) -> list[str | None]:
    found = _found("QJ3003", t21=_rows("甲公司", industry=first), t22=_rows("甲公司", industry=second))
    assert all(one.params["other"] == "表2-1" for one in found)
    return [one.expected for one in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FARM, FARM),
        ("C2631 化学农药制造", "化学农药制造"),
        ("2631", "C2631化学农药制造"),
        ("26 31", "2631"),
        ("/", FARM),
        (FARM, "/"),
        ("", FARM),
        ("  ", FARM),
        ("C2631化学农药制造", "C2632化学农药制造"),
    ],
)
def test_one_industry_in_two_ways(first: str, second: str) -> None:
    assert _industries(first, second) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("2631", "2632"), ("2631", "啤酒制造"), ("啤酒制造", "2631"), (FARM, "啤酒制造"), ("C26", "C2631")],
)
def test_two_industries(first: str, second: str) -> None:
    assert _industries(first, second) == [first]


def test_an_industry_is_told_as_it_is_written() -> None:
    assert _industries("化学  农药\n制造", "啤酒制造") == ["化学 农药 制造"]


def test_a_mark_names_nobody_however_it_is_spaced() -> None:
    spaced = " " * 20
    assert _found("QJ3001", t21=_rows("无", f"{spaced}无{spaced}", "暂无"), t22=_rows()) == ()
    assert len(_found("QJ3001", t21=_rows("无锡市甲公司"), t22=_rows())) == 1
