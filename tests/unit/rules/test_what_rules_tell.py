"""Words about rules, as pages and commands show them."""

from __future__ import annotations

from typing import Any, Final

from qingjian.catalog.rules import rule
from qingjian.rules import explain
from qingjian.rules.explain import Judged, Shown

SUM: Final = "QJ2101"


def _example(**raw: Any) -> explain.Example:
    made: dict[str, Any] = {"title": {"zh": "例", "en": "an example"}, "edition": "liaoning/2024"}
    made |= {"findings": [], **raw}
    (example,) = explain.examples(rule(SUM)._replace(examples=(made,)))
    return example


def test_a_kind_is_told_in_both_languages() -> None:
    spec = rule(SUM)
    assert explain.describe(spec) == explain.describe(spec, "zh") != explain.describe(spec, "en")
    assert explain.describe(spec, "en").isascii()


def test_a_formula_is_told_where_there_is_one() -> None:
    assert (explain.formula(rule(SUM)) or "").startswith("=IF(COUNT(")
    assert explain.formula(rule("QJ1001")) is None


def test_columns_are_told_by_edition_and_sheet_each_once() -> None:
    found = list(explain.judged(rule(SUM)))
    assert {one.edition for one in found} >= {"liaoning/2024", "mee/2020", "chongqing/2025"}
    assert Judged("liaoning/2024", "表1", found[0].captions) not in found
    assert all(one.captions and len(set(one.captions)) == len(one.captions) for one in found)
    sheets = [(one.edition, one.sheet) for one in found]
    assert len(set(sheets)) == len(sheets)
    carbon = [one for one in explain.judged(rule("QJ4101")) if one.edition != "liaoning/2024"]
    assert carbon == []


def test_editions_to_which_a_rule_does_not_apply_have_no_columns() -> None:
    spec = rule(SUM)
    bounded = spec._replace(applies=spec.applies._replace(editions=("mee/2020",)))
    assert {one.edition for one in explain.judged(bounded)} == {"mee/2020"}


def test_cells_of_an_example_are_named_as_people_name_them() -> None:
    rows = [{"name": "甲公司", "power": {"text": "3", "formula": "1+2"}}, {"power": {"text": "4"}}]
    tables = {
        "2-2": {"companies": {"rows": rows, "total": {"power": "7"}}},
        "1": {"published": {"cells": {"total": "5"}}},
    }
    cells = _example(tables=tables).cells
    caption = cells[0].caption
    assert caption.startswith("节电")
    assert cells[:3] == (
        Shown("表2-2", "甲公司", caption, "3 ← =1+2"),
        Shown("表2-2", "", caption, "4"),
        Shown("表2-2", "合计", caption, "7"),
    )
    (count,) = cells[3:]
    assert (count.sheet, count.row, count.text) == ("表1", "", "5")


def test_what_is_not_a_column_is_not_shown() -> None:
    rows = [{"name": "甲公司", "#dots": True, "power": "3"}]
    assert [one.text for one in _example(tables={"2-2": {"companies": {"rows": rows}}}).cells] == ["3"]


def test_findings_are_told_by_row_and_column() -> None:
    findings = [
        {"table": "2-2", "row": "甲公司", "field": "power"},
        {"table": "2-2", "field": "power"},
        {"row": "乙公司"},
        {"table": "2-2", "field": "nowhere"},
    ]
    made = _example(findings=findings, tables={}, changes=[{"sheet": "表1", "do": "remove"}])
    power = made.findings[1]
    assert power.startswith("节电")
    assert made.findings == (f"甲公司 {power}", power, "乙公司", "nowhere")
    assert made.changes == ("表1 remove",)
    assert (made.fails, made.title, dict(made.parameters)) == (True, "例", {})
    assert not _example().fails


def test_declared_parameters_are_shown() -> None:
    assert _example(parameters={"gas": "1.4"}).parameters == {"gas": "1.4"}
