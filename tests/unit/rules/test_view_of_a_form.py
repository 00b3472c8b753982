"""A form as the rules look at it: its lines and their names, its odd cells, and what is asked only once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest

from qingjian.catalog.editions import edition
from qingjian.model.finding import Place
from qingjian.rules.lines import Line, Spot, told
from qingjian.rules.plan import plan
from qingjian.rules.sweep import Sweep, each_line
from qingjian.rules.view import Survey, View, share
from support.forms import entry, form

ERROR: Final = {"text": "#REF!", "kind": "error"}
WAITING: Final = {"text": "", "kind": "uncalculated", "formula": "A1"}
SHARES: Final = ("guangdong/2009-performance", "performance", "years", "recycled.y1")


def _list(*rows: dict[str, Any], table: str = "2-2", total: dict[str, Any] | None = None) -> View:
    content: dict[str, Any] = {"rows": list(rows)} | ({} if total is None else {"total": total})
    return View(*form({table: {"companies": content}}))


def _cells(spots: list[Spot]) -> list[str]:
    return [spot.entry.place.address for spot in spots]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ({"name": "甲公司"}, "甲公司"),
        ({"name": " 甲 \n 公司 "}, "甲 公司"),
        ({"name": " "}, "2"),
        ({"name": ""}, "2"),
        ({"name": "/"}, "/"),
    ],
)
def test_a_row_is_called_by_its_name_or_its_number(row: dict[str, str], label: str) -> None:
    view = _list({}, row, total={})
    block = view.plan.block("2-2", "companies")
    assert [line.label for line in view.lines(block)] == ["1", label]
    assert [line.label for line, _ in view.total_lines] == ["合计"]


def test_a_record_has_no_label() -> None:
    view = View(*form({"1": {"schemes": {"cells": {}}}}))
    (line,) = view.lines(view.plan.block("1", "schemes"))
    assert (line.label, line.row, line.is_total) == ("", None, False)
    assert list(view.lines(view.plan.block("1", "published"))) == []
    assert [block.spec.id for block, _ in view.records()] == ["schemes"]
    assert list(view.lists()) == []


def test_a_list_without_a_total_has_no_word_for_it() -> None:
    block = plan(edition("liaoning/2024")).block("1", "documents")
    assert Line(block, {}, is_total=True).label == ""


def test_cells_without_a_figure_are_odd() -> None:
    contents = ("", " ", "/", "1", "三", "'650", ERROR, WAITING, {"text": "45721", "kind": "date"})
    view = _list(*({"power": one} for one in contents), total={"power": "约三"})
    assert _cells(view.survey.odd) == ["E7", "E8", "E9", "E10", "E11", "E12"]


def test_spaces_are_nothing_and_cells_that_were_not_found_hide_none() -> None:
    view = _list({"power": {"text": " ", "kind": "text"}, "coal": "三", "water": "三"}, {"power": "500"})
    block: Any = view.form.block("2-2", "companies")
    del block.entries[0].entries["name"]
    del block.entries[0].entries["water"]
    assert _cells(view.survey.odd) == ["G3"]
    assert (view.survey.fractions, view.survey.shares) == ([], [])


def test_of_texts_only_what_is_broken_is_odd() -> None:
    view = _list({"name": ERROR, "industry": "三"}, {"name": WAITING, "seq": ERROR})
    assert _cells(view.survey.odd) == ["B3", "B4"]


def test_slashes_alone_are_the_mark_that_is_meant() -> None:
    view = _list(*({"power": one} for one in ("/", "／", "—", "无", "")), total={"coal": "—"})
    assert _cells(view.survey.marks) == ["E5", "G8"]
    assert _cells(view.survey.odd) == ["E6"]


def test_what_begins_with_a_minus_may_be_negative() -> None:
    view = _list(*({"power": one} for one in ("-1", "-0", "1", "1E-3", "")), total={"power": "-5"})
    assert _cells(view.survey.negative) == ["E3", "E4", "E8"]


def test_counts_are_whole() -> None:
    cells = {"proposed.low": "1.5", "proposed.high": "2", "done.low": "2.0", "done.high": "1E+3"}
    hidden = {"proposed.total": {"text": "3.4", "format": "0"}, "money.firm": "1.5"}
    view = View(*form({"1": {"schemes": {"cells": {**cells, **hidden}}}}))
    assert [spot.field.id for spot in view.survey.fractions] == ["proposed.low", "proposed.total"]


@pytest.mark.parametrize(
    ("content", "is_over"),
    [
        ("100", False),
        ("100.1", True),
        ({"text": "1", "format": "0%"}, False),
        ({"text": "1.001", "format": "0.0%"}, True),
        ("-200", False),
    ],
)
def test_a_share_is_a_hundred_at_most(content: Any, *, is_over: bool) -> None:
    name, table, block, field = SHARES
    view = View(*form({table: {block: {"cells": {field: content}}}}, name))
    assert [spot.field.id for spot in view.survey.shares] == [field] * is_over


def test_the_ways_to_say_nothing_are_kept_once_per_table() -> None:
    view = _list({"power": "1", "coal": ""}, {"power": "0", "coal": "/"}, {"power": "", "coal": "0"})
    found = {way: spot.entry.place.address for way, spot in view.survey.absent["2-2"].items()}
    assert found == {"blank": "D3", "zero": "E4", "na": "G4"}
    assert (
        _list({"power": "0"}, {"power": "0.0"}, {"carbon_tco2": "0"}).survey.absent["2-2"]["zero"].entry.text
        == "0"
    )
    full = {field.id: "1" for field in view.plan.block("2-2", "companies").numeric if not field.is_computed}
    assert _list(full, total={"power": "0"}).survey.absent == {"2-2": {}}
    assert View(*form({"1": {"schemes": {"cells": {"done.low": "0"}}}})).survey.absent == {}


def test_a_figure_is_told_as_it_is_shown() -> None:
    here = Place("表", 1, 1)
    assert told(entry({"text": "1.2345", "format": "0.00"}, here)) == "1.23"
    assert told(entry("1E+3", here)) == "1000"
    assert told(entry("约三", here)) == "约三"
    assert share(entry({"text": "0.5", "format": "0%"}, here), Decimal("0.5")) == 50
    assert share(entry("0.5", here), Decimal("0.5")) == Decimal("0.5")


def test_a_judge_is_asked_once() -> None:
    view, asked = _list({}), list[int]()

    def judge(_view: View) -> Iterator[int]:
        asked.append(1)
        yield 7

    assert (view.shared(judge), view.shared(judge), asked) == ((7,), (7,), [1])
    assert view.kept(Survey) is view.kept(Survey)


def test_a_judge_that_fails_fails_for_those_who_ask_it() -> None:
    from qingjian.rules import sweep  # noqa: PLC0415  # its table of judges is put back below

    asked: list[str] = []

    @each_line(lambda _view, block: block.table == "2-2")
    def failing(_view: View, line: Line) -> Iterator[str]:
        asked.append(f"{line.block.table} {line.label}")
        if line.label == "2":
            raise ZeroDivisionError
        yield line.label

    @each_line(lambda _view, _block: True)
    def fine(_view: View, line: Line) -> Iterator[str]:
        yield line.label

    try:
        rows: dict[str, Any] = {"companies": {"rows": [{}, {}, {}]}}
        met = Sweep(View(*form({"2-1": rows, "2-2": rows})))
    finally:
        del sweep._JUDGES[failing], sweep._JUDGES[fine]
    assert asked == ["2-2 1", "2-2 2"]
    assert met.met(fine) == ["1", "2", "3"] * 2
    with pytest.raises(ZeroDivisionError):
        met.met(failing)
