"""The report as SARIF: its shape, levels, explanations, and fingerprints that survive what people do to a form."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.model.verdict import CrossFinding, Report
from qingjian.reporters import Style, reporter
from qingjian.reporters.locations import uri
from support import reports, sarif_shape


def run(report: Report, lang: Any = "zh") -> Any:
    document = json.loads(reporter("sarif")(report, Style(lang)))
    assert sarif_shape.misfits(document) == []
    return document["runs"][0]


def of(*findings: Finding, path: str = "甲.xlsx") -> Report:
    return Report((reports.returned(path)._replace(findings=findings),), lambda: "5c" * 32, "1.2.3")


def fingerprints(report: Report) -> list[str]:
    return [one["partialFingerprints"]["qingjian/v1"] for one in run(report)["results"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("report", [reports.report(), reports.linked(), Report((), str, "1.2.3")])
def test_its_shape_is_the_standards(report: Report, lang: Any) -> None:
    assert run(report, lang)["language"] == {"zh": "zh-CN", "en": "en"}[lang]


def test_the_shape_can_be_broken() -> None:
    document = json.loads(reporter("sarif")(reports.report(), Style()))
    result = document["runs"][0]["results"][0]
    result["ruleIndex"] += 1
    assert sarif_shape.misfits(document) == ["result 0: its rule is another"]
    result["severity"] = "error"
    assert len(sarif_shape.misfits(document)) == 1


def test_levels_follow_severities_and_a_trial_informs_only() -> None:
    found = {
        one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: one
        for one in run(reports.linked())["results"]
    }
    levels = {place: one["level"] for place, one in found.items()}
    assert levels["表2-2!F5"] == "error"
    assert levels["表3-2!C41"] == "warning"
    assert levels["表3-2!E13"] == "note"
    assert levels["表3-2!E12"] == "note"
    assert found["表3-2!E12"]["properties"]["standing"] == "trial"
    assert found["表3-2!E13"]["properties"]["demotedFrom"] == "mandatory"
    assert found["表2-2!F30"]["properties"]["cause"] == "QJ2101 表2-2!F5"


def test_an_explained_finding_is_suppressed_by_the_filers_words_and_no_other_is() -> None:
    told = [one["suppressions"] for one in run(reports.linked())["results"]]
    assert [one for one in told if one] == [
        [{"kind": "inSource", "justification": "甲公司当年停产，数据由乙公司合并填报"}]
    ]


def test_rules_come_with_their_help_even_where_they_found_nothing() -> None:
    rules = run(reports.report())["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == ["QJ2101", "QJ2102", "QJ4101"]
    assert all(one["id"] in one["help"]["text"] for one in rules)
    assert rules[0]["defaultConfiguration"]["level"] == "error"
    assert rule("QJ2101").name == rules[0]["name"]


def test_a_place_is_a_file_and_a_cell_by_name() -> None:
    found = run(reports.report())
    result = found["results"][0]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "%E6%94%B6%E4%BB%B6/%E7%94%B2%E5%8C%BA.xlsx", "index": 0}
            },
            "logicalLocations": [{"name": "E33", "fullyQualifiedName": "表2-2!E33", "kind": "cell"}],
        }
    ]
    assert found["artifacts"][0]["hashes"] == {"sha-256": "ab" * 32}
    assert found["artifacts"][0]["properties"]["counts"]["mandatory"] == 8


def test_a_whole_sheet_and_a_whole_file_are_places_too() -> None:
    sheet, file = run(of(reports.total(Place("表1")), reports.total(Place())))["results"]
    assert sheet["locations"][0]["logicalLocations"] == [
        {"name": "表1", "fullyQualifiedName": "表1", "kind": "sheet"}
    ]
    assert "logicalLocations" not in file["locations"][0]


def test_what_was_not_judged_is_told() -> None:
    (invocation,) = run(reports.report())["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"]
    assert [(one["descriptor"]["id"], one["level"]) for one in told] == [
        ("factor-undeclared", "note"),
        ("table-not-bound", "note"),
        ("attached", "note"),
        ("bad-checksum", "error"),
        ("not-opened", "error"),
    ]
    assert run(reports.linked())["invocations"][0]["executionSuccessful"] is True


def test_a_finding_across_files_leads_to_both() -> None:
    report = reports.report()
    paths = [file.path for file in report.files[:2]]
    where = ((paths[0], Place("表2-1", 5, 2)), (paths[1], Place("表2-1", 6, 2)))
    across = CrossFinding("QJ2101", "verify", where, {"caption": "企业名称"})
    (result,) = [
        one for one in run(report._replace(cross=(across,)))["results"] if one["level"] == "warning"
    ][1:]
    assert [one["physicalLocation"]["artifactLocation"]["index"] for one in result["locations"]] == [0]
    (other,) = result["relatedLocations"]
    assert other["physicalLocation"]["artifactLocation"]["index"] == 1
    assert other["logicalLocations"][0]["fullyQualifiedName"] == "表2-1!B6"


def test_fingerprints_survive_other_figures_and_moved_rows() -> None:
    before = reports.total(Place("表2-2", 33, 5))
    after = reports.total(Place("表2-2", 37, 5), value="1")._replace(expected="2", difference="3")
    assert fingerprints(of(before)) == fingerprints(of(after))


@pytest.mark.parametrize(("row", "field"), [("甲公司", ""), ("", "power"), ("甲公司", "power")])
def test_a_row_or_a_column_is_enough_to_know_a_finding_by(row: str, field: str) -> None:
    before, after = (
        reports.total(Place("表2-2", line, 5))._replace(row=row, field=field) for line in (33, 37)
    )
    assert fingerprints(of(before)) == fingerprints(of(after))


@pytest.mark.parametrize(
    "other",
    [
        reports.total(Place("表3-2", 33, 5)),
        reports.total(Place("表2-2", 33, 5), row="甲公司"),
        reports.total(Place("表2-2", 33, 5))._replace(field="water"),
        reports.total(Place("表2-2", 33, 5))._replace(table="3-2"),
        reports.total(Place("表2-2", 33, 5))._replace(code="QJ2102"),
        reports.total(Place("表2-2", 33, 5))._replace(params={"caption": "x", "variant": "no-parts"}),
    ],
)
def test_fingerprints_tell_findings_apart(other: Finding) -> None:
    assert fingerprints(of(other)) != fingerprints(of(reports.total(Place("表2-2", 33, 5))))


def test_fingerprints_of_a_report_are_all_different() -> None:
    twins = (reports.total(Place("表2-2", 33, 5)), reports.total(Place("表2-2", 34, 5)))
    file = reports.returned()._replace(findings=twins)
    found = fingerprints(Report((file, file._replace(path="乙.xlsx"), file), str, "1.2.3"))
    assert len(set(found)) == len(found) == 6
    places = tuple(reports.total(Place("表1", row, 2))._replace(row="", field="") for row in (3, 4))
    assert fingerprints(of(*places)) == fingerprints(of(*reversed(places)))[::-1]


@given(st.text(max_size=40) | st.text("./\\ ~:甲%", max_size=12))
def test_a_uri_stays_below_its_folder(path: str) -> None:
    found = uri(path)
    parts = urlsplit(found)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", found, re.ASCII)
    assert all(one.strip(" .") for one in re.split(r"[/\\]", unquote(found)))
    assert uri("收件/甲区 2024.xlsx") == "%E6%94%B6%E4%BB%B6/%E7%94%B2%E5%8C%BA%202024.xlsx"
