"""This year's companies and columns held against last year's: which list, which fields, which cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest

from qingjian.model.previous import NoPast, Past
from qingjian.rules.plan import BlockPlan
from qingjian.rules.previous_form import summarise
from qingjian.rules.previous_rows import again, name_spot, past, path_then, same_lists, shared_fields
from qingjian.rules.view import View
from support.forms import form

PATH: Final = "去年.xlsx"
FIGURES: Final = {"water": "1", "power": "2", "coal": "3"}
Rows = Mapping[str, list[dict[str, Any]]]
"""By table."""


def _tables(rows: Rows) -> dict[str, Any]:
    return {table: {"companies": {"rows": listed}} for table, listed in rows.items()}


def _past(rows: Rows, name: str = "liaoning/2024") -> Past:
    return summarise(*form(_tables(rows), name), PATH)


def _view(now: Rows, before: Rows, name: str = "liaoning/2024") -> View:
    return View(*form(_tables(now)), _past(before, name))


def _firm(name: Any, **figures: str) -> dict[str, Any]:
    return {"name": name, **(figures or FIGURES)}


def test_without_a_form_of_last_year_nothing_is_compared() -> None:
    for previous in (None, NoPast("previous-unmatched")):
        view = View(*form(_tables({"2-2": [_firm("甲公司")]})), previous)
        block = view.plan.block("2-2", "companies")
        assert past(view) is None
        assert (path_then(view), shared_fields(view, block)) == ("", frozenset())
        assert (list(same_lists(view)), view.met(again)) == ([], [])
    assert path_then(_view({}, {})) == PATH


def test_a_company_is_sought_in_its_own_list_first() -> None:
    now = {"3-2": [_firm("甲公司"), _firm("乙公司"), _firm("丙公司")]}
    before = {"2-2": [_firm("甲公司", power="9"), _firm("乙公司")], "3-2": [_firm("甲公司")]}
    met = _view(now, before).met(again)
    assert [(one.name, one.before, one.is_same) for one in met] == [
        ("甲公司", "3-2/companies", True),
        ("乙公司", "2-2/companies", False),
    ]


@pytest.mark.parametrize(
    "name", ["", {"text": " ", "kind": "text"}, "/", "12", {"text": "甲公司", "kind": "error"}, "无"]
)
def test_whoever_has_no_name_is_not_back(name: Any) -> None:
    view = _view({"2-2": [_firm(name), _firm("甲公司")]}, {"2-2": [_firm("甲公司"), _firm(name)]})
    assert [(one.name, one.position) for one in view.met(again)] == [("甲公司", 1)]


def test_a_column_of_names_that_was_not_found_brings_nobody_back() -> None:
    view = _view({"2-2": [_firm("甲公司"), _firm("乙公司")]}, {"2-2": [_firm("甲公司"), _firm("乙公司")]})
    block: Any = view.form.block("2-2", "companies")
    del block.entries[0].entries["name"]
    assert [one.name for one in view.met(again)] == ["乙公司"]


def _same(now: Rows, before: Rows) -> list[str]:
    return list(same_lists(_view(now, before)))


def test_a_list_that_has_changed_does_not_hide_one_that_has_not() -> None:
    firms = [_firm("甲公司"), _firm("乙公司")]
    assert _same({"2-2": [_firm("丙公司")], "3-2": firms}, {"2-2": firms, "3-2": firms}) == ["3-2/companies"]


def test_companies_from_another_list_do_not_make_a_list_the_same() -> None:
    now = {"2-2": [_firm("甲公司"), _firm("乙公司")]}
    assert _same(now, {"2-2": [_firm("甲公司"), _firm("丙公司")], "3-2": [_firm("乙公司")]}) == []
    assert _same(now, {"2-2": [_firm("乙公司"), _firm("甲公司")]}) == ["2-2/companies"]


def test_nothing_is_as_good_as_zero() -> None:
    with_zero, without = [_firm("甲公司", power="2", coal="0")], [_firm("甲公司", power="2")]
    for now, before in ((with_zero, without), (without, with_zero)):
        assert _same({"2-2": now}, {"2-2": before}) == ["2-2/companies"]
    assert _same({"2-2": [_firm("甲公司", coal="0")]}, {"2-2": [_firm("甲公司", coal="0")]}) == []


def test_fields_are_shared_where_they_mean_the_same() -> None:
    def shared(table: str, block: str, then: str) -> frozenset[str]:
        view = _view({}, {}, then)
        return shared_fields(view, view.plan.block(table, block))

    def own(table: str, block: str) -> set[str]:
        view = _view({}, {})
        return set(view.plan.block(table, block).by_id)

    assert shared("1", "mandatory", "liaoning/2024") == own("1", "mandatory")
    assert shared("1", "mandatory", "chongqing/2025") == own("1", "mandatory") - {"result.assessed"}
    assert shared("1", "agencies", "chongqing/2025") == frozenset()


def test_a_field_of_another_unit_is_another_field() -> None:
    view = _view({}, {}, "mee/2020")
    block = view.plan.block("2-2", "companies")
    assert {"power", "name"} <= shared_fields(view, block)
    in_kilograms = {**block.by_id, "power": block.by_id["power"]._replace(unit="万度")}
    counted = {**block.by_id, "power": block.by_id["power"]._replace(type="count")}
    for by_id in (in_kilograms, counted):
        assert "power" not in shared_fields(view, block._replace(by_id=by_id))


def test_only_rows_of_companies_have_a_cell_that_names_them() -> None:
    tables: dict[str, Any] = {
        "1": {"schemes": {"cells": {}}, "documents": {"rows": [{"name": "甲"}]}},
        "2-2": {"companies": {"rows": [_firm("甲公司"), _firm("乙公司")]}},
    }
    view = View(*form(tables))

    def spot(table: str, block: str, at: int) -> str | None:
        plan: BlockPlan = view.plan.block(table, block)
        found = name_spot(view, plan, at)
        return found.entry.text if found is not None else None

    assert (spot("2-2", "companies", 0), spot("2-2", "companies", 1)) == ("甲公司", "乙公司")
    assert spot("1", "schemes", 0) is spot("1", "documents", 0) is spot("3-2", "companies", 0) is None
