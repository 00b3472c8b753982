"""Properties of the sums inside records, for every block of every edition that declares one."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.form import FilledRecord
from qingjian.rules.plan import BlockPlan, plan
from support.by_columns import run
from support.forms import form

Cells = dict[str, str]
RULES: Final = ("QJ21", "QJ41")
BLOCKS: Final = [
    pytest.param(name, block, id=f"{name}-{block.table}-{block.spec.id}")
    for name in edition_ids()
    for block in plan(edition(name)).blocks
    if block.sums and not block.is_list
]


def _filled(block: BlockPlan, data: st.DataObject) -> Cells:
    """Random parts, and every sum of them; a sum may be a part of another."""
    cells: Cells = {}

    def settle(name: str) -> Decimal:
        field = block.by_id[name]
        if name not in cells:
            value = sum((settle(part) for part in field.sum), Decimal(0))
            if not field.sum:
                value = Decimal(data.draw(st.integers(0, 10**6)))
            cells[name] = str(value)
        return Decimal(cells[name])

    for field in block.sums:
        settle(field.id)
    return cells


@pytest.mark.parametrize(("name", "block"), BLOCKS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_sums_are_silent_until_one_number_is_broken(name: str, block: BlockPlan, data: st.DataObject) -> None:
    cells = _filled(block, data)
    tables = {block.table: {block.spec.id: {"cells": cells}}}
    assert run(*form(tables, name), only=RULES).findings == ()
    broken = data.draw(st.sampled_from(sorted(cells)))
    cells[broken] = str(Decimal(cells[broken]) + data.draw(st.sampled_from((1, 2, 1000))))
    made, known = form(tables, name)
    found = run(made, known, only=RULES).findings
    record = made.block(block.table, block.spec.id)
    assert isinstance(record, FilledRecord)
    place = record.entries[broken].place
    assert found
    assert all(place == finding.place or place in finding.related for finding in found)
