"""Figures that two rows have in common: how many it takes, which row is named, and what only looks equal."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

SAME = {"cod": "1", "so2": "2", "nox": "3"}


def _named(rows: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    return [{"name": f"第{at}化工有限公司", **row} for at, row in enumerate(rows)]


def _copied(*rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = run(*form({"2-1": {"companies": {"rows": _named(rows)}}}), only=["QJ5004"]).findings
    return [(one.place.address, one.related[0].address, one.params["other"]) for one in found]


def test_three_equal_figures_look_copied() -> None:
    assert _copied(SAME, SAME) == [("B4", "B3", "第0化工有限公司")]
    assert _copied(SAME, {**SAME, "nox": "4"}) == []
    assert _copied(SAME, {**SAME, "nh3n": "4"}) == []


@pytest.mark.parametrize("nothing", ["", "/", "0"])
def test_two_are_chance_and_what_is_nothing_does_not_count(nothing: str) -> None:
    assert _copied({**SAME, "nox": nothing}, {**SAME, "nox": nothing}) == []


def test_every_copy_points_to_the_first() -> None:
    found = _copied(SAME, {"cod": "7", "so2": "8", "nox": "9"}, SAME, SAME)
    assert [(own, first) for own, first, _ in found] == [("B5", "B3"), ("B6", "B3")]


def test_figures_that_only_hash_alike_are_not_equal() -> None:
    assert hash(-1) == hash(-2)
    assert _copied({**SAME, "cod": "-1"}, {**SAME, "cod": "-2"}) == []


def test_tables_are_judged_apart() -> None:
    rows = [{"name": "甲公司", **SAME}]
    tables = {table: {"companies": {"rows": rows}} for table in ("2-1", "3-1")}
    assert run(*form(tables), only=["QJ5004"]).findings == ()


def _water(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Finding, ...]:
    tables = {
        "2-1": {"companies": {"rows": _named(tuple({"wastewater": one} for one in first))}},
        "2-2": {"companies": {"rows": _named(tuple({"water": one} for one in second))}},
    }
    return run(*form(tables), only=["QJ5006"]).findings


def test_water_that_is_the_waste_water_is_told_once() -> None:
    (found,) = _water(("5", "6", "7"), ("5", "60", "7.0"))
    assert (found.place.sheet, found.place.address) == ("表2-2", "D3")
    assert [(place.sheet, place.address) for place in found.related] == [("表2-1", "D3"), ("表2-2", "D5")]
    assert (found.params["variant"], found.params["sheet"], found.params["count"]) == (
        "several",
        "表2-1",
        "2",
    )
    (found,) = _water(("1", "6"), ("5", "6"))
    assert (found.place.address, found.params.get("variant"), found.params["count"]) == ("D4", None, "1")


@pytest.mark.parametrize(
    ("waste", "water"), [("5", "6"), ("0", "0"), ("", ""), ("/", "/"), ("-1", "-2"), ("5", "/"), ("", "5")]
)
def test_other_water_is_no_waste_water(waste: str, water: str) -> None:
    assert _water((waste,), (water,)) == ()


def test_a_table_that_is_missing_has_no_water() -> None:
    rows = _named(({"water": "5"},))
    assert run(*form({"2-2": {"companies": {"rows": rows}}}), only=["QJ5006"]).findings == ()


@pytest.mark.parametrize(("table", "lost"), [("2-1", "wastewater"), ("2-2", "water")])
def test_a_column_that_was_not_found_has_no_water(table: str, lost: str) -> None:
    tables = {
        "2-1": {"companies": {"rows": _named(({"wastewater": "5"},))}},
        "2-2": {"companies": {"rows": _named(({"water": "5"},))}},
    }
    filled, known = form(tables)
    block: Any = filled.block(table, "companies")
    for row in block.entries:
        del row.entries[lost]
    assert run(filled, known, only=["QJ5006"]).findings == ()
