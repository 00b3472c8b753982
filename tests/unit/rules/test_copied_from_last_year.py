"""Tables, rows and answers that are last year's: what counts, what stands apart, and what is told once."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding
from qingjian.rules.previous import answers_copied, company_back, row_copied, table_copied
from qingjian.rules.previous_form import summarise
from qingjian.rules.registry import Check
from qingjian.rules.view import View
from support.forms import form

PATH: Final = "去年.xlsx"
RECORDS: Final[dict[str, Any]] = {
    "published": {"cells": {"class1": "4", "class2": "5"}},
    "mandatory": {"cells": {"started.self": "1", "started.agency": "2", "result.accepted": "3"}},
}
FIGURES: Final = {"water": "1", "power": "2", "coal": "3"}


def _told(
    check: Check, code: str, now: dict[str, Any], before: dict[str, Any], *, then: str = "", today: str = ""
) -> list[Finding]:
    today = today or "liaoning/2024"
    view = View(*form(now, today), summarise(*form(before, then or today), PATH))
    return [one for one in check(view, rule(code)) if isinstance(one, Finding)]


def _tables(now: dict[str, Any], before: dict[str, Any], **editions: str) -> list[tuple[str, str, str]]:
    found = _told(table_copied, "QJ5101", now, before, **editions)
    return [(one.table, one.field, one.params["count"]) for one in found]


def _with(block: str, **cells: str) -> dict[str, Any]:
    named = {name.replace("__", "."): value for name, value in cells.items()}
    return RECORDS | {block: {"cells": RECORDS.get(block, {"cells": {}})["cells"] | named}}


def test_five_figures_of_a_table_are_told_once_whatever_other_tables_there_are() -> None:
    tables: dict[str, Any] = {"1": RECORDS, "2-2": {"companies": {"rows": []}}}
    assert _tables(tables, tables) == [("1", "class1", "5")]
    cover: dict[str, Any] = {"cover": {"cover": {"cells": {"unit": "甲区"}}}}
    assert _tables(cover | tables, cover | tables, today="chongqing/2025") == [("1", "class1", "5")]


@pytest.mark.parametrize(
    ("now", "before", "count"),
    [
        (RECORDS, _with("published", class3="0"), 1),
        (_with("published", class3="0"), RECORDS, 1),
        (RECORDS, _with("published", class3="1"), 0),
        (_with("published", class2="0"), _with("published", class2="0"), 0),
        (_with("mandatory", result__rejected="7"), _with("mandatory", result__rejected="8"), 0),
    ],
)
def test_noughts_neither_count_nor_differ(now: dict[str, Any], before: dict[str, Any], count: int) -> None:
    assert _tables({"1": now}, {"1": before}) == [("1", "class1", "5")] * count


def test_what_only_one_edition_asks_for_stands_apart() -> None:
    now, before = _with("mandatory", result__assessed="9"), _with("mandatory", result__assess_passed="8")
    assert _tables({"1": now}, {"1": before}, then="chongqing/2025") == [("1", "class1", "5")]
    fewer = RECORDS | {"published": {"cells": {"class1": "4"}}, "mandatory": now["mandatory"]}
    assert _tables({"1": fewer}, {"1": fewer}) == [("1", "class1", "5")]
    others = fewer | {"mandatory": RECORDS["mandatory"]}
    assert _tables({"1": fewer}, {"1": others}, then="chongqing/2025") == []


def _firms(*names: str, **figures: str) -> dict[str, Any]:
    return {"companies": {"rows": [{"name": name, **FIGURES, **figures} for name in names]}}


def test_a_row_is_copied_where_its_own_list_had_it() -> None:
    now = {"2-2": _firms("甲公司", "乙公司"), "3-2": _firms("丙公司")}
    before = {"2-2": _firms("甲公司", "丙公司"), "3-2": _firms("乙公司", "丁公司")}
    assert [one.row for one in _told(row_copied, "QJ5102", now, before)] == ["甲公司"]
    back = _told(company_back, "QJ5105", now, before)
    assert [(one.row, one.params["sheet_before"]) for one in back] == [
        ("乙公司", "表3-2"),
        ("丙公司", "表2-2"),
    ]
    assert {one.params["previous"] for one in back} == {PATH}


def test_answers_are_told_once_for_each_table() -> None:
    long, other = "第一季度完成审核。" * 8, "第二季度完成验收。" * 8
    blocks = {"penalties": {"cells": {"": long}}, "awards": {"cells": {"": other}}}
    changed = {"penalties": {"cells": {"": long}}, "awards": {"cells": {"": other + "无"}}}
    (both,) = _told(answers_copied, "QJ5106", {"1": blocks}, {"1": blocks})
    assert (both.params["count"], both.params["variant"], len(both.related)) == ("2", "several", 1)
    (one,) = _told(answers_copied, "QJ5106", {"1": blocks}, {"1": changed})
    assert (one.params["count"], one.params.get("variant"), one.related) == ("1", None, ())
    alone = {"1": {"awards": {"cells": {"": other}}}}
    assert len(_told(answers_copied, "QJ5106", {"1": blocks}, alone)) == 1
    assert _told(answers_copied, "QJ5106", {"1": blocks}, {"1": {}}) == []
