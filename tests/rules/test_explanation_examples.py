"""Examples of the rules on explanations: an official workbook with something to explain, and what is said of it."""

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
from qingjian.model.finding import Finding
from qingjian.model.grid import Grid
from qingjian.rules.explanations import KIND
from qingjian.rules.runner import run
from qingjian.sheets.read import read
from qingjian.templates.book import build
from support.changes import apply

CASES = [
    pytest.param(spec.code, example, id=f"{spec.code}-{index}")
    for spec in rules()
    if spec.kind == KIND
    for index, example in enumerate(spec.examples)
]


@cache
def _official(edition_id: str) -> Grid:
    grid = read(build(edition(edition_id), spare_rows=3), "official.xlsx")
    for sheet in grid.sheets:
        sheet.rows = {number: dict(row) for number, row in sheet.stream()}
    return grid


def _found(example: Mapping[str, Any]) -> tuple[Finding, ...]:
    grid = copy.deepcopy(_official(example["edition"]))
    apply(grid, example["changes"])
    bound = bind(grid)
    assert bound is not None
    return run(*bound).findings


@pytest.mark.parametrize(("code", "example"), CASES)
def test_an_example_gives_the_findings_it_announces(code: str, example: Mapping[str, Any]) -> None:
    found = [one for one in _found(example) if one.code == code]
    assert len(found) == len(example["findings"])
    for one, wanted in zip(found, example["findings"], strict=True):
        assert one.params.get("variant") == wanted.get("variant")
        assert {key: getattr(one, key) for key in wanted if key in ("value", "expected")} == {
            key: wanted[key] for key in wanted if key in ("value", "expected")
        }
        assert all("{" not in "".join(render(one, lang)) for lang in LANGS)


@pytest.mark.parametrize(("code", "example"), CASES)
def test_only_a_line_without_fault_explains(code: str, example: Mapping[str, Any]) -> None:
    del code
    explained = [one.code for one in _found(example) if one.standing == "explained"]
    assert bool(explained) == (not example["findings"])
