"""`qingjian rollup`: one form of many, with the files left out and why."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qingjian.api.data import extract
from qingjian.api.ledger import Ledger
from qingjian.api.rollup import How, rollup
from qingjian.api.season import folders
from qingjian.api.season import units as roster_units
from qingjian.catalog.editions import edition
from qingjian.errors import CannotRollUp
from qingjian.templates.book import build
from support.units import FACTOR, Unit, unit, units

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def city() -> tuple[Unit, ...]:
    return units(3, agreeing=True)


@pytest.fixture
def received(city: tuple[Unit, ...], tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    for one in city:
        (folder / f"{one.name}.xlsx").write_bytes(one.workbook)
    (folder / "盖章页.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    return folder


def test_it_writes_the_form_and_says_what_was_left_out(qingjian: Run, received: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in received.iterdir()}
    (tmp_path / "汇总").mkdir()
    ran = qingjian("rollup", received, "-o", "汇总/全市.xlsx", "--unit", "某市生态环境局")
    assert ran.code == 0
    assert "盖章页.pdf" in ran.out
    assert "汇总 3 份" in ran.err
    assert "待定" in ran.err
    assert extract(tmp_path / "汇总" / "全市.xlsx")["unit"] == "某市生态环境局"
    assert {path: path.read_bytes() for path in received.iterdir()} == before


def test_the_result_lies_in_the_way_of_no_second_run(qingjian: Run, received: Path) -> None:
    for _ in range(2):
        assert qingjian("rollup", received, "-o", received / "全市.xlsx").code == 0
    found = openpyxl.load_workbook(received / "全市.xlsx")["汇总文件"]
    listed = {str(row[0].value) for row in found.iter_rows(min_row=3)}
    assert listed == {path.name for path in received.iterdir()} - {"全市.xlsx"}


def test_it_never_writes_into_a_source(qingjian: Run, received: Path) -> None:
    first = next(received.glob("第*.xlsx"))
    before = first.read_bytes()
    ran = qingjian("rollup", received, "-o", first)
    assert ran.code == 2
    assert first.name in ran.err
    assert first.read_bytes() == before


def test_nothing_to_roll_up_is_a_sentence_with_the_reasons(qingjian: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    ran = qingjian("rollup", tmp_path / "a.pdf", "-o", tmp_path / "b.xlsx")
    assert ran.code == 2
    assert "a.pdf" in ran.err
    assert not (tmp_path / "b.xlsx").exists()


def test_a_score_sheet_is_refused_by_name(qingjian: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(build(edition("fujian/2008-assessment")))
    ran = qingjian(
        "rollup", tmp_path / "a.xlsx", "-o", tmp_path / "b.xlsx", "--template", "fujian/2008-assessment"
    )
    assert ran.code == 2
    assert "评分表" in ran.err
    with pytest.raises(CannotRollUp):
        rollup([tmp_path / "a.xlsx"], tmp_path / "b.xlsx")


@pytest.mark.parametrize("arguments", [("--gas", "很多"), ("--factor", "没有"), ("--template", "没有/没有")])
def test_wrong_usage_is_told(
    qingjian: Run, received: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = qingjian("rollup", received, "-o", tmp_path / "b.xlsx", *arguments)
    assert ran.code == 2
    assert arguments[1] in ran.err


def test_a_factor_that_is_named_is_declared(received: Path, tmp_path: Path) -> None:
    target = tmp_path / "全市.xlsx"
    other = "ndrc-average:average:2012:东北"
    done = rollup([received], target, how=How(factor=other, is_recomputed=False))
    assert extract(target)["parameters"]["electricity_factor"]["id"] == other
    assert {one.code for one in done.result.matters} >= {"factor-other"}
    sheet = openpyxl.load_workbook(target)["来源"]
    captions = [cell.value for cell in sheet[2]]
    again = [row[captions.index("按申报因子重算")].value for row in sheet.iter_rows(min_row=3)]
    gaps = [row[captions.index("相差")].value for row in sheet.iter_rows(min_row=3)]
    assert any(again)
    assert any(gaps)


def season(folder: Path, names: list[str]) -> Path:
    """A season of these units, with the factor that they declare."""
    declared = {
        "year": 2024,
        "edition": "liaoning/2024",
        "name": "某市生态环境局",
        "deadline": "2025-01-20",
        "factor": {"id": FACTOR["id"]},
        "units": names,
    }
    (folder / "season.json").write_text(json.dumps(declared, ensure_ascii=False), "utf-8")
    folders(folder).rolled_up.mkdir()
    return folders(folder).rolled_up / "全市.xlsx"


def test_a_season_says_who_when_and_with_which_factor(
    city: tuple[Unit, ...], received: Path, tmp_path: Path
) -> None:
    names = [one.name for one in reversed(city)]
    target = season(tmp_path, names)
    done = rollup([received], target, how=How(season=tmp_path))
    assert [one.unit for one in done.used] == names
    found = extract(target)
    assert (found["unit"], found["level"], found["report_year"]) == ("某市生态环境局", "city", 2024)
    assert found["parameters"]["electricity_factor"]["id"] == FACTOR["id"]


def test_the_ledger_says_which_version_counts_and_what_was_sent_back(
    city: tuple[Unit, ...], received: Path, tmp_path: Path
) -> None:
    first, second, _ = city
    target = season(tmp_path, [one.name for one in city])
    ledger = Ledger(folders(tmp_path).ledger, "王科长")
    ledger.declare(year=2024, units=roster_units(tmp_path))
    ledger.add([received], season=tmp_path)
    later = copy.deepcopy(first.data)
    later["tables"]["1"]["problems"] = "更正以后的问题"
    (received / "更正.xlsx").write_bytes(unit(first.name, later).workbook)
    ledger.add([received], season=tmp_path)
    ledger.send_back(second.name)
    done = rollup([received], target, how=How(season=tmp_path))
    whys = {one.path: one.why for one in done.files}
    assert whys[f"{first.name}.xlsx"] == "superseded"
    assert whys["更正.xlsx"] is None
    assert whys[f"{second.name}.xlsx"] == "sent-back"
    assert "更正以后的问题" in extract(target)["tables"]["1"]["problems"]
    again = rollup([received], target, how=How(season=tmp_path, with_returned=True))
    assert second.name in {one.unit for one in again.used}
