"""The sheet 名单进度 of a workbook: read wherever its captions stand, held against 表2, counted in the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qingjian.api import write
from qingjian.api.checking import check
from qingjian.model.verdict import Verdict

ACCEPTED = "重庆剑涛铝业有限公司"
LINES = (
    (ACCEPTED, "未启动"),
    ("华通电脑(重庆)有限公司", "已 评估"),
    ("重庆华峰化工有限公司", "关停"),
    ("华峰铝业有限公司", "延期"),
    ("重庆建峰浩康化工有限公司", "通过验收"),
    ("重庆弛源化工有限公司", "正在协调"),
    ("不在名单上的公司", "未启动"),
)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    path = Path(tmp_path_factory.mktemp("declared"), "表.xlsx")
    rows = [{"name": ACCEPTED}]
    data: dict[str, Any] = {
        "format": 1,
        "edition": "chongqing/2025",
        "report_year": 2025,
        "unit": "涪陵区生态环境局",
        "level": "district",
        "parameters": {"electricity_factor": None, "gas_coefficient": None},
        "tables": {"2-1": {"companies": {"rows": rows}}, "2-2": {"companies": {"rows": rows}}},
        "unread": [],
    }
    write("chongqing/2025", data, path)
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("名单进度")
    sheet.append(["涪陵区名单进度"])
    sheet.append(["序号", "进度", "备注", "企业名称"])
    for number, (name, state) in enumerate(LINES, 1):
        sheet.append([number, state, None, name])
    book.save(path)
    return check([path]).files[0]


def test_the_report_counts_what_the_unit_says(verdict: Verdict) -> None:
    states = {
        firm.name: (firm.state, firm.place.address, firm.is_overdue)
        for one in verdict.progress
        for firm in one.firms
        if firm.place.sheet
    }
    assert states == {
        ACCEPTED: ("accepted", "B5", False),
        "华通电脑（重庆）有限公司": ("assessed", "B4", True),
        "重庆华峰化工有限公司": ("closed", "B5", False),
        "华峰铝业有限公司": ("postponed", "B6", False),
        "重庆建峰浩康化工有限公司": ("accepted", "B7", False),
    }


def test_contradictions_and_what_is_overdue_are_told_at_their_cells(verdict: Verdict) -> None:
    told = {
        (one.code, one.severity, one.place.sheet, one.place.address, one.params.get("variant"))
        for one in verdict.findings
        if one.code in ("QJ6007", "QJ6008", "QJ6009", "QJ1012")
    }
    assert told == {
        ("QJ6007", "verify", "名单进度", "B3", None),
        ("QJ6007", "verify", "名单进度", "B7", "not-there"),
        ("QJ6008", "advice", "名单进度", "B4", None),
        ("QJ6009", "advice", "名单进度", "B8", None),
    }
