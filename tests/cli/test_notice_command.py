"""qingjian notice and qingjian ledger reply, as an officer types them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qingjian.api.season import folders
from qingjian.sheets.read import read
from support import city
from support.word_rewritten import rewritten

Run = Callable[..., Any]


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = city.season(tmp_path / "2025年度")
    city.receive(folder, {"和平区.xlsx": city.workbook(cod="-3.6")})
    city.ledger(folder).add([folders(folder).received], season=folder, jobs=1)
    return folder


def test_a_round_of_notice_and_reply(season: Path, qingjian: Run) -> None:
    ran = qingjian("notice", season, "--record", "--by", "王科长")
    assert (ran.code, "已在台账记下退回：和平区" in ran.err) == (0, True)
    notice = folders(season).returned / "和平区" / "退回修改通知单.docx"
    assert str(notice) in ran.out
    text = "".join(
        cell.text
        for sheet in read(notice.read_bytes(), notice.name).sheets
        for _, row in sheet.stream()
        for cell in row.values()
    )
    (mark,) = re.findall(r"QJ[0-9]{4}-[0-9A-F]{8}", text)
    back = season / "回复.docx"
    back.write_bytes(rewritten(notice.read_bytes(), {mark: "核实无误"}, {"回复人": "李工"}))
    ledger = ("--ledger", folders(season).ledger)
    ran = qingjian("ledger", "reply", back, *ledger)
    assert (ran.code, "不予采纳" in ran.out) == (1, True)
    back.write_bytes(rewritten(notice.read_bytes(), {mark: "三期投产，排放确有增加"}, {"回复人": "李工"}))
    ran = qingjian("ledger", "reply", back, *ledger)
    assert (ran.code, "记为说明" in ran.out, "李工" in ran.out) == (0, True, True)
    assert "三期投产，排放确有增加" in qingjian("ledger", "history", "和平区", *ledger).out
    assert "没有要退回的报表" in qingjian("notice", season).err


def test_what_was_not_recorded_is_said(season: Path, qingjian: Run) -> None:
    assert "--record" in qingjian("notice", season).err
    ran = qingjian("ledger", "history", "和平区", "--ledger", folders(season).ledger)
    assert (ran.code, "退回，未了" in ran.out) == (0, False)


def test_a_single_form_in_english(season: Path, qingjian: Run, tmp_path: Path) -> None:
    path = folders(season).received / "和平区.xlsx"
    ran = qingjian("notice", path, "-o", tmp_path / "back", "--deadline", "2026-02-01", "--lang", "en")
    assert ran.code == 0
    names = sorted(one.name for one in (tmp_path / "back" / "和平区").iterdir())
    assert names == ["mail.eml", "notice of return.docx", "notice of return.html", "和平区-notes.xlsx"]


def test_a_return_cannot_be_recorded_where_there_is_no_ledger(
    season: Path, qingjian: Run, tmp_path: Path
) -> None:
    path = folders(season).received / "和平区.xlsx"
    ran = qingjian("notice", path, "-o", tmp_path / "退回", "--record")
    assert (ran.code, "没有台账" in ran.err) == (2, True)


def test_a_unit_that_nobody_knows_is_refused_by_name(season: Path, qingjian: Run) -> None:
    ran = qingjian("notice", season, "天上人间区")
    assert (ran.code, "天上人间区" in ran.err) == (2, True)


def test_a_document_that_is_no_notice_is_refused(season: Path, qingjian: Run, tmp_path: Path) -> None:
    other = tmp_path / "来信.pdf"
    other.write_bytes(b"%PDF-1.7\n")
    ran = qingjian("ledger", "reply", other, "--ledger", folders(season).ledger)
    assert (ran.code, "来信.pdf" in ran.err) == (2, True)
