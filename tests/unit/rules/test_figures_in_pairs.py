"""Figures of 表1 that need one another: from which value on, and what counts as nothing."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form


def _found(
    only: str, blocks: dict[str, Any], name: str = "liaoning/2024", table: str = "1"
) -> tuple[Finding, ...]:
    return run(*form({table: blocks}, name), only=[only]).findings


def _schemes(done: str, money: str) -> list[tuple[str, str]]:
    found = _found("QJ2203", {"schemes": {"cells": {"done.total": done, "money.total": money}}})
    assert all(len(one.related) == 1 and one.field == "money.total" for one in found)
    return [(one.value or "", one.params["amount"]) for one in found]


@pytest.mark.parametrize(
    ("done", "money", "told"),
    [
        ("10", "0", [("0", "10")]),
        ("10", "", [("", "10")]),
        ("10", "/", [("/", "10")]),
        ("9", "0", []),
        ("10", "1", []),
        ("10", "约三", []),
        ("0", "0", []),
        ("", "", []),
        ("十", "0", []),
    ],
)
def test_many_schemes_cost_something(done: str, money: str, told: list[tuple[str, str]]) -> None:
    assert _schemes(done, money) == told


def test_each_pair_is_asked_for_itself() -> None:
    cells = {"national.money": "5", "national.count": "", "local.money": "7", "local.count": "0"}
    found = _found("QJ2201", {"projects": {"cells": cells}})
    assert [(one.field, one.params["amount"]) for one in found] == [
        ("national.count", "5"),
        ("local.count", "7"),
    ]
    cells["national.count"] = "1"
    assert [one.field for one in _found("QJ2201", {"projects": {"cells": cells}})] == ["local.count"]


@pytest.mark.parametrize("lost", ["done.total", "money.total"])
def test_a_cell_that_was_not_found_needs_nothing(lost: str) -> None:
    filled, known = form({"1": {"schemes": {"cells": {"done.total": "10", "money.total": "0"}}}})
    block: Any = filled.block("1", "schemes")
    del block.entries[lost]
    assert run(filled, known, only=["QJ2203"]).findings == ()


@pytest.mark.parametrize(
    ("exists", "money", "count"),
    [
        ("否", "5", 1),
        (" 否 ", "5", 1),
        ("未建立", "5", 1),
        ("是", "5", 0),
        ("否", "0", 0),
        ("否", "", 0),
        ("", "5", 0),
    ],
)
def test_where_there_is_no_fund_there_is_no_money(exists: str, money: str, count: int) -> None:
    found = _found("QJ2202", {"fund": {"cells": {"exists": exists, "money": money}}})
    assert [one.params["exists"] for one in found] == [exists.strip()] * count
    assert all((one.field, len(one.related)) == ("money", 1) for one in found)


@pytest.mark.parametrize("lost", ["exists", "money"])
def test_a_fund_that_was_not_found_is_none(lost: str) -> None:
    filled, known = form({"1": {"fund": {"cells": {"exists": "否", "money": "5"}}}})
    block: Any = filled.block("1", "fund")
    del block.entries[lost]
    assert run(filled, known, only=["QJ2202"]).findings == ()


def test_an_organisation_stands_in_one_row() -> None:
    names = ("甲院", "乙院", "", "甲 院", "", "/", "/", "甲院", "3", "3")
    found = _found("QJ2204", {"agencies": {"rows": [{"name": one} for one in names]}})
    told = [(one.place.row, one.related[0].row, one.params["earlier"]) for one in found]
    first = found[0].related[0].address
    assert told == [(6, 3, first), (10, 3, first)]


@pytest.mark.parametrize(
    ("name", "number", "count"),
    [
        ("", "〔2024〕1号", 1),
        (" ", " 〔2024〕 1号", 1),
        ("通知", "〔2024〕1号", 0),
        ("", "", 0),
        ("", "/", 0),
        ("", "5", 0),
    ],
)
def test_a_document_with_a_number_has_a_name(name: str, number: str, count: int) -> None:
    found = _found("QJ2206", {"documents": {"rows": [{"name": "甲"}, {"name": name, "number": number}]}})
    assert [one.params["number"] for one in found] == [" ".join(number.split())] * count
    assert all((one.place.row, len(one.related), one.field) == (4, 1, "name") for one in found)


def test_columns_that_were_not_found_hold_no_documents() -> None:
    for lost in ("name", "number"):
        filled, known = form({"1": {"documents": {"rows": [{"name": "", "number": "〔2024〕1号"}]}}})
        block: Any = filled.block("1", "documents")
        del block.entries[0].entries[lost]
        assert run(filled, known, only=["QJ2206"]).findings == ()
    filled, known = form(
        {"1": {"agencies": {"rows": [{"name": "甲院"}, {"name": "甲院"}, {"name": "甲院"}]}}}
    )
    block = filled.block("1", "agencies")
    del block.entries[0].entries["name"]
    assert [one.place.row for one in run(filled, known, only=["QJ2204"]).findings] == [5]
