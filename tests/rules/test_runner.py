"""The runner: selection, order, what could not run, and rules that fail."""

from __future__ import annotations

import logging
from typing import Final

import pytest

from qingjian.catalog.messages import LANGS, reason, render
from qingjian.catalog.rules import Applies, RuleSpec, rule, rules
from qingjian.errors import UnknownRule
from qingjian.model.finding import Place
from qingjian.rules import registry, runner
from qingjian.rules.view import View
from support.by_columns import run
from support.forms import form

ROWS: Final = [{"name": "甲化工有限公司", "industry": "化学农药制造", "cod": "1.25", "so2": "x"}]
TABLES: Final = {"2-1": {"companies": {"rows": ROWS, "total": {"cod": "9"}}}}


def _codes(*, only: list[str] | None = None, skip: list[str] | None = None) -> list[str]:
    filled, edition = form(TABLES)
    return [finding.code for finding in run(filled, edition, only=only, skip=skip).findings]


def test_codes_and_their_beginnings_choose_rules() -> None:
    assert _codes(only=["QJ21"]) == ["QJ2101"]
    assert _codes(only=["QJ2004"]) == ["QJ2004"]
    assert "QJ2101" not in _codes(skip=["QJ21"])
    assert run(*form(TABLES), only=["QJ21"], skip=["QJ2101"]).findings == ()
    assert all(code.startswith("QJ21") for code in run(*form(TABLES), only=["QJ21"]).ran)


def test_a_beginning_that_fits_no_rule_is_a_mistake() -> None:
    codes = [spec.code for spec in rules()]
    assert runner.select(["QJ41", "QJ9001"], codes) == (
        "QJ4101",
        "QJ4102",
        "QJ4103",
        "QJ4104",
        "QJ4105",
        "QJ4106",
        "QJ4107",
        "QJ4108",
        "QJ4109",
        "QJ9001",
    )
    with pytest.raises(UnknownRule, match="QJ98"):
        runner.select(["QJ98"], codes)


def test_findings_stand_in_the_order_of_sheets_rows_columns_and_codes() -> None:
    rows = [{"name": "甲", "cod": "'1", "wastewater": "y"}, {"name": "乙", "cod": "z"}]
    filled, edition = form({"3-1": {"companies": {"rows": rows}}, "2-1": {"companies": {"rows": rows}}})
    found = run(filled, edition).findings
    sheets = [sheet.name for sheet in filled.grid.sheets]
    keys = [(sheets.index(f.place.sheet), f.place.row, f.place.col, f.code) for f in found if f.place.sheet]
    assert keys == sorted(keys)
    assert sheets == ["表3-1", "表2-1"]


def test_a_form_findings_come_along() -> None:
    filled, edition = form(TABLES)
    met = rule("QJ1004").finding(Place("表2-1"), expected="表2-1", found="a")
    filled = filled._replace(findings=(met,))
    assert met in run(filled, edition).findings
    assert met not in run(filled, edition, skip=["QJ1"]).findings


def test_a_rule_that_fails_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(_view: View, _spec: RuleSpec) -> registry.Outcomes:
        raise ZeroDivisionError("a bug")

    monkeypatch.setitem(registry.KINDS, "list_total", registry.Kind(failing))
    with caplog.at_level(logging.ERROR):
        outcome = run(*form(TABLES))
    failed = [finding for finding in outcome.findings if finding.code == "QJ9001"]
    assert {finding.params["failed"] for finding in failed} == {"QJ2101", "QJ2102", "QJ2103"}
    assert failed[0].params["problem"] == "ZeroDivisionError"
    assert "QJ2004" in [finding.code for finding in outcome.findings]
    assert "ZeroDivisionError: a bug" in caplog.text
    assert "1.25" not in caplog.text  # cell contents are someone's business data
    assert "QJ2101" in render(failed[0], "en").message


def test_tables_that_were_not_found_are_named() -> None:
    skipped = run(*form(TABLES)).skipped
    unbound = {(one.code, one.detail) for one in skipped if one.reason == "table-not-bound"}
    assert ("QJ2101", "表2-2") in unbound
    assert ("QJ2101", "表2-1") not in unbound
    assert ("QJ4102", "表2-1") not in unbound
    assert {one.reason for one in skipped if one.code == "QJ4101"} == {"factor-undeclared"}
    assert {one.reason for one in skipped if one.code == "QJ3001"} == {"pair-incomplete"}
    assert all(reason(one, lang) for one in skipped for lang in LANGS)


def test_a_total_waits_for_parts_that_cannot_be_read() -> None:
    total = {"so2": "3"}
    outcome = run(*form({"2-1": {"companies": {"rows": ROWS, "total": total}}}), only=["QJ2101"])
    assert outcome.findings == ()
    assert [one.detail for one in outcome.skipped if one.reason == "parts-unreadable"] == ["表2-1!H4"]


def test_formulas_are_not_asked_of_an_xls() -> None:
    filled, edition = form(TABLES, grid_format="xls", how="stamp")
    skipped = {
        one.code: one.reason for one in run(filled, edition).skipped if one.reason != "table-not-bound"
    }
    assert skipped["QJ2108"] == skipped["QJ2109"] == skipped["QJ2110"] == "formulas-unknown"


def test_a_rule_waits_for_those_it_builds_on() -> None:
    typed = {"2-1": {"companies": {"rows": [{"name": "甲", "cod": "1"}], "total": {"cod": "1"}}}}
    filled, edition = form(typed, how="stamp")
    assert [finding.code for finding in run(filled, edition, only=["QJ2108"]).findings] == ["QJ2108"]
    met = rule("QJ1002").finding(Place(), stamped="a", found="b")
    filled = filled._replace(findings=(met,))
    outcome = run(filled, edition, only=["QJ1002", "QJ2108"])
    assert outcome.findings == (met,)
    assert ("QJ2108", "requirement-failed", "QJ1002") in outcome.skipped


def test_a_rule_applies_to_its_editions_and_years() -> None:
    applies = Applies(("liaoning", "mee/2020"), 2023, 2025)
    assert applies.holds("liaoning/2024", 2024)
    assert applies.holds("mee/2020", None)
    assert not applies.holds("mee/2021", 2024)
    assert not applies.holds("liaoning/2024", 2022)
    assert not applies.holds("liaoning/2024", 2026)
