"""Worksheet functions as Python: the golden cases, and that applications are told what is there."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from qingjian.catalog.wording import parameters
from qingjian.functions import formulas
from qingjian_addin.functions import FUNCTIONS
from qingjian_addin.words import function_help

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['function']}-{case['args']!r:.40}")
def test_case(case: dict[str, Any]) -> None:
    assert FUNCTIONS[case["function"]](*case["args"]) == case["answer"]


def test_every_function_has_cases() -> None:
    assert {case["function"] for case in CASES} == set(FUNCTIONS)


def test_every_function_is_described_with_its_own_arguments() -> None:
    assert list(function_help()) == list(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        parameters_ = inspect.signature(function).parameters
        told = {one.name: one.is_optional for one in function_help()[name].arguments}
        assert told == {one.name: one.default is not inspect.Parameter.empty for one in parameters_.values()}


def test_no_function_is_called_like_a_name_of_the_official_workbooks() -> None:
    names = {formulas.MARKS, formulas.FACTOR, formulas.GAS, formulas.COAL, formulas.OIL}
    names |= {formulas.GAS_LOW, formulas.GAS_HIGH, *(one.name for one in parameters())}
    assert not names & set(FUNCTIONS)


def test_names_are_ascii() -> None:
    assert all(name.isascii() for name in FUNCTIONS)


@pytest.mark.parametrize("name", list(FUNCTIONS))
@pytest.mark.parametrize("odd", [None, True, -1.5, 1e300, "", " ", "甲" * 300, [[]], [[None, "x"], [1, 2]]])
def test_whatever_is_given_the_answer_is_a_number_or_a_sentence(name: str, odd: Any) -> None:
    needed = sum(not one.is_optional for one in function_help()[name].arguments)
    for count in range(needed, len(function_help()[name].arguments) + 1):
        answer = FUNCTIONS[name](*([odd] * count))
        flat = [cell for row in answer for cell in row] if isinstance(answer, list) else [answer]
        assert all(type(cell) in (float, str) for cell in flat), answer
