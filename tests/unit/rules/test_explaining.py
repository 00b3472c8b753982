"""Lines of 情况说明 held against the points to verify: which line speaks of which point, and what is said of the others."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Explanation, Form
from qingjian.model.grid import Cell, Sheet
from qingjian.rules.explanations import settle
from support.forms import form

CODE: Final = "QJ2013"
OTHER: Final = "QJ2107"
WHY: Final = "甲公司三期投产，排放增加，企业已提交说明材料"


def _point(row: int = 5, value: str | None = "-3.6", code: str = CODE, **more: Any) -> Finding:
    place = more.pop("place", Place("表2-1", row, 5))
    return rule(code).finding(place, table="2-1", value=value)._replace(**more)


def _line(
    cell: str = "E5", value: str = "-3.6", *, sheet: str = "表2-1", code: str = CODE, text: str = WHY
) -> Explanation:
    return Explanation(Place("情况说明", 3, 5), code, sheet, cell, value, text)


def _form(*lines: Explanation, stored: str = "-3.6") -> Form:
    placed = [line._replace(place=Place("情况说明", row, 5)) for row, line in enumerate(lines, 3)]
    filled, _ = form({}, how="stamp")
    rows = {5: {5: Cell(5, 5, "number", stored)}, 6: {5: Cell(6, 5, "number", "-7")}}
    filled.grid.sheets.append(Sheet("表2-1", rows=rows))
    return filled._replace(explanations=tuple(placed))


def _settled(points: list[Finding], *lines: Explanation, stored: str = "-3.6") -> list[str]:
    """What became of each point, then the notes."""
    found = settle(_form(*lines, stored=stored), points)
    told = [f"{one.code} {one.params.get('variant', '')}".strip() for one in found[len(points) :]]
    return [one.standing for one in found[: len(points)]] + told


def _note(points: list[Finding], *lines: Explanation) -> Finding:
    (note,) = settle(_form(*lines), points)[len(points) :]
    return note


# ---------------------------------------------------------------- which line speaks of which point


@pytest.mark.parametrize("sheet", ["", "表2-1", "2-1", "表 2-1", " 2 - 1 ", "表２-１"])
@pytest.mark.parametrize("cell", ["E5", "$E$5", "e5", "D4:F6", "F6:D4", "A1、E5", "Ｅ５"])
@pytest.mark.parametrize("code", [CODE, "QJ 2013", "qj2013", f"{OTHER}、{CODE}"])
def test_a_line_names_its_point_in_many_ways(sheet: str, cell: str, code: str) -> None:
    assert _settled([_point()], _line(cell, sheet=sheet, code=code)) == ["explained"]


@pytest.mark.parametrize(
    "line",
    [_line("E6"), _line("第五行"), _line(sheet="表2-2"), _line(code="QJ2099"), _line(code="")],
    ids=str,
)
def test_a_line_that_names_another_speaks_of_none(line: Explanation) -> None:
    told = "QJ7004" if "2013" in line.code else "QJ7004 no-code"
    assert _settled([_point()], line) == ["verify", told]


def test_a_line_without_a_cell_speaks_of_the_only_point_of_its_rule() -> None:
    line = _line("")
    assert _settled([_point(), _point(code=OTHER)], line) == ["explained", "verify"]
    assert _settled([_point(), _point(6)], line) == ["verify", "verify", "QJ7004"]


def test_a_line_without_a_cell_speaks_of_points_that_have_none() -> None:
    sheets = [_point(place=Place("表2-1")), _point(place=Place("表2-2"), table="2-2")]
    assert _settled(sheets, _line("", sheet="")) == ["explained", "explained"]
    assert _settled(sheets, _line("")) == ["explained", "verify"]


def test_one_line_may_speak_of_many_points_and_many_lines_of_one() -> None:
    both = _line("E5:E6", "-3.6；-7")
    assert _settled([_point(), _point(6, "-7")], both) == ["explained", "explained"]
    assert _settled([_point()], _line(text="属实"), _line()) == ["explained"]
    assert _settled([_point()], _line(text="属实"), _line(value="8")) == ["verify", "QJ7001", "QJ7002"]


def test_advice_trials_and_lines_without_words_need_no_answer() -> None:
    assert _settled([_point(severity="advice")], _line()) == ["advice"]
    assert _settled([_point(trial=True)], _line()) == ["trial"]
    assert _settled([_point()], _line(text="")) == ["verify"]
    assert _settled([_point()]) == ["verify"]


# ---------------------------------------------------------------- the figure that is explained


@pytest.mark.parametrize(
    ("value", "stated", "is_same"),
    [
        ("-3.6", "-3.60", True),
        ("-3.6", "3.6", False),
        ("-3.6", "-7；-3.6", True),
        ("-3.6", "-7 -3.6", True),
        ("-3.6", "", False),
        ("150%", "1.5", True),
        ("1.5", "150%", True),
        ("150%", "150", False),
        ("150%", "150 %", True),
        ("三吨", "三吨", True),
        ("三吨", "四吨", False),
        ("三吨", "4", False),
    ],
)
def test_an_explanation_counts_for_the_figure_it_was_written_for(
    value: str,
    stated: str,
    is_same: bool,  # noqa: FBT001  # a parameter
) -> None:
    told = ["explained"] if is_same else ["verify", "QJ7002" if stated else "QJ7002 unstated"]
    assert _settled([_point(value=value)], _line(value=stated), stored="99") == told


@pytest.mark.parametrize(
    ("stored", "stated", "is_same"),
    [("", "", True), ("", "空白", True), ("", "5；", False), ("-3.6", "-3.6", True), ("-3.6", "", False)],
)
def test_a_point_without_a_figure_is_held_against_its_cell(stored: str, stated: str, is_same: bool) -> None:  # noqa: FBT001  # a parameter
    (standing, *_) = _settled([_point(value=None)], _line(value=stated), stored=stored)
    assert standing == ("explained" if is_same else "verify")


@pytest.mark.parametrize("place", [Place(), Place("表2-1"), Place("别处", 5, 5)])
def test_a_point_without_a_cell_has_no_figure(place: Place) -> None:
    line = _line("E5" if place.row else "", "", sheet="")
    assert _settled([_point(value=None, place=place)], line) == ["explained"]


def test_the_figure_as_stored_does_as_well_as_the_figure_as_shown() -> None:
    assert _settled([_point(value="-4")], _line(value="-3.6")) == ["explained"]
    note = _note([_point(value="-4")], _line(value="-5"))
    assert (note.value, note.expected) == ("-5", "-4")


# ---------------------------------------------------------------- what is said


def test_a_refusal_names_the_point() -> None:
    note = _note([_point(severity="mandatory")], _line())
    assert (note.code, note.place.row, note.related) == ("QJ7003", 3, (Place("表2-1", 5, 5),))
    assert note.params == {"about": CODE, "where": "表2-1!E5", "text": WHY}
    note = _note([_point(place=Place("表2-1"))], _line("", text="属实"))
    assert (note.code, note.params["where"]) == ("QJ7001", "表2-1")
    note = _note([_point(place=Place())], _line("", text="属实", sheet=""))
    assert note.params["where"] == "—"


def test_a_line_that_hits_nothing_is_told_which_points_wait() -> None:
    points = [_point(row) for row in (5, 6, 5, 7, 8)]
    note = _note(points, _line("F5", sheet=" 表2-1 "))
    assert (note.code, note.value, note.params["about"]) == ("QJ7004", "表2-1  F5", CODE)
    assert note.params["where"] == "表2-1!E5、表2-1!E6"
    assert _note([_point(row) for row in range(5, 10)], _line("F5")).params["where"].count("、") == 2
    note = _note([_point(code=OTHER), _point(6)], _line("E5", code="甲公司"))
    assert (note.value, note.params["about"], note.params["where"]) == ("甲公司", OTHER, "表2-1!E5、表2-1!E6")


def test_only_points_to_verify_wait() -> None:
    assert _settled([_point(severity="mandatory")], _line(code="")) == ["mandatory"]
    assert _settled([_point(severity="advice")], _line(code="")) == ["advice"]
    assert _settled([_point()], _line(), _line(code="")) == ["explained"]


def test_a_line_waits_for_points_of_its_own_rule_alone() -> None:
    assert _settled([_point()], _line(code=OTHER)) == ["verify"]
    assert _settled([_point(), _point(code=OTHER)], _line("F9", code=OTHER)) == ["verify", "verify", "QJ7004"]


def test_a_line_that_says_nothing_is_not_missed() -> None:
    assert _settled([_point()], _line("E6", text="属实")) == ["verify"]
