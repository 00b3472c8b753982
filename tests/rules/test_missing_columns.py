"""A column or cell that was not found is not there to be judged: every rule does without it."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.form import FilledList, Form
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.runner import FAILED
from support.by_columns import run
from support.forms import form

BLOCKS: Final = [
    pytest.param(name, block, id=f"{name}-{block.table}-{block.spec.id}")
    for name in edition_ids()
    for block in plan(edition(name)).blocks
]
BY_TYPE: Final = {
    "company": "甲化工有限公司",
    "industry": "C9999",
    "text": "20%",
    "longtext": "20%",
    "yesno": "否",
}
PARAMETERS: Final = {"electricity": "0.7769", "gas": "1.4", "report_year": "2024", "level": "province"}


def _filled(name: str, block: BlockPlan) -> Form:
    cells: dict[str, Any] = {f.id: BY_TYPE.get(f.type, "3") for f in block.fields if f.type != "sequence"}
    content = {"rows": [cells, cells], "total": cells} if block.is_list else {"cells": cells}
    return form({block.table: {block.spec.id: content}}, name, parameters=PARAMETERS, how="stamp")[0]


def _lose(filled: Form, block: BlockPlan, field: str) -> None:
    found: Any = filled.block(block.table, block.spec.id)
    lines: list[Any] = [*found.entries, found.total] if isinstance(found, FilledList) else [found]
    for line in lines:
        del line.entries[field]
    if isinstance(found, FilledList):
        del found.columns[field]  # type: ignore[attr-defined]  # a plain dict, in a form made by hand


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_no_rule_misses_a_column(name: str, block: BlockPlan) -> None:
    for field in block.by_id:
        filled = _filled(name, block)
        _lose(filled, block, field)
        outcome = run(filled, edition(name))
        assert [one.params for one in outcome.findings if one.code == FAILED] == []
        assert not any(
            one.field == field for one in outcome.findings if one.table == block.table and one.place.col
        )
