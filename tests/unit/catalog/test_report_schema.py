"""The contract of the machine-readable report."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from qingjian.catalog.meta import misfits

Json = dict[str, Any]

FINDING: Json = {
    "id": "f1",
    "code": "QJ4101",
    "name": "carbon.electricity-mismatch",
    "severity": "mandatory",
    "rule_status": "active",
    "sheet": "表2-2",
    "cell": "F8",
    "table": "2-2",
    "row": "甲公司",
    "field": "power_tco2",
    "value": "25.3",
    "expected": "23.307",
    "difference": "1.993",
    "message": "节电的碳减排量应为 23.307",
    "hint": "改为 23.307",
    "basis": "填报说明（4）",
    "cause": None,
    "related": [{"sheet": "表2-2", "cell": "E8"}],
    "explanation": None,
    "waiver": None,
    "params": {"factor": "0.7769"},
}
REPORT: Json = {
    "format": 1,
    "tool": {"name": "qingjian", "version": "0.1.0", "schemas": "ab12"},
    "summary": dict.fromkeys(
        [
            "files",
            "passed",
            "returned",
            "attachment",
            "unreadable",
            "mandatory",
            "verify",
            "advice",
            "explained",
            "waived",
        ],
        1,
    ),
    "files": [
        {
            "path": "某区/总结表.xlsx",
            "sha256": "0" * 64,
            "status": "returned",
            "reason": None,
            "unit": "某区生态环境局",
            "report_year": 2024,
            "template": {"id": "liaoning/2024", "title": "总结表", "how": "content", "confidence": "0.98"},
            "findings": [FINDING, {**FINDING, "id": "f2", "cause": "f1", "sheet": None, "cell": None}],
            "rules": {"ran": ["QJ4101"], "skipped": [{"code": "QJ4102", "reason": "没有节煤量"}]},
        },
        {
            "path": "某区/坏.xlsx",
            "sha256": None,
            "status": "unreadable",
            "reason": {"code": "truncated", "message": "文件不完整"},
            "unit": None,
            "report_year": None,
            "template": None,
            "findings": [],
            "rules": {"ran": [], "skipped": []},
        },
    ],
    "cross": [
        {
            "id": "x1",
            "code": "QJ3301",
            "severity": "verify",
            "where": [
                {"path": "甲.xlsx", "sheet": "表2-1", "cell": "B8"},
                {"path": "乙.xlsx", "sheet": None, "cell": None},
            ],
            "message": "同一企业",
            "hint": "核对",
            "params": {},
        }
    ],
}


def test_the_contract_as_designed() -> None:
    assert misfits(REPORT, "report") == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", 2),
        ("surprise", 1),
        ("summary/passed", -1),
        ("summary/skipped", 1),
        ("files/0/status", "ok"),
        ("files/0/reason", {"code": "x", "message": "y"}),
        ("files/0/template", None),
        ("files/0/template/confidence", "1.2"),
        ("files/0/template/confidence", 0.98),
        ("files/0/findings/0/code", "QJ41"),
        ("files/0/findings/0/severity", "error"),
        ("files/0/findings/0/value", 25.3),
        ("files/0/findings/0/cell", "8F"),
        ("files/0/findings/0/cause", "x1"),
        ("files/0/findings/0/waiver", "because"),
        ("files/0/findings/0/params", {"n": 1}),
        ("files/0/sha256", "zz"),
        ("files/1/reason", None),
        ("cross/0/where", []),
        ("cross/0/id", "f1"),
    ],
)
def test_departures_are_found_where_they_are(path: str, value: object) -> None:
    report = copy.deepcopy(REPORT)
    here: Any = report
    *steps, last = path.split("/")
    for step in steps:
        here = here[int(step) if isinstance(here, list) else step]
    here[last] = value
    found = [misfit.path for misfit in misfits(report, "report")]
    assert any(path.startswith(place) or place.startswith(path) for place in found)


@pytest.mark.parametrize("name", list(FINDING))
def test_every_member_of_a_finding_is_promised(name: str) -> None:
    report = copy.deepcopy(REPORT)
    del report["files"][0]["findings"][0][name]
    assert [misfit.keyword for misfit in misfits(report, "report")] == ["required"]
