"""Verdicts out of a machine-readable report."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qingjian.errors import BadData
from qingjian.ledger.noted import noted
from qingjian.ledger.reported import judged_by, verdicts
from qingjian.model.finding import Place
from qingjian.model.verdict import Report
from qingjian.reporters import Style, as_file
from support.reports import linked, report, returned, total


def _document(given: Report) -> Any:
    return json.loads(as_file("json", given, Style()))


@pytest.mark.parametrize("given", [report(), linked()], ids=["files", "linked"])
def test_the_ledger_keeps_of_a_report_what_it_keeps_of_a_check(given: Report) -> None:
    found = verdicts(_document(given), "报告.json")
    for one, other in zip(found, given.files, strict=True):
        kept = (one.path, one.sha256, one.status, one.unit, one.report_year)
        assert kept == (other.path, other.sha256, other.status, other.unit, other.report_year)
        assert (one.reason and one.reason.code) == (other.reason and other.reason.code)
        assert (one.template and one.template.id) == (other.template and other.template.id)
        true = [
            finding for finding in other.findings if not finding.trial
        ]  # by hand: its rule is on no trial
        found_again = [finding for finding in one.findings if finding.place in {it.place for it in true}]
        assert [noted(finding) for finding in found_again] == [noted(finding) for finding in true]


def test_findings_of_a_whole_sheet_or_file_and_those_on_trial() -> None:
    places = (Place("表1"), Place(), Place("表1", 4, 4))
    given = returned()._replace(findings=tuple(total(place) for place in places))
    document = _document(Report((given,), lambda: "5c" * 32, "1.2.3"))
    document["files"][0]["findings"][2]["rule_status"] = "trial"
    (found,) = verdicts(document, "报告.json")
    assert [one.place for one in found.findings] == list(places)
    assert [one.standing for one in found.findings] == ["mandatory", "mandatory", "trial"]


def test_who_judged_is_kept() -> None:
    assert judged_by(_document(report())) == f"1.2.3 {'5c' * 32}"


def test_a_report_that_does_not_hold_to_its_schema_names_the_point() -> None:
    document = _document(report())
    document["files"][0]["status"] = "splendid"
    with pytest.raises(BadData) as refused:
        verdicts(document, "报告.json")
    assert refused.value.path == "报告.json"
    assert "status" in str(refused.value)


def test_a_report_of_a_newer_program_is_refused_not_guessed() -> None:
    document = _document(report())
    document["files"][0]["findings"][0]["code"] = "QJ9876"
    with pytest.raises(BadData) as refused:
        verdicts(document, "报告.json")
    assert "QJ9876" in str(refused.value)
