"""A year against the year before, beyond the examples: names, rows that cannot be read, random forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from qingjian.catalog.editions import edition
from qingjian.model.finding import Finding
from qingjian.model.previous import NoPast, Past
from qingjian.rules.plan import plan
from qingjian.rules.previous_form import summarise
from support.by_columns import run
from support.forms import form

PATH: Final = "去年.xlsx"
ROW: Final = {"name": "甲化工有限公司", "power": "10000", "water": "50", "benefit": "1.2"}
OTHER: Final = {"name": "乙水泥有限公司", "power": "20000", "water": "80", "benefit": "3"}


def _tables(*rows: Mapping[str, Any], table: str = "2-2") -> dict[str, Any]:
    return {table: {"companies": {"rows": [dict(row) for row in rows]}}}


def _past(tables: dict[str, Any], edition_id: str = "liaoning/2024") -> Past:
    return summarise(*form(tables, edition_id), PATH)


def _found(tables: dict[str, Any], past: Past, *only: str) -> list[Finding]:
    return list(run(*form(tables), only=only or ["QJ51"], previous=past).findings)


def test_what_is_kept_of_a_long_list_is_small() -> None:
    rows = [{**ROW, "name": f"第{n}化工有限公司", "power": str(n)} for n in range(500)]
    kept = _past(_tables(*rows)).lists["2-2/companies"]
    assert (kept.rows, len(kept.companies)) == (500, 500)
    assert kept.totals["power"] == sum(range(500))
    assert all(isinstance(one, int) for one in kept.companies.values())


def test_a_column_with_something_unreadable_has_no_sum() -> None:
    kept = _past(_tables(ROW, {**OTHER, "power": "约两万"})).lists["2-2/companies"]
    assert "power" not in kept.totals
    assert kept.totals["water"] == 130


def test_a_list_with_something_unreadable_is_not_the_same() -> None:
    odd = _tables(ROW, {**OTHER, "power": "约两万"})
    assert [one.code for one in _found(odd, _past(odd))] == ["QJ5102", "QJ5105"]


def test_rows_without_a_name_keep_a_list_from_being_the_same() -> None:
    nameless = _tables(ROW, {**OTHER, "name": ""})
    assert [one.code for one in _found(nameless, _past(nameless))] == ["QJ5102"]


def test_a_company_under_its_former_name_is_the_same() -> None:
    renamed = _tables({**ROW, "name": "甲新材料有限公司（原名：甲化工有限公司）", "power": "9"}, OTHER)
    (found,) = _found(renamed, _past(_tables(ROW)), "QJ5105")
    assert found.params["sheet_before"] == "表2-2"


def test_other_editions_are_compared_by_field_and_unit() -> None:
    before = _past(_tables({**ROW, "power": "10000"}), "mee/2020")
    found = _found(_tables({**OTHER, "power": "400000"}), before)
    assert [(one.code, one.field) for one in found] == [("QJ5104", "power")]
    powder = _past({"2-1": {"companies": {"rows": [{"name": "甲公司", "powder": "1"}]}}}, "chongqing/2025")
    assert _found({"2-1": {"companies": {"rows": [{"name": "乙公司", "dust": "100"}]}}}, powder) == []


def test_why_there_is_nothing_to_compare_with_is_told_by_every_rule() -> None:
    outcome = run(*form(_tables(ROW)), only=["QJ51"], previous=NoPast("previous-unmatched", "甲区"))
    assert outcome.ran == ()
    assert {(one.reason, one.detail) for one in outcome.skipped} == {("previous-unmatched", "甲区")}


def test_a_change_carries_its_effect() -> None:
    (found,) = _found(_tables({**ROW, "power": "400000"}), _past(_tables({**OTHER, "power": "10000"})))
    assert (found.code, found.params["effect"], found.params["times"]) == ("QJ5104", "0.9750", "40")


def _firms(count: int, power: str) -> dict[str, Any]:
    return _tables(*({"name": f"第{n}化工有限公司", "power": power} for n in range(count)))


def test_fewer_companies_explain_a_smaller_sum_and_more_a_larger_one() -> None:
    assert _found(_firms(2, "100"), _past(_firms(40, "110")), "QJ5104") == []
    assert _found(_firms(40, "110"), _past(_firms(2, "100")), "QJ5104") == []
    (found,) = _found(_firms(4, "2000"), _past(_firms(4, "100")), "QJ5104")
    assert found.params["times"] == "20"


def test_a_list_that_was_empty_does_not_hide_the_next() -> None:
    then = _tables({**ROW, "power": "100"}, table="3-2") | _tables()
    now = _tables({**ROW, "power": "7000"}, table="3-2") | _tables(OTHER)
    assert [(one.table, one.field) for one in _found(now, _past(then), "QJ5104")] == [("3-2", "power")]


def test_a_column_that_only_one_year_has_is_not_compared() -> None:
    assert _found(_tables({**ROW, "coal": "900"}), _past(_tables(OTHER)), "QJ5104") == []


CELLS: Final = st.sampled_from(("", "/", "0", "1.2", "12", "120", "3500", "-4", "x", "甲公司", "字" * 60))


@st.composite
def _forms(draw: st.DrawFn) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for block in plan(edition("liaoning/2024")).blocks:
        row = st.dictionaries(st.sampled_from(list(block.by_id)), CELLS, max_size=6)
        content: dict[str, Any] = {"cells": draw(row)}
        if block.is_list:
            content = {"rows": draw(st.lists(row, max_size=2)), "total": draw(row)}
        tables.setdefault(block.table, {})[block.spec.id] = content
    return tables


@settings(max_examples=40, deadline=None)
@given(_forms(), _forms())
def test_no_rule_fails_and_a_form_has_changed_in_nothing_from_itself(
    now: dict[str, Any], before: dict[str, Any]
) -> None:
    assert "QJ9001" not in {one.code for one in _found(now, _past(before), "QJ51", "QJ9")}
    assert not {"QJ5103", "QJ5104"} & {one.code for one in _found(now, _past(now))}
