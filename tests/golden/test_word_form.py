"""The filled form of 2024 as it circulated in Word: what is read from it is what was read by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qingjian.api.judge import judge, open_form
from qingjian.bind.extract import extract
from qingjian.bind.strays import strays
from qingjian.model.verdict import Verdict
from qingjian.resources import workbooks
from support.docx_liaoning import as_circulated

SAMPLE = workbooks() / "samples" / "liaoning-2024-filled.json"
SAVED = Path(__file__).resolve().parents[1] / "data" / "word" / "liaoning-2024-circulated.docx"
DATA: dict[str, Any] = json.loads(SAMPLE.read_bytes())
NEEDS_PARAMETERS = {"QJ4101"}
"""What only the factor tells that our own workbook declares behind the form."""


def tables(document: bytes) -> Any:
    bound = open_form(document, "总结表.docx")
    assert bound is not None
    assert bound[1].id == "liaoning/2024"
    assert list(strays(*bound)) == []
    return extract(*bound)["tables"]


@pytest.fixture(scope="module")
def by_hand() -> Any:
    bound = open_form(SAMPLE.with_suffix(".xlsx").read_bytes(), "总结表.xlsx")
    assert bound is not None
    return extract(*bound)["tables"]


def test_every_answer_is_read(by_hand: Any) -> None:
    assert tables(as_circulated(DATA)) == by_hand


@pytest.mark.parametrize("slip", [30, 70, 110])
@pytest.mark.parametrize("seed", [1, 2])
def test_borders_may_slip_by_two_millimetres(by_hand: Any, slip: int, seed: int) -> None:
    assert tables(as_circulated(DATA, slip=slip, seed=seed)) == by_hand


def test_it_is_the_same_when_writer_has_saved_it(by_hand: Any) -> None:
    assert tables(SAVED.read_bytes()) == by_hand


def test_the_findings_are_those_of_the_workbook() -> None:
    word = judge(as_circulated(DATA), "总结表.docx")
    workbook = judge(SAMPLE.with_suffix(".xlsx").read_bytes(), "总结表.xlsx")

    assert word.status == "returned"
    assert serious(word) == {one for one in serious(workbook) if one[0] not in NEEDS_PARAMETERS}


def test_findings_say_where_in_the_document() -> None:
    word = judge(as_circulated(DATA), "总结表.docx")
    total = next(finding for finding in word.findings if finding.code == "QJ2102" and finding.table == "1")
    assert (total.place.sheet, total.place.address) == ("表1", "J44")


def serious(verdict: Verdict) -> set[tuple[str, str, str, str]]:
    return {(one.code, one.table, one.row, one.field) for one in verdict.findings if one.severity != "advice"}
