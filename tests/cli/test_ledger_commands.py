"""The ledger as an officer types it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import city
from support.payloads import PAYLOADS

Run = Callable[..., Any]
WHY = "三期投产，废水排放确有增加，企业已提交说明材料"


@pytest.fixture
def folder(tmp_path: Path, qingjian: Run) -> Path:
    """Two units, a ledger, and two versions of a form to come."""
    (tmp_path / "单位.txt").write_text("和平区\n沈河区\n", "utf-8")
    (tmp_path / "和平区.xlsx").write_bytes(city.workbook(cod="约3"))
    (tmp_path / "和平区（更正）.xlsx").write_bytes(city.workbook(cod="-3.6"))
    ran = qingjian("ledger", "init", "--year", 2025, "--deadline", "2099/01/20", "--units", "单位.txt", "--by", "王")  # fmt: skip
    assert (ran.code, ran.out) == (0, "")
    assert "台账.sqlite3" in ran.err
    return tmp_path


def _added(qingjian: Run, name: str = "和平区.xlsx") -> Any:
    return qingjian("ledger", "add", name, "--by", "王")


def _point(qingjian: Run, severity: str, path: str) -> tuple[str, str]:
    """Code and cell of a finding of a file."""
    (file,) = json.loads(qingjian("check", path, "--format", "json").out)["files"]
    one = next(one for one in file["findings"] if one["severity"] == severity)
    return one["code"], f"{one['sheet']}!{one['cell']}"


def test_a_day_that_is_none_is_refused(qingjian: Run) -> None:
    ran = qingjian("ledger", "init", "--deadline", "一月")
    assert ran.code == 2
    assert "一月" in ran.err
    assert not Path("台账.sqlite3").exists()


@pytest.mark.usefixtures("folder")
def test_what_comes_is_told_line_by_line(qingjian: Run) -> None:
    ran = _added(qingjian)
    assert ran.code == 1
    assert ran.out.startswith("收到  和平区  和平区.xlsx  退回")
    assert ran.err.strip().endswith("1 份文件，新登记 1 份。")
    ran = _added(qingjian, "和平区（更正）.xlsx")
    lines = ran.out.splitlines()
    assert lines[0].startswith("重新报送  和平区")
    assert any("约3 → -3.6" in line for line in lines), ran.out


@pytest.mark.usefixtures("folder")
def test_the_folder_that_holds_the_ledger_can_be_added(qingjian: Run) -> None:
    """The ledger and what its database keeps beside it did not come from anybody."""
    assert "新登记 3 份" in _added(qingjian, ".").err
    ran = _added(qingjian, ".")
    assert "3 份文件，新登记 0 份" in ran.err
    assert ran.out.count("以前收过，没有重复登记") == 3
    assert "sqlite3" not in ran.out


def test_exit_codes_are_those_of_check(folder: Path, qingjian: Run) -> None:
    (folder / "好").mkdir()
    (folder / "好" / "沈河区.xlsx").write_bytes(city.workbook(unit="沈河区"))
    assert qingjian("ledger", "add", "好").code == 0
    (folder / "坏.xlsx").write_bytes(b"PK\3\4 broken")
    assert qingjian("ledger", "add", "坏.xlsx").code == 2
    (folder / "空").mkdir()
    ran = qingjian("ledger", "add", "空")
    assert ran.code == 2
    assert ran.out == ""


def test_a_report_of_another_machine(folder: Path, qingjian: Run) -> None:
    report = qingjian("check", "和平区.xlsx", "--format", "json").out
    (folder / "报告.json").write_text(report, "utf-8")
    assert _added(qingjian, "报告.json").out.startswith("收到  和平区  和平区.xlsx  退回")
    assert _added(qingjian).out.startswith("以前收过")


@pytest.mark.usefixtures("folder")
def test_a_day_in_the_life_of_a_form(qingjian: Run) -> None:
    _added(qingjian)
    code, cell = _point(qingjian, "mandatory", "和平区.xlsx")
    ran = qingjian("ledger", "accept", "和平", "--by", "张局")
    assert ran.code == 2
    assert "--reason" in ran.err
    assert qingjian("ledger", "return", "和平", "--text", "请更正", "--by", "王").code == 0
    assert "退回" in qingjian("ledger", "status").out
    _added(qingjian, "和平区（更正）.xlsx")
    code, cell = _point(qingjian, "verify", "和平区（更正）.xlsx")
    say = ("--cell", cell, "--from", "李工", "--on", "2026.01.15", "--by", "王")
    ran = qingjian("ledger", "explain", "和平", code, "情况属实", *say)
    assert (ran.code, "事实" in ran.err) == (2, True)
    ran = qingjian("ledger", "explain", "和平", code, WHY, *say)
    assert (ran.code, ran.err.strip()) == (0, "已记入台账：和平区")
    assert qingjian("ledger", "note", "和平", "电话核对过", "--by", "王").code == 0
    history = qingjian("ledger", "history", "和平区").out
    for words in ("重新报送", "请更正", WHY, "李工", "2026-01-15", "电话核对过", "约3 → -3.6"):
        assert words in history
    assert [line.split()[0] for line in history.splitlines() if line.startswith("#")] == [
        f"#{number}" for number in range(2, 2 + history.count("\n#") + 1)
    ]
    assert "和平区" in qingjian("ledger", "search", code, "和平").out
    assert "0" in qingjian("ledger", "search", "没有这样的话").err


@pytest.mark.usefixtures("folder")
def test_a_waiver_has_a_reason_and_a_name_and_can_be_taken_back(qingjian: Run) -> None:
    _added(qingjian)
    code, cell = _point(qingjian, "mandatory", "和平区.xlsx")
    given = ("ledger", "waive", "和平区", code, "--cell", cell)
    assert qingjian(*given, "--by", "张局").code == 2
    assert qingjian(*given, "--reason", "名单另行报送").code == 2
    assert qingjian(*given, "--reason", "名单另行报送", "--by", "张局").code == 0
    counted = _counts(qingjian)
    assert counted["已豁免"] >= 1
    assert qingjian(*given, "--reason", "误记", "--by", "张局", "--withdraw").code == 0
    assert _counts(qingjian)["已豁免"] == 0


def _counts(qingjian: Run) -> dict[str, int]:
    head, first, *_ = (line.split() for line in qingjian("ledger", "status").out.splitlines())
    return {name: int(cell) for name, cell in zip(head[-5:], first[-5:], strict=True)}


@pytest.mark.usefixtures("folder")
def test_who_is_late_decides_the_exit_code(qingjian: Run) -> None:
    assert qingjian("ledger", "status").code == 0
    assert qingjian("ledger", "init", "--deadline", "2020-01-20").code == 0
    ran = qingjian("ledger", "status", "--overdue")
    assert ran.code == 1
    assert ran.out.count("逾期") == 2 + 1  # the column's caption
    assert "2 个单位" in ran.err


@pytest.mark.usefixtures("folder")
def test_a_unit_that_nobody_knows_is_named(qingjian: Run) -> None:
    for command in (("history", "大东区"), ("note", "大东区", "无"), ("accept", "大东区", "--by", "张")):
        ran = qingjian("ledger", *command)
        assert (ran.code, "大东区" in ran.err) == (2, True)


def test_without_a_ledger_the_sentence_says_how_to_make_one(qingjian: Run) -> None:
    ran = qingjian("ledger", "status")
    assert (ran.code, "qingjian ledger init" in ran.err) == (2, True)
    ran = qingjian("ledger", "status", "--lang", "en")
    assert "qingjian ledger init makes one" in ran.err


def test_the_workbook_holds_units_events_and_findings(folder: Path, qingjian: Run) -> None:
    _added(qingjian)
    assert qingjian("ledger", "export", "-o", "台账.xlsx").code == 0
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    sizes = {sheet.title: sheet.max_row for sheet in book.worksheets}
    assert len(sizes) == 3
    words = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {"和平区", "沈河区", "收到", "表2-1"} <= words


def test_a_folder_of_texts_by_name_and_by_option(folder: Path, qingjian: Run) -> None:
    _added(qingjian)
    assert qingjian("ledger", "export", "-o", "导出").code == 0
    assert qingjian("ledger", "export", "-o", "b.xlsx", "--format", "csv").code == 0
    names = sorted(path.name for path in (folder / "导出").iterdir())
    assert names == sorted(path.name for path in (folder / "b.xlsx").iterdir())
    assert len(names) == 3
    for name in names:
        data = (folder / "导出" / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")  # so that Excel reads it as what it is
        assert data == (folder / "b.xlsx" / name).read_bytes()


def test_no_text_of_a_stranger_is_obeyed(folder: Path, qingjian: Run) -> None:
    for payload in PAYLOADS.values():
        assert qingjian("ledger", "note", "和平区", "--", payload).code == 0, payload
    qingjian("ledger", "export", "-o", "出.xlsx")
    qingjian("ledger", "export", "-o", "出")
    book = openpyxl.load_workbook(folder / "出.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > len(PAYLOADS)
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    for path in (folder / "出").iterdir():
        rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@", "\t", "\r"}]
    told = qingjian("ledger", "history", "和平区").out
    assert not set(told) & {"\x1b", "\x07", "\u202e", "\r"}
    assert told.count("\n") == len(PAYLOADS)


def test_the_proof_and_what_breaks_it(folder: Path, qingjian: Run) -> None:
    _added(qingjian)
    ran = qingjian("ledger", "verify")
    assert ran.code == 0
    head = ran.out.split()[-1]
    assert len(head) == 64
    _added(qingjian, "和平区（更正）.xlsx")
    assert qingjian("ledger", "verify", "--expect", head).code == 0
    ran = qingjian("ledger", "verify", "--expect", "0" * 63 + "1")
    assert (ran.code, "不在台账里" in ran.out) == (2, True)
    with closing(sqlite3.connect(folder / "台账.sqlite3", isolation_level=None)) as database:
        (guard,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'event_stays'").fetchone()
        database.execute("DROP TRIGGER event_stays")
        database.execute("UPDATE event SET who = '李' WHERE seq = 2")
        database.execute(guard)
    ran = qingjian("ledger", "verify")
    assert (ran.code, "2" in ran.out, "被改动" in ran.out) == (2, True, True)
    assert qingjian("ledger", "backup", "备份").code == 2


def test_a_copy_brings_the_ledger_back(folder: Path, qingjian: Run) -> None:
    _added(qingjian)
    ran = qingjian("ledger", "backup", "备份")
    assert ran.code == 0
    (copied,) = (folder / "备份").iterdir()
    assert copied.name in ran.err
    proof = qingjian("ledger", "verify").out
    assert ran.out == proof
    (folder / "台账.sqlite3").write_bytes(b"\0" * 4096)
    for path in folder.glob("台账.sqlite3-*"):
        path.unlink()
    assert qingjian("ledger", "status").code == 2
    ran = qingjian("ledger", "restore", copied)
    assert (ran.code, "改名保留" in ran.err) == (0, True)
    assert qingjian("ledger", "verify").out == proof
    qingjian("ledger", "note", "和平区", "后来的事")
    ran = qingjian("ledger", "restore", copied)
    assert (ran.code, "没有恢复" in ran.err) == (2, True)
    assert "后来的事" in qingjian("ledger", "history", "和平区").out
