"""Names of companies, one oddity at a time, and two names that are nearly one."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

ODD: Final = ("QJ3106", "QJ3107", "QJ3109", "QJ3113")


def _found(*names: Any, only: tuple[str, ...] = ODD, table: str = "2-1") -> tuple[Finding, ...]:
    rows = [{"name": name} for name in names]
    return run(*form({table: {"companies": {"rows": rows}}}), only=only).findings


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("甲化工有限公司", []),
        ("12", ["QJ3106"]),
        ("'1 2", ["QJ3106"]),
        ("同上", ["QJ3106"]),
        (" 同 上 ", ["QJ3106"]),
        ("", []),
        ("/", []),
        ({"text": "#REF!", "kind": "error"}, []),
        ({"text": "45721", "kind": "date"}, []),
        ("甲\u200b化工有限公司", ["QJ3109"]),
        ("甲化工有限公司\ufeff", ["QJ3109"]),
        ("А化工有限公司", ["QJ3109"]),
        ("甲 化工有限公司", ["QJ3113"]),
        ("甲化工\n有限公司", ["QJ3113"]),
        (" 甲化工有限公司", ["QJ3113"]),
        ("甲化工有限公司 ", ["QJ3113"]),
        ("OPPO Mobile", []),
        ("甲化工 (沈阳) 有限公司", []),
        ("甲\u200b 化工", ["QJ3109"]),
    ],
)
def test_a_name_is_odd_in_one_way(name: Any, codes: list[str]) -> None:
    assert [one.code for one in _found(name)] == codes


def test_unseen_characters_are_left_out_and_look_alikes_named() -> None:
    (found,) = _found("甲\u200b化\ufeff工")
    assert (found.expected, found.params.get("variant"), found.params["characters"]) == ("甲化工", None, "")
    (found,) = _found("АЕ\u200bА化工")
    assert (found.expected, found.params["variant"], found.params["characters"]) == (None, "look-alike", "АЕ")


def test_spaces_are_told_once_per_table() -> None:
    names = ("甲 化工", " 乙化工 ", "丙化工", "丁\n化工")
    (found,) = _found(*names)
    assert (found.expected, found.params["count"]) == ("甲化工", "3")
    assert [place.address for place in found.related] == ["B4", "B6"]
    tables = {table: {"companies": {"rows": [{"name": one} for one in names]}} for table in ("2-1", "3-1")}
    both = run(*form(tables), only=["QJ3113"]).findings
    assert [(one.place.sheet, one.params["count"]) for one in both] == [("表2-1", "3"), ("表3-1", "3")]


def _alike(*names: str) -> list[tuple[str, str, str]]:
    found = _found(*names, only=("QJ3108",))
    assert all([place.address for place in one.related] == [one.params["earlier"]] for one in found)
    return [(one.place.address, one.params["earlier"], one.params["other"]) for one in found]


def test_two_names_that_differ_in_what_people_leave_out() -> None:
    assert _alike("甲乙丙化工有限公司", "甲乙丙化工有限责任公司") == [("B4", "B3", "甲乙丙化工有限公司")]
    assert _alike("甲乙 丙化工\n有限公司", "甲乙丙化工厂", "甲乙丙化工股份有限公司") == [
        ("B5", "B3", "甲乙 丙化工 有限公司")
    ]
    assert _alike("甲乙丙化工有限公司", "甲乙丙化工有限公司") == []
    assert _alike("甲乙丙有限公司", "甲乙丙有限责任公司") == []
    assert _alike("甲乙丙丁有限公司", "甲乙丙丁有限责任公司") == [("B4", "B3", "甲乙丙丁有限公司")]


def test_a_row_is_told_once_however_many_names_it_has() -> None:
    first = "甲乙丙化工有限公司（原名：丁戊己化工有限公司）"
    second = "甲乙丙化工有限责任公司（原名：丁戊己化工有限责任公司）"
    assert len(_alike(first, second)) == 1
    assert _alike("甲乙有限公司（原名：丁戊己化工有限公司）", "丁戊己化工有限责任公司") == [
        ("B4", "B3", "甲乙有限公司（原名：丁戊己化工有限公司）")
    ]
    short = "一二有限公司（原名：丁戊己化工有限公司）"
    assert _alike(short, "丁戊己化工有限责任公司") == [("B4", "B3", short)]


def test_a_list_without_the_column_has_no_names() -> None:
    filled, known = form({"2-1": {"companies": {"rows": [{"name": "12", "cod": "1"}]}}})
    block: Any = filled.block("2-1", "companies")
    del block.entries[0].entries["name"]
    assert run(filled, known, only=ODD).findings == ()


def test_a_form_of_one_company_lists_none() -> None:
    block = {"performance": {"company": {"cells": {"name": "12"}}}}
    assert run(*form(block, "guangdong/2009-performance"), only=ODD).findings == ()
