"""Oddities of the file itself: where each is told, how often, and in which words."""

from __future__ import annotations

from qingjian.model.finding import Finding, Place
from qingjian.model.grid import Grid, Oddity
from support.by_columns import run
from support.forms import form


def _found(*oddities: Oddity) -> tuple[Finding, ...]:
    filled, known = form({"2-2": {"companies": {"rows": [{"name": "甲化工有限公司"}]}}})
    grid = Grid(filled.grid.sheets, oddities=list(oddities), format="xlsx")
    return run(filled._replace(grid=grid), known, only=["QJ0001"]).findings


def test_an_oddity_is_told_where_it_was_met() -> None:
    found = _found(Oddity("dde", "1"), Oddity("dde", "2", "表2-2"), Oddity("dde", "3", "表2-2", 5, 7))
    assert [(one.place, one.params["detail"]) for one in found] == [
        (Place("", 0, 0), "1"),
        (Place("表2-2", 0, 0), "2"),
        (Place("表2-2", 5, 7), "3"),
    ]


def test_of_a_sheet_an_oddity_is_told_once_and_of_cells_each_time() -> None:
    cells = [Oddity("dde", "", "表2-2", row, 1) for row in (3, 4)]
    assert len(_found(Oddity("dde", "", "表2-2"), Oddity("dde", "", "表2-2"), *cells)) == 3
    assert _found(Oddity("bad-comment", "", "表2-2")) == ()


def test_of_documents_the_official_workbook_is_recommended() -> None:
    codes = ("word-form", "stray-figure", "dde")
    found = _found(*(Oddity(code) for code in codes))
    assert {one.params["oddity"]: one.params.get("variant") for one in found} == {
        "word-form": "word",
        "stray-figure": "word",
        "dde": None,
    }
