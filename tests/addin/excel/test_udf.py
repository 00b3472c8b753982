"""The worksheet functions as cells of Excel call them: through xlwings' own pipeline, under stand-ins for pywin32."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

CASES: Final[list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "functions" / "cases.json").read_text(encoding="utf-8")
)


def called(calls: list[dict[str, Any]], how: str) -> list[Any]:
    run = subprocess.run(
        [sys.executable, "-m", "support.fake_excel.functions", how],
        input=json.dumps(calls),
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: list[Any] = json.loads(run.stdout)
    return found


def as_block(answer: Any) -> Any:
    """Excel takes a single answer as a block of one."""
    return [[answer]] if isinstance(answer, str | float | int) else answer


@cache
def all_cases(how: str) -> list[Any]:
    return called(CASES, how)


@pytest.mark.parametrize("how", ["values", "references"])
def test_the_golden_cases_hold_in_excels_pipeline(how: str) -> None:
    names = [f"{one['function']}{one['args']}" for one in CASES]
    found = dict(zip(names, all_cases(how), strict=True))
    assert found == {name: as_block(one["answer"]) for name, one in zip(names, CASES, strict=True)}


def test_arguments_left_out_are_like_blank_ones() -> None:
    left_out = {"function": "QJ_CO2_POWER", "args": [30000, 0.7769, "missing", "missing"]}
    blank = {"function": "QJ_CO2_POWER", "args": [30000, 0.7769, None, None]}
    assert called([left_out, blank], "values") == [[[23.307]], [[23.307]]]


def test_a_whole_column_comes_back_as_a_column() -> None:
    call = {"function": "QJ_CO2_COAL", "args": [[[number] for number in range(2000)]]}
    (column,) = called([call], "references")
    assert len(column) == 2000
    assert column[100] == [277.25]
