"""qingjian check --previous: two years of workbooks written by `qingjian write`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qingjian.catalog.meta import misfits
from qingjian.catalog.tables import table
from qingjian.reporters import REPORTERS

Run = Callable[..., Any]


@pytest.fixture
def years(qingjian: Run, tmp_path: Path) -> tuple[Path, Path]:
    """This year's folder and last year's; 甲区 copied its form, 乙区 is new."""
    now, before = tmp_path / "收件", tmp_path / "去年"
    for folder, unit, year in ((now, "甲区", 2025), (now, "乙区", 2025), (before, "甲区", 2024)):
        folder.mkdir(exist_ok=True)
        data = tmp_path / "data.json"
        filled = {
            **table("demo.json")["data"],
            "format": 1,
            "edition": "liaoning/2024",
            "unit": f"{unit}生态环境局",
            "report_year": year,
        }
        data.write_text(json.dumps(filled), "utf-8")
        wrote = qingjian("write", "liaoning/2024", data, "-o", folder / f"{unit}.xlsx")
        assert wrote.code == 0, wrote.err
    return now, before


def test_a_copied_form_is_returned_and_a_new_unit_is_told_why_not(
    qingjian: Run, years: tuple[Path, Path]
) -> None:
    now, before = years
    ran = qingjian("check", now, "--previous", before, "--rules", "QJ51")
    assert ran.code == 1
    assert "退回  甲区.xlsx" in ran.out
    assert "“表2-2”的 2 家企业和各栏之和与上年（甲区.xlsx）完全相同" in ran.out
    assert "上年的文件中没有找到这个单位的报表（乙区生态环境局）" in ran.out


@pytest.mark.parametrize("name", REPORTERS)
def test_every_report_tells_it(name: str, qingjian: Run, years: tuple[Path, Path]) -> None:
    now, before = years
    ran = qingjian("check", now, "--previous", before, "--format", name, "--lang", "en")
    assert ran.code == 1
    assert "QJ5101" in ran.out
    assert "none of last year" in ran.out
    told = {"json": '"previous": "甲区.xlsx"', "sarif": '"previous":"甲区.xlsx"'}
    assert told.get(name, "ompared with last year's") in ran.out.replace("&#x27;", "'")


def test_json_keeps_the_contract_and_names_the_file(qingjian: Run, years: tuple[Path, Path]) -> None:
    now, before = years
    document = json.loads(qingjian("check", now, "--previous", before, "--format", "json").out)
    assert misfits(document, "report") == ()
    found = [one for one in document["files"][1]["findings"] if one["code"] == "QJ5101"]
    assert {one["params"]["previous"] for one in found} == {"甲区.xlsx"}
    assert {one["severity"] for one in found} == {"verify"}
    assert [file.get("previous") for file in document["files"]] == [None, "甲区.xlsx"]


def test_nothing_of_it_without_the_option(qingjian: Run, years: tuple[Path, Path]) -> None:
    assert "QJ51" not in qingjian("check", years[0]).out


def test_a_folder_that_is_not_there(qingjian: Run, years: tuple[Path, Path]) -> None:
    ran = qingjian("check", years[0], "--previous", "没有")
    assert (ran.code, ran.out) == (2, "")
    assert "没有" in ran.err
