"""Examples of the structural rules: an official workbook is changed, read back and bound."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from qingjian.bind.form import bind
from qingjian.catalog.editions import edition
from qingjian.catalog.messages import LANGS, render
from qingjian.catalog.rules import rules
from qingjian.model.grid import Grid
from qingjian.rules.runner import run
from qingjian.sheets.read import read
from qingjian.templates.book import build
from support.changes import apply
from support.examples import told
from support.snapshot import Snapshot

CASES = [
    pytest.param(spec.code, example, id=f"{spec.code}-{index}")
    for spec in rules()
    if spec.kind not in ("file", "tool", "explanation")
    for index, example in enumerate(spec.examples)
    if "changes" in example
]


@cache
def _official(edition_id: str) -> Grid:
    grid = read(build(edition(edition_id), spare_rows=3), "official.xlsx")
    for sheet in grid.sheets:
        sheet.rows = {number: dict(row) for number, row in sheet.stream()}
    return grid


@pytest.mark.parametrize(("code", "example"), CASES)
def test_an_example_gives_the_findings_it_announces(
    code: str, example: Mapping[str, Any], snapshot: Snapshot
) -> None:
    grid = copy.deepcopy(_official(example["edition"]))
    apply(grid, example["changes"])
    bound = bind(grid)
    assert bound is not None
    outcome = run(*bound, only=[code])
    found = outcome.findings
    wanted = example["findings"]
    assert [(f.code, f.table or None, f.field or None) for f in found] == [
        (code, one.get("table", f.table or None), one.get("field", f.field or None))
        for one, f in zip(wanted, found, strict=True)
    ]
    assert all("{" not in "".join(render(finding, lang)) for finding in found for lang in LANGS)
    if found:
        snapshot("\n".join(told(outcome)))
