"""Merged areas over a list: which cells they cover, and where the list begins and ends."""

from __future__ import annotations

from typing import Any

import pytest

from support.by_columns import run
from support.forms import form

ROWS = [{"name": f"第{at}公司", "wastewater": "1", "cod": "2", "so2": "3"} for at in range(3)]
"""Rows 3 to 5; 废水 is column D, COD column E."""


def _told(*merges: str, table: str = "2-1", rows: list[dict[str, Any]] = ROWS) -> list[tuple[str, str]]:
    filled = form({table: {"companies": {"rows": rows, "total": {"cod": "6"}}}}, merges={table: list(merges)})
    found = run(*filled, only=["QJ2020"]).findings
    assert all([place.address for place in one.related] == [one.params["seen"]] for one in found)
    return [(one.place.address, one.params["seen"]) for one in found]


@pytest.mark.parametrize(
    ("merge", "told"),
    [
        ("D3:E3", [("E3", "D3")]),
        ("D3:D5", [("D4", "D3"), ("D5", "D3")]),
        ("D4:E5", [("E4", "D4"), ("D5", "D4"), ("E5", "D4")]),
        ("D5:D9", []),
        ("D4:D9", [("D5", "D4")]),
        ("C3:D3", [("D3", "C3")]),
        ("D5:E5", [("E5", "D5")]),
        ("D2:D3", []),
        ("D1:E2", []),
        ("D6:E6", []),
        ("B3:B5", []),
        ("A3:C5", []),
    ],
)
def test_what_a_merged_area_covers(merge: str, told: list[tuple[str, str]]) -> None:
    assert _told(merge) == told


def test_several_areas_cover_each_their_own() -> None:
    assert _told("D3:E3", "D4:E4") == [("E3", "D3"), ("E4", "D4")]


def test_texts_and_blanks_beneath_change_no_sum() -> None:
    rows = [{"name": "甲公司", "wastewater": "1", "cod": one} for one in ("", "约三", "/", "0")]
    assert _told("D3:E3", "D4:E4", "D5:E5", "D6:E6", rows=rows) == [("E6", "D6")]


def test_what_was_not_found_is_not_covered() -> None:
    filled, known = form({"2-1": {"companies": {"rows": ROWS}}}, merges={"2-1": ["D3:E3", "D4:H4"]})
    found: Any = filled.block("2-1", "companies")
    del found.columns["cod"]
    for row in found.entries:
        del row.entries["cod"]
    assert [one.place.address for one in run(filled, known, only=["QJ2020"]).findings] == ["H4"]


def test_the_lists_of_the_first_table_are_left_alone() -> None:
    rows = [{"name": name, "staff": "3"} for name in ("甲院", "乙院")]
    filled = form({"1": {"agencies": {"rows": rows}}}, merges={"1": ["C3:C4"]})
    assert run(*filled, only=["QJ2020"]).findings == ()
