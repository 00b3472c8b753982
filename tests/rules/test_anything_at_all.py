"""Whatever stands in the cells: no rule fails, and every finding can be told in both languages."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.messages import LANGS, reason, render
from qingjian.rules.plan import plan
from qingjian.rules.runner import FAILED
from support.by_columns import run
from support.forms import form

TEXTS: Final = (
    *(
        "",
        " ",
        "/",
        "／",
        "—",
        "无",
        "……",
        "0",
        "-0",
        "-3.5",
        "1.5",
        "1E+3",
        "9" * 15,
        "'650",
        "'1e400",
        "１６９，１００",
    ),
    *(
        "3.6吨",
        "600m3",
        "1.2万",
        "2家",
        "20%",
        "约三吨",
        "待更正",
        "是",
        "否",
        "{row}",
        "%s",
        "C2631化学农药制造",
        "2631",
        "甲（原名：乙）",
    ),
)
CELLS: Final[tuple[Any, ...]] = (
    *TEXTS,
    {"text": "#REF!", "kind": "error"},
    {"text": "", "kind": "uncalculated", "formula": "SUM(E3:E9)"},
    {"text": "", "kind": "uncalculated", "formula": "ROUND(E5*QJ_FACTOR/1000,3)"},
    {"text": "45721", "kind": "date", "format": "m月d日"},
    {"text": "TRUE", "kind": "bool"},
    {"text": "3", "formula": "SUM(E3:E3)"},
    {"text": "3", "formula": "E3+#REF!"},
    {"text": "待更正", "formula": "IF(1,2)"},
    {"text": "1.2", "format": "0%"},
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, dict[str, dict[str, Any]]]:
    name = draw(st.sampled_from(edition_ids()))
    tables: dict[str, dict[str, Any]] = {}
    for block in plan(edition(name)).blocks:
        if draw(st.booleans()):
            continue
        row = st.dictionaries(st.sampled_from(list(block.by_id)), st.sampled_from(CELLS), max_size=8)
        content: dict[str, Any] = {"cells": draw(row)}
        if block.is_list:
            content = {"rows": draw(st.lists(row, max_size=3)), "total": draw(row)}
        tables.setdefault(block.table, {})[block.spec.id] = content
    return name, tables


@settings(max_examples=60, deadline=None)
@given(
    blocks(),
    st.sampled_from(
        (
            None,
            {},
            {"electricity": "0.7769", "gas": "1.4"},
            {"electricity": "0", "gas": "0", "level": "province"},
        )
    ),
    st.sampled_from(("stamp", "content")),
)
def test_no_rule_fails(
    made: tuple[str, dict[str, dict[str, Any]]], declared: dict[str, str] | None, how: str
) -> None:
    name, tables = made
    outcome = run(*form(tables, name, parameters=declared, how=how))
    assert [found.params for found in outcome.findings if found.code == FAILED] == []
    for finding in outcome.findings:
        assert all(all(render(finding, lang)) for lang in LANGS)
    assert all(reason(one, lang) for one in outcome.skipped for lang in LANGS)
