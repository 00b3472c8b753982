"""Every example of every rule file, judged by its own rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from qingjian.catalog.messages import LANGS, render
from qingjian.catalog.rules import rules
from qingjian.model.finding import Finding
from support.examples import judged


def _cases() -> Iterator[Any]:
    for spec in rules():
        for index, example in enumerate(spec.examples):
            if "tables" in example:
                yield pytest.param(spec.code, example, id=f"{spec.code}-{index}")


@pytest.mark.parametrize(("code", "example"), list(_cases()))
def test_an_example_gives_the_findings_it_announces(code: str, example: Mapping[str, Any]) -> None:
    outcome = judged(code, example)
    found = [_told(finding, wanted) for finding, wanted in _paired(outcome.findings, example["findings"])]
    assert found == [{**wanted, "code": code} for wanted in example["findings"]]
    assert len(outcome.findings) == len(example["findings"])
    for finding in outcome.findings:
        for lang in LANGS:
            assert "{" not in "".join(render(finding, lang))
            assert all(render(finding, lang))


@pytest.mark.parametrize(("code", "example"), list(_cases()))
def test_an_example_gives_the_same_by_columns(code: str, example: Mapping[str, Any]) -> None:
    assert judged(code, example, columns=True) == judged(code, example)


def _paired(
    findings: tuple[Finding, ...], wanted: list[dict[str, str]]
) -> Iterator[tuple[Finding, dict[str, str]]]:
    yield from zip(findings, wanted, strict=False)


def _told(finding: Finding, wanted: Mapping[str, str]) -> dict[str, str | None]:
    """As much of a finding as the example speaks of."""
    known: dict[str, str | None] = {
        "code": finding.code,
        "table": finding.table,
        "row": finding.row,
        "field": finding.field,
        "severity": finding.severity,
        "variant": finding.params.get("variant"),
        "value": finding.value,
        "expected": finding.expected,
    }
    return {key: known[key] for key in ("code", *wanted)}
