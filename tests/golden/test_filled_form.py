"""The published form of 2024: exactly the findings that a careful reader writes down, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qingjian.api.checking import check
from qingjian.model.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("liaoning-2024-filled.json")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def verdict(expected: dict[str, Any]) -> Verdict:
    return check([ROOT / expected["workbook"]]).files[0]


def test_exactly_the_findings_written_down(expected: dict[str, Any], verdict: Verdict) -> None:
    wanted = {(f["code"], f["severity"], f["sheet"], f["cell"], f["field"]) for f in expected["findings"]}
    found = {(f.code, f.severity, f.place.sheet, f.place.address, f.field) for f in verdict.findings}
    assert found == wanted
    assert len(verdict.findings) == len(wanted)


def test_each_total_comes_with_the_figure_to_write(expected: dict[str, Any], verdict: Verdict) -> None:
    wanted = {(f["sheet"], f["cell"]): f["expected"] for f in expected["findings"] if f["expected"]}
    found = {(f.place.sheet, f.place.address): f.expected for f in verdict.findings if f.expected}
    assert found == wanted


def test_every_finding_has_its_reasoning(expected: dict[str, Any]) -> None:
    assert all(f["why"] for f in (*expected["findings"], *expected["silent"]))


def test_the_five_blank_totals_are_all_there(verdict: Verdict) -> None:
    blank = {(f.place.sheet, f.place.row) for f in verdict.findings if f.code == "QJ2102"}
    assert blank == {("表1", 66), ("表2-1", 36), ("表2-2", 34), ("表3-1", 36), ("表3-2", 34)}
