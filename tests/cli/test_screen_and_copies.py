"""Progress on a terminal, and annotated copies of what cannot or must not be annotated."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from qingjian.api.annotating import annotate
from qingjian.api.files import Source
from qingjian.api.tour import Demonstrated
from qingjian.cli import exits, screen
from qingjian.cli.copies import write_copies
from qingjian.model.finding import Place
from qingjian.model.verdict import Report
from support import reports
from support.payloads import PAYLOADS


def test_progress_shows_on_a_terminal_after_a_while_and_cleans_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = screen.Progress()
    progress(1, 9, "甲.xlsx")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(screen, "_PATIENCE", -1.0)
    progress(2, 9, "\x1b[31m乙.xlsx")
    said = capsys.readouterr().err
    assert "正在校验 2/9" in said
    assert "\x1b[31m" not in said
    progress.close()
    assert capsys.readouterr().err == "\r\x1b[K"


def test_progress_is_quiet_in_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "_PATIENCE", -1.0)
    progress = screen.Progress()
    progress(1, 9, "甲.xlsx")
    progress.close()
    assert capsys.readouterr().err == ""


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not screen.style().colour
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert screen.style().colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not screen.style().colour


def test_what_is_no_xlsx_gets_the_report_only(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    original = tmp_path / "表.xls"
    original.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    report = Report((reports.returned("表.xls"),), str, "")
    assert write_copies(report, [Source(original, original.name)], tmp_path / "退回") == exits.PASSED
    assert "表.xls 没有批注：这不是 .xlsx" in capsys.readouterr().err
    assert list((tmp_path / "退回").iterdir()) == []


def test_copies_need_a_folder(capsys: pytest.CaptureFixture[str], broken: Path, tmp_path: Path) -> None:
    (tmp_path / "退回").write_text("a file", encoding="utf-8")
    report = Report((reports.returned("乙区.xlsx"),), str, "")
    assert write_copies(report, [Source(broken, broken.name)], tmp_path / "退回") == exits.UNUSABLE
    assert "没有批注" in capsys.readouterr().err


def test_a_strangers_texts_are_text_in_the_copy(toured: Demonstrated, tmp_path: Path) -> None:
    found = tuple(
        reports.total(Place("表2-2", row, 5), caption=text, value=text, row=text)
        for row, text in enumerate(PAYLOADS.values(), 200)  # below the form, where no cells are merged
    )
    verdict = toured.found.files[0]._replace(findings=found, unit=PAYLOADS["dde"])
    annotate(toured.files.broken, verdict, tmp_path / "副本.xlsx")
    with (tmp_path / "副本.xlsx").open("rb") as file:
        book = openpyxl.load_workbook(file)
    rows = list(book["校验结果"].iter_rows(min_row=3))
    assert len(rows) == len(PAYLOADS)
    for row, finding in zip(rows, found, strict=True):
        address = finding.place.address
        formulas = [cell.value for cell in row if cell.data_type == "f"]
        assert formulas == [f'=HYPERLINK("#\'表2-2\'!{address}","{address}")']
        assert [cell.hyperlink for cell in row] == [None] * len(row)
        assert book["表2-2"][address].comment is not None
