"""What every rule says of everything that people put into a cell: one table per rule, kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pytest

from qingjian.catalog.edition import Field
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.rules import RuleSpec, rules
from qingjian.model.finding import Finding
from qingjian.rules import families
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.registry import kind_of
from support.by_columns import run
from support.forms import form
from support.snapshot import Snapshot

families.load()
PARAMETERS: Final = {
    "unit": "沈阳市生态环境局",
    "level": "city",
    "report_year": "2024",
    "electricity": "0.7769",
    "gas": "1.4",
}
CONTENTS: Final[tuple[Any, ...]] = (
    *("", " ", "/", "／", "—", "无", "……", "'0", "0", "0.0", "1", "-1", "1.5", "-0.5", "100", "101", "0.004"),
    *("30000", "7400000", "123456789012345", "1E+3", "'650", "'-3", "'1e400", "'１６９，１００", "'1,234.5"),
    *(
        "3.6吨",
        "600m3",
        "1.2万",
        "1.2万度",
        "2家",
        "20%",
        "约三吨",
        "3 吨",
        "三",
        "待更正",
        "是",
        "否",
        "有",
        "不详",
    ),
    *("2024", "2025", "2019年", "2019.6", "2018-05-01", "2031年"),
    *(
        "化学农药制造",
        "C2631化学农药制造",
        "2631",
        "C2631",
        "A2631",
        "C2631啤酒制造",
        "电镀",
        "化学农药制",
        "C9999",
        "26",
    ),
    *(
        "甲化工有限公司",
        "甲化工有限公司（原名：乙化工有限公司）",
        "甲 化工有限公司",
        "甲\u200b化工有限公司",
        "甲化工有限公司分公司",
    ),
    *(
        "91350100M000100Y43",
        "91350100M000100Y44",
        "9135010OM000100Y43",
        "91350100m000100y43",
        "123456789",
        "'91350100M",
    ),
    *(
        "024-12345678",
        "12345",
        "123",
        "a@example.com",
        "a@b",
        "强制性",
        "自愿性",
        "超标",
        "双超",
    ),
    *(
        "辽宁省",
        "沈阳市",
        "{row}",
        "%s",
        "a\nb",
        "\uff21\uff22",
        "1.2.3",
        "10-20",
        "10～20",
        ">5",
        "≥5",
        "1:2",
        "N/A",
        "\\",
    ),
    {"text": "#REF!", "kind": "error"},
    {"text": "", "kind": "uncalculated", "formula": "SUM(E3:E9)"},
    {"text": "45721", "kind": "date", "format": "m月d日"},
    {"text": "45721", "kind": "date", "format": "yyyy/m/d"},
    {"text": "TRUE", "kind": "bool"},
    {"text": "3", "formula": "SUM(E3:E3)"},
    {"text": "3", "formula": "E3+#REF!"},
    {"text": "待更正", "formula": "IF(1,2)"},
    {"text": "1.2", "format": "0%"},
    {"text": "0.95", "format": "0%"},
    {"text": "1.2345", "format": "0.00"},
)


@pytest.mark.parametrize("spec", rules(), ids=lambda spec: spec.code)
def test_contents_of_one_cell(spec: RuleSpec, snapshot: Snapshot) -> None:
    snapshot("\n".join(_tables(spec)) or "nothing of a single cell")


def _tables(spec: RuleSpec) -> Iterator[str]:
    """One table for each type of field that the rule looks at, in lists and elsewhere."""
    seen: set[tuple[bool, str]] = set()
    for name in edition_ids():
        for block in plan(edition(name)).blocks:
            for field in kind_of(spec).judged(block, spec):
                if (block.is_list, field.type) not in seen:
                    seen.add((block.is_list, field.type))
                    yield f"# {name} {block.table}.{block.spec.id}.{field.id}: {field.type}"
                    yield from _table(spec, name, block, field)


def _table(spec: RuleSpec, name: str, block: BlockPlan, field: Field) -> Iterator[str]:
    if block.is_list:
        rows = [_row(block, field, index, content) for index, content in enumerate(CONTENTS)]
        yield from _said(spec, name, block, {"rows": rows})
    else:
        for content in CONTENTS:
            yield from _said(spec, name, block, {"cells": {field.id: content}})


def _row(block: BlockPlan, field: Field, index: int, content: Any) -> dict[str, Any]:
    """Rows are told apart by their names, where the name is not what is looked at."""
    named = {block.name: f"第{index}化工有限公司"} if block.name is not None else {}
    return {**named, field.id: content}


def _said(spec: RuleSpec, name: str, block: BlockPlan, content: dict[str, Any]) -> Iterator[str]:
    filled = form({block.table: {block.spec.id: content}}, name, parameters=PARAMETERS)
    yield from _lines(run(*filled, only=[spec.code]).findings)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    for found in findings:
        variant = found.params.get("variant", "")
        count = f"+{len(found.related)}" if found.related else ""
        yield " | ".join((repr(found.value), found.place.address, variant, str(found.expected), count))
