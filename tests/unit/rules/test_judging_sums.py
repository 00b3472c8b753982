"""One sum at a time: whether it is plainly right, and what is wrong with it if not."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.functions import formulas
from qingjian.functions.totals import Total
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Entry, FilledRecord
from qingjian.rules import sums
from qingjian.rules.addends import Addends
from qingjian.rules.runner import run
from qingjian.rules.view import View
from support.forms import entry, form

HERE: Final = Place("表", 9, 5)
PARTS: Final = tuple(Place("表", row, 5) for row in (5, 6, 7))
WAITING: Final = {"text": "待更正", "formula": "IF(1,2)"}
ERROR: Final = {"text": "#REF!", "kind": "error"}
OFFICIAL: Final = formulas.column_total("E", 4)


def _entries(*contents: Any) -> list[Entry | None]:
    return [None if content is None else entry(content, HERE) for content in contents]


def _expected(*contents: Any) -> Total:
    made = Addends()
    for number, part in enumerate(_entries(*contents)):
        if part is not None:
            made.add(part, number)
    return made.total(None)


@pytest.mark.parametrize(
    ("found", "parts", "is_right"),
    [
        ("3", ("1", "2"), True),
        ("3.0", ("1", "2"), True),
        ("3", ("1", None, "2", "", "/"), True),
        ("4", ("1", "2"), False),
        ("", ("1", "2"), False),
        ("/", ("1", "2"), False),
        ("'3", ("1", "2"), False),
        (WAITING, ("", ""), False),
        ("3", ("1", "待定", "2"), False),
        ("3", ("1", "'2"), False),
        ("", ("", "/"), True),
        ("/", ("", None), True),
        ("", (), True),
        ("0", ("", ""), False),
        ("0", ("0", ""), True),
        (ERROR, ("1", "2"), False),
    ],
)
def test_the_ordinary_case_of_a_row(found: Any, parts: tuple[Any, ...], *, is_right: bool) -> None:
    assert sums._adds_up(entry(found, HERE), _entries(*parts)) is is_right


@pytest.mark.parametrize(
    ("found", "parts", "case"),
    [
        ("3", ("1", "2"), "right"),
        ("4", ("1", "2"), "differs"),
        ("4", ("1", "待定"), "pending"),
        (ERROR, ("1", "2"), "pending"),
        (ERROR | {"formula": "A1"}, ("1", "2"), "pending"),
        ({"text": "", "kind": "uncalculated", "formula": "A1"}, ("1", "2"), "pending"),
        ({"text": "TRUE", "kind": "bool", "formula": "A1"}, ("1", "2"), "pending"),
        ({"text": "45721", "kind": "date", "formula": "A1"}, ("1", "2"), "pending"),
        ({"text": "", "kind": "uncalculated"}, ("1", "2"), "pending"),
        ({"text": "TRUE", "kind": "bool"}, ("1", "2"), "pending"),
        ({"text": "45721", "kind": "date"}, ("1", "2"), "pending"),
        ("约三", ("1", "2"), "pending"),
        ("'3", ("1", "2"), "pending"),
        (WAITING, ("1", "2"), "stale"),
        (WAITING, ("", ""), "pending"),
        ({"text": "3吨", "formula": "A1"}, ("1", "2"), "stale"),
        ("3", ("", "/"), "no-parts"),
        ("0", ("", "/"), "right"),
        ("/", ("", ""), "right"),
        ("", ("0", "0.0"), "right"),
        ("/", ("0",), "right"),
        ("", ("1", "2"), "missing"),
        ("/", ("1", "2"), "mark"),
        ("无", ("1", "2"), "mark"),
        ({"text": "", "formula": "IF(1,2)"}, ("1", "2"), "stale"),
        ({"text": "4", "formula": "A1*2"}, ("1", "2"), "differs"),
        ({"text": "4", "formula": "SUM(E5:E7)"}, ("1", "2"), "stale"),
        ({"text": "4", "formula": "SUM(E5:E6)"}, ("1", "2"), "short"),
        ({"text": "4", "formula": OFFICIAL}, ("1", "2"), "stale"),
    ],
)
def test_what_is_wrong_with_a_sum(found: Any, parts: tuple[Any, ...], case: str) -> None:
    assert sums._case(entry(found, HERE), _expected(*parts), PARTS) == case


def test_what_a_formula_misses() -> None:
    assert sums._missed("SUM(E5:E6)", PARTS) == [PARTS[2]]
    assert sums._missed("E5+E7", PARTS) == [PARTS[1]]
    assert sums._missed(OFFICIAL, PARTS) == []
    assert sums._missed("A1*2", PARTS) == []


def _table(rows: list[dict[str, Any]], total: dict[str, Any] | None, only: str) -> tuple[Any, ...]:
    content = {"rows": rows} | ({} if total is None else {"total": total})
    outcome = run(*form({"2-2": {"companies": content}}), only=[only])
    return outcome.findings, [one for one in outcome.skipped if one.reason == "parts-unreadable"]


def _places(found: Finding) -> list[str]:
    return [place.address for place in found.related]


def test_a_wrong_total_is_told_with_its_parts() -> None:
    rows = [{"power": "1"}, {"power": "/"}, {"power": "2.5"}, {"power": ""}]
    ((found,), waiting) = _table(rows, {"power": "4.1"}, "QJ2101")
    assert (found.place.address, found.value, found.expected, found.difference) == ("E7", "4.1", "3.5", "0.6")
    assert (_places(found), found.params["count"], found.row, waiting) == (["E3", "E5"], "2", "合计", [])


def test_a_total_that_cannot_be_found_is_not_judged() -> None:
    assert _table([{"power": "1"}], None, "QJ21") == ((), [])
    assert _table([], {}, "QJ21") == ((), [])
    ((found,), _) = _table([], {"power": "3"}, "QJ21")
    assert (found.params["variant"], found.related, found.expected) == ("no-parts", (), None)


def test_a_total_waits_for_what_cannot_be_read() -> None:
    found, waiting = _table([{"power": "1"}, {"power": "待定"}], {"power": "4"}, "QJ2101")
    assert (found, waiting) == ((), [Skipped("QJ2101", "parts-unreadable", "表2-2!E5")])


def test_a_total_that_sums_fewer_rows_names_those_it_misses() -> None:
    total = {"power": {"text": "1", "formula": "SUM(E3:E3)"}}
    ((found,), _) = _table([{"power": "1"}, {"power": "2"}, {"power": "3"}], total, "QJ2110")
    assert (found.params["formula"], found.params["missed"]) == ("SUM(E3:E3)", "E4、E5")


def test_a_sum_inside_a_row_names_its_parts_in_their_order() -> None:
    row = {"power_tco2": "1", "coal_tco2": "", "gas_tco2": "2", "carbon_tco2": "4"}
    ((found,), _) = _table([{"power": "3"}, row], None, "QJ4105")
    assert (found.place.address, _places(found), found.expected) == ("M4", ["F4", "L4"], "3")


def _without(table: str, content: dict[str, Any], *lost: str) -> View:
    """A form in which some columns or cells were not found."""
    ((block, filled),) = content.items()
    made, known = form({table: {block: filled}})
    found: Any = made.block(table, block)
    lines: list[Any] = [found] if isinstance(found, FilledRecord) else [*found.entries, found.total]
    for name in lost:
        for line in lines:
            del line.entries[name]
        if not isinstance(found, FilledRecord):
            del found.columns[name]
    return View(made, known)


def test_columns_that_were_not_found_leave_the_others_to_be_judged() -> None:
    rows = [{"water": "1", "power": "2"}, {"water": "3", "power": "4"}]
    view = _without("2-2", {"companies": {"rows": rows, "total": {"water": "9", "power": "9"}}}, "water")
    assert [(one.spot.field.id, one.case, one.expected.text) for one in sums.list_totals(view)] == [
        ("power", "differs", "6")
    ]


def test_a_total_without_a_cell_is_blank_where_its_column_stands() -> None:
    view = View(*form({"2-2": {"companies": {"rows": [{"power": "2"}], "total": {}}}}))
    found: Any = view.form.block("2-2", "companies")
    found.total.entries.clear()
    assert [(one.spot.entry, one.case) for one in sums.list_totals(view)] == [
        (Entry(Place("表2-2", 4, 5), "blank"), "missing")
    ]


def test_sums_and_parts_that_were_not_found_leave_the_others_to_be_judged() -> None:
    cells = {"proposed.total": "9", "done.low": "1", "done.high": "2", "done.total": "9"}
    content = {"schemes": {"cells": cells}}
    for lost, parts in (("proposed.total", 2), ("done.high", 1), ("done.low", 1)):
        wrong = {one.spot.field.id: one for one in sums.row_sums(_without("1", content, lost))}
        assert wrong["done.total"].case == "differs"
        assert len(wrong["done.total"].places) == parts
        assert ("proposed.total" in wrong) is (lost != "proposed.total")


def test_a_sum_that_is_right_though_not_plainly_is_right() -> None:
    for content in (
        {"done.total": "0"},
        {"done.low": "'1", "done.total": "1"},
        {"done.low": "0", "done.total": "/"},
    ):
        view = View(*form({"1": {"schemes": {"cells": content}}}))
        assert [one.case for one in sums.row_sums(view)] == ["pending"] * ("'1" in content.values())
