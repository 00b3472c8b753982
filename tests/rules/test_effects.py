"""Odd figures say what share of their column's total they are, and the heaviest is read first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from qingjian.model.finding import Finding
from qingjian.model.verdict import Report, Verdict
from qingjian.reporters import Style, reporter
from qingjian.reporters.items import items
from qingjian.rules.effects import EFFECT
from support.by_columns import run
from support.forms import form

BENEFITS = {"甲公司": "100", "乙公司": "600", "丙公司": "300"}
ROWS = [{"name": name, "power": "1000", "benefit": one} for name, one in BENEFITS.items()]


def _found(total: Mapping[str, Any] | None) -> tuple[Finding, ...]:
    block: dict[str, Any] = {"rows": ROWS} | ({} if total is None else {"total": dict(total)})
    return run(*form({"2-2": {"companies": block}}), only=["QJ5001"]).findings


def test_an_odd_figure_says_its_share_of_the_total() -> None:
    assert [one.params[EFFECT] for one in _found({"benefit": "1000"})] == ["0.1000", "0.6000", "0.3000"]


@pytest.mark.parametrize("total", [None, {}, {"benefit": "/"}, {"benefit": "0"}, {"benefit": "一千"}])
def test_without_a_total_there_is_no_share(total: Mapping[str, Any] | None) -> None:
    found = _found(total)
    assert len(found) == len(ROWS)
    assert not any(EFFECT in one.params for one in found)


def test_a_total_that_is_too_small_makes_no_share_above_the_whole() -> None:
    for total in ("50", "0.5"):
        assert [one.params[EFFECT] for one in _found({"benefit": total})] == ["1.0000"] * 3


def test_the_share_is_of_the_column_of_its_own_table() -> None:
    tables = {
        "2-2": {"companies": {"rows": ROWS, "total": {"benefit": "1000", "power": "7"}}},
        "3-2": {"companies": {"rows": ROWS, "total": {"power": "9", "benefit": "2000"}}},
    }
    found = run(*form(tables), only=["QJ5001"]).findings
    assert [one.params[EFFECT] for one in found[:3]] == ["0.1000", "0.6000", "0.3000"]
    assert [one.params[EFFECT] for one in found[3:]] == ["0.0500", "0.3000", "0.1500"]


def test_a_total_that_was_not_found_is_none() -> None:
    filled, known = form({"2-2": {"companies": {"rows": ROWS, "total": {}}}})
    block: Any = filled.block("2-2", "companies")
    del block.total.entries["benefit"]
    found = run(filled, known, only=["QJ5001"]).findings
    assert [one.params.get(EFFECT) for one in found] == [None] * len(ROWS)


def test_what_is_not_there_has_no_share() -> None:
    rows = [{**row, "benefit": "/"} for row in ROWS]
    block = {"companies": {"rows": rows, "total": {"benefit": "9"}}}
    found = run(*form({"2-2": block}), only=["QJ5003"]).findings
    assert [one.params.get(EFFECT) for one in found] == [None] * len(found) != []


def test_rules_about_other_things_have_no_effect() -> None:
    rows = [{**row, "benefit": "-3"} for row in ROWS]
    block = {"companies": {"rows": rows, "total": {"benefit": "9"}}}
    found = run(*form({"2-2": block}), only=["QJ20"]).findings
    assert found
    assert not any(EFFECT in one.params for one in found)


def test_the_heaviest_is_read_first_and_other_rules_stay_where_they_are() -> None:
    found = _found({"benefit": "1000"})
    (other,) = run(*form({"2-2": {"companies": {"rows": [{**ROWS[0], "name": "某公司"}]}}})).findings[:1]
    mixed = (found[0], other._replace(severity="advice"), *found[1:])
    verdict = Verdict("甲.xlsx", "", "passed", findings=mixed)
    (listed,) = items(verdict).values()
    assert [item.finding.row for item in listed] == ["乙公司", other.row, "丙公司", "甲公司"]
    for name in ("text", "html"):
        text = reporter(name)(Report((verdict,), lambda: "", ""), Style())
        assert text.index("乙公司") < text.index("丙公司") < text.index("甲公司只有")
