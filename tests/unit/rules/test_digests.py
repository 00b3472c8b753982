"""What is kept of a form to compare it with the others: its unit and year, each company once."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.digest import Digest
from qingjian.model.form import Form
from qingjian.rules.digest import digest
from support.forms import form


def _digest(tables: dict[str, Any], edition: str = "liaoning/2024", **parameters: str) -> Digest:
    return digest(*form(tables, edition, parameters=parameters))


def _names(*names: Any) -> list[str]:
    rows = [{"name": name} for name in names]
    return [one.name for one in _digest({"2-1": {"companies": {"rows": rows}}}).lists.get("2-1", ())]


def test_who_reports_and_for_which_year() -> None:
    found = _digest({}, unit="甲区生态环境分局", report_year="2024")
    assert (found.unit, found.year, found.edition, found.lists) == (
        "甲区生态环境分局",
        2024,
        "liaoning/2024",
        {},
    )


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("甲化工有限公司", True),
        ("'12", True),
        ("12", False),
        ("", False),
        ("  ", False),
        ("/", False),
        ("—", False),
        ("同上", True),
        ("不涉及", False),
        ({"text": "无", "kind": "text"}, False),
        ({"text": "", "kind": "text"}, False),
        ({"text": "45721", "kind": "date"}, False),
        ({"text": "#REF!", "kind": "error"}, False),
    ],
)
def test_names_are_kept_and_what_stands_instead_of_a_name_is_not(name: Any, is_kept: bool) -> None:  # noqa: FBT001  # a parameter
    expected = [name.lstrip("'")] if is_kept else []
    assert _names("乙公司", name, "丙公司") == ["乙公司", *expected, "丙公司"]


def test_a_list_that_names_the_companies_once_more_is_left_out() -> None:
    rows = [{"name": "甲公司"}, {"name": "乙公司"}]
    same = {"2-1": {"companies": {"rows": rows}}, "2-2": {"companies": {"rows": rows[::-1]}}}
    assert list(_digest(same).lists) == ["2-1"]
    same["2-2"] = {"companies": {"rows": [*rows, {"name": "丙公司"}]}}
    assert {table: len(named) for table, named in _digest(same).lists.items()} == {"2-1": 2, "2-2": 3}


def test_a_list_that_names_nobody_is_left_out() -> None:
    assert _digest({"2-1": {"companies": {"rows": [{"name": "/", "cod": "1"}]}}}).lists == {}


def test_a_credit_code_goes_with_its_company() -> None:
    rows = [{"name": "甲公司", "credit_code": " 91210100MA0TESTX1 "}, {"name": "乙公司"}]
    found = _digest({"plan": {"companies": {"rows": rows}}}, "chongqing/2026-plan")
    told = [(one.name, one.code, one.place.address) for one in found.lists["plan"]]
    assert [(name, code) for name, code, _ in told] == [("甲公司", "91210100MA0TESTX1"), ("乙公司", "")]
    assert [address[-1] for *_, address in told] == ["3", "4"]


@pytest.mark.parametrize("lost", ["name", "credit_code"])
def test_columns_that_were_not_found_say_nothing(lost: str) -> None:
    filled, known = form(
        {"plan": {"companies": {"rows": [{"name": "甲公司", "credit_code": "91210100MA0TESTX1"}]}}},
        "chongqing/2026-plan",
    )
    block: Any = filled.block("plan", "companies")
    del block.entries[0].entries[lost]
    told = [(one.name, one.code) for one in digest(filled, known).lists.get("plan", ())]
    assert told == ([] if lost == "name" else [("甲公司", "")])


def test_so_many_companies_of_a_list_at_most() -> None:
    filled, known = form({"2-1": {"companies": {"rows": [{"name": "甲公司"}]}}})
    assert len(digest(_longer(filled, 20_001), known).lists["2-1"]) == 20_000


def _longer(filled: Form, count: int) -> Form:
    block: Any = filled.block("2-1", "companies")
    table = filled.tables["2-1"]
    longer = block._replace(entries=block.entries * count)
    return filled._replace(tables={"2-1": table._replace(blocks={"companies": longer})})
