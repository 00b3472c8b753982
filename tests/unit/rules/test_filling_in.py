"""How rows and cells are filled in: what counts as missing, numbered, offered, printed and hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest

from qingjian.catalog.edition import Item, Level
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Skipped
from qingjian.rules import filling
from qingjian.rules.hidden import hidden_value
from qingjian.rules.registry import Check
from qingjian.rules.view import View
from support.asking import asked
from support.forms import form

NAME: Final = "甲化工有限公司"
PLAN: Final = "chongqing/2026-plan"


def _found(check: Check, *rows: dict[str, Any], table: str = "2-2", **options: Any) -> tuple[Finding, ...]:
    return asked(check, *form({table: {"companies": {"rows": list(rows)}}}, **options))


@pytest.mark.parametrize(
    ("name", "is_missing"),
    [
        ("", True),
        ("  ", True),
        ("/", True),
        ("无", True),
        ("无" + 7 * " ", True),
        ("无" + 8 * " ", False),
        (NAME, False),
        ("12", False),
    ],
)
def test_a_row_of_figures_needs_somebody_who_saved_them(name: str, *, is_missing: bool) -> None:
    found = _found(filling.half_filled_row, {"name": name, "industry": "C26", "power": "3"})
    assert [one.field for one in found] == ["name"] * is_missing


def test_a_row_of_words_needs_somebody_too() -> None:
    (found,) = _found(filling.half_filled_row, {"name": "", "industry": "水泥制造"})
    assert found.field == "name"


def test_a_row_of_marks_needs_nobody() -> None:
    assert (
        _found(
            filling.half_filled_row, {"name": "/", "power": "/", "coal": ""}, {"name": "无", "power": "无"}
        )
        == ()
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"seq": "2"}, []),
        ({"seq": "3"}, ["2"]),
        ({"seq": "……"}, ["2"]),
        ({"seq": "……", "#dots": True}, []),
        ({"seq": {"text": "", "kind": "uncalculated"}}, []),
    ],
)
def test_rows_are_numbered_save_those_of_dots(row: dict[str, Any], expected: list[str]) -> None:
    found = _found(filling.row_numbers, {"name": NAME}, {"name": "乙公司", **row})
    assert [one.expected for one in found] == expected


def test_wrong_numbers_are_told_once_per_list() -> None:
    (found,) = _found(filling.row_numbers, *({"name": NAME, "seq": one} for one in ("1", "1", "2")))
    assert (found.place.address, [place.address for place in found.related]) == ("A4", ["A5"])
    assert (found.expected, found.params["count"]) == ("2", "2")


def _support(*rows: dict[str, Any], **options: Any) -> tuple[Any, Any]:
    return form({"1": {"support": {"rows": list(rows)}}}, **options)


def test_lists_of_printed_items_number_them_in_their_own_way() -> None:
    rows = ({"seq": "（一）", "item": "国家发展改革委", "#item": "ndrc"}, {"seq": "（一）"})
    assert asked(filling.row_numbers, *_support(*rows)) == ()


def test_an_item_that_is_not_there_is_missed_beneath_the_header() -> None:
    filled, known = _support({"#item": "mee"}, parameters={"level": "province"})
    (first, *_) = asked(filling.required_cell, filled, known)
    assert (first.place.row, first.place.col) == (2, 1)
    table = filled.tables["1"]
    bare = table._replace(blocks={"support": table.blocks["support"]._replace(columns={})})
    (first, *_) = asked(filling.required_cell, filled._replace(tables={"1": bare}), known)
    assert (first.place.row, first.place.col) == (2, 1)


def _is_level_asked(*demands: frozenset[Level]) -> bool:
    """By a form that is nothing but a list of printed items."""
    filled, known = _support({"#item": "mee"})
    sheet = known.sheet("1")
    block: Any = sheet.block("support")
    items = tuple(Item(f"item{at}", "甲", required=one) for at, one in enumerate(demands))
    section = sheet.sections[0]._replace(blocks=(block._replace(items=items),))
    cut = sheet._replace(sections=(section,))
    edition = known._replace(hash=repr(demands), sheets=(cut,))
    outcomes = filling.required_cell(View(filled, edition), rule("QJ2016"))
    return Skipped("QJ2016", "level-undeclared") in outcomes


def test_the_level_is_asked_where_items_depend_on_it() -> None:
    district, province = frozenset[Level]({"district"}), frozenset[Level]({"province"})
    assert _is_level_asked(province)
    assert _is_level_asked(district, province)
    assert not _is_level_asked(district, district | province)
    assert not _is_level_asked(frozenset())


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("自愿", []),
        (" 自 愿 ", []),
        ("", []),
        ("/", []),
        ("自愿 性", [("自愿", "meant")]),
        ("自己", [(None, None)]),
    ],
)
def test_spaces_within_an_answer_make_no_other_answer(
    method: str, told: list[tuple[str | None, str | None]]
) -> None:
    found = _found(
        filling.choice_not_offered, {"name": NAME, "method": method}, table="plan", edition_id=PLAN
    )
    assert [(one.expected, one.params.get("variant")) for one in found] == told
    assert all(one.params["offered"] == "强审、自愿" for one in found)


@pytest.mark.parametrize(("name", "count"), [(NAME, 1), ("", 0), (" ", 0)])
def test_a_row_of_dots_with_a_company_is_told(name: str, count: int) -> None:
    found = _found(filling.dots_with_data, {"name": name, "power": "3", "#dots": True}, {"name": NAME})
    assert [one.row for one in found] == [NAME] * count


def test_a_row_of_dots_without_the_column_names_nobody() -> None:
    filled, known = form({"2-2": {"companies": {"rows": [{"name": NAME, "#dots": True}]}}})
    block: Any = filled.block("2-2", "companies")
    del block.entries[0].entries["name"]
    assert asked(filling.dots_with_data, filled, known) == ()


def test_ways_to_say_nothing_are_told_at_the_first_of_each() -> None:
    full = dict.fromkeys(("water", "power", "coal", "oil", "gas", "own", "benefit"), "1")
    (found,) = _found(filling.mixed_notation, {**full, "power": "0", "coal": "/"}, {**full, "power": "0"})
    assert (found.place.address, [place.address for place in found.related]) == ("E3", ["G3"])
    assert found.params["mixed"] == "zero,na"


def _hidden(hidden: Mapping[str, Any], *rows: dict[str, Any]) -> list[tuple[str, str | None, list[str]]]:
    found = _found(hidden_value, *rows, hidden={"2-2": hidden})
    assert all(one.params["count"] == str(len(one.related) + 1) for one in found)
    return [
        (one.place.address, one.params.get("variant"), [place.address for place in one.related])
        for one in found
    ]


def test_what_is_hidden_is_told_by_row_and_by_column() -> None:
    rows = [{"name": f"第{at}公司", "power": "3", "coal": "4"} for at in range(3)]
    assert _hidden({"rows": [4], "columns": [5, 7]}, *rows) == [
        ("E3", "column", ["E5"]),
        ("G3", "column", ["G5"]),
        ("B4", None, ["E4", "G4"]),
    ]
    assert _hidden({"rows": [3, 4]}, *rows[:2]) == [("B3", None, ["E3", "G3"]), ("B4", None, ["E4", "G4"])]
    assert _hidden({"columns": [6]}, *rows) == []


def test_what_is_printed_may_be_hidden() -> None:
    printed = {"seq": "一", "item": "国家发展改革委", "#item": "ndrc"}
    hidden = {"1": {"rows": [3]}}
    assert asked(hidden_value, *_support(printed, hidden=hidden)) == ()
    (found,) = asked(hidden_value, *_support({**printed, "people": "3"}, hidden=hidden))
    assert (found.field, found.params["count"]) == ("people", "1")
