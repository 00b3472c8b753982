"""Progress of the published lists in every report: counts at a glance, firms where there is room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from qingjian.api import write
from qingjian.api.checking import check
from qingjian.catalog.tables import table
from qingjian.model.verdict import Report
from qingjian.reporters import html, json_, text
from qingjian.reporters.style import Style

FIRMS = ("重庆剑涛铝业有限公司", "华通电脑（重庆）有限公司")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Report]:
    folder = tmp_path_factory.mktemp("progress")
    found: dict[str, Report] = {}
    for name, unit in (("listed", "涪陵区生态环境局"), ("elsewhere", "某某县生态环境局")):
        path = Path(folder, f"{name}.xlsx")
        write("chongqing/2025", _data(unit), path)
        found[name] = check([path])
    return found


def _data(unit: str) -> dict[str, Any]:
    rows = [{"name": name} for name in FIRMS]
    return {
        "format": 1,
        "edition": "chongqing/2025",
        "report_year": 2025,
        "unit": unit,
        "level": "district",
        "parameters": {"electricity_factor": None, "gas_coefficient": None},
        "tables": {"2-1": {"companies": {"rows": rows}}, "2-2": {"companies": {"rows": rows}}},
        "unread": [],
    }


def test_the_terminal_shows_counts_and_no_names(reports: Mapping[str, Report]) -> None:
    said = text.report(reports["listed"], Style())

    assert "2025年度强制性清洁生产审核企业名单（涪陵区）7 家：未见记载 6，已验收 1" in said.replace(
        "、", "，"
    )
    assert "10 家" in said
    assert "其中截至上年底未完成、仍未见验收 9" in said
    assert "重庆华峰化工有限公司" not in said


def test_the_page_shows_the_firms_too(reports: Mapping[str, Report]) -> None:
    page = html.report(reports["listed"], Style())

    assert "重庆华峰化工有限公司" in page
    assert "表2-1!B5" in page


def test_the_json_holds_everything_and_keeps_its_contract(reports: Mapping[str, Report]) -> None:
    document = json.loads(json_.report(reports["listed"], Style()))
    jsonschema.validate(document, table("meta/report.schema.json"))

    mandatory, unfinished = document["files"][0]["progress"]
    assert mandatory["counts"] == {"unrecorded": 6, "accepted": 1}
    assert unfinished["counts"] == {"assessed": 9, "accepted": 1}
    accepted = [firm for one in (mandatory, unfinished) for firm in one["firms"] if firm["cell"]]
    assert [(firm["name"], firm["cell"], firm["overdue"]) for firm in accepted] == [
        (FIRMS[0], "B5", False),
        (FIRMS[1], "B6", False),
    ]


def test_progress_is_no_finding(reports: Mapping[str, Report]) -> None:
    assert not [found for found in reports["listed"].findings() if found.code.startswith("QJ60")]


def test_a_unit_on_no_list_hears_nothing_of_it(reports: Mapping[str, Report]) -> None:
    assert json_.document(reports["elsewhere"], "zh")["files"][0]["progress"] == []
    assert "名单进度" not in text.report(reports["elsewhere"], Style())
    reasons = {one.code: one.reason for one in reports["elsewhere"].files[0].skipped}
    assert reasons["QJ6003"] == "no-list"


def test_english_reports_say_it_in_english(reports: Mapping[str, Report]) -> None:
    assert "Progress of the lists" in text.report(reports["listed"], Style(lang="en"))
    assert "not mentioned 6" in text.report(reports["listed"], Style(lang="en"))
