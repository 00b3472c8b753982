"""The LibreOffice harness itself: what it writes is what it reads, and a crash is survived."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from decimal import Decimal
from pathlib import Path

import pytest

from support.office import Content, Formula, Office, OfficeError, OfficeGone
from support.render import render

pytestmark = pytest.mark.libreoffice


def test_cells_come_back_as_they_were_set(office: Office) -> None:
    with office.document() as doc:
        doc.set(
            "Sheet1",
            {
                "A1": 1,
                "A2": Decimal("2.5"),
                "A3": Formula("=SUM(A1:A2)"),
                "B1": "007",
                "B2": "=x",
                "C2": "清洁",
            },
        )
        doc.set("Sheet1", {"B3": Formula("=1/0"), "B4": Formula('=""'), "D1": 4, "D2": 5})
        doc.set("Sheet1", {"D1": None})
        assert doc.get("Sheet1") == {
            "A1": Content(1.0),
            "A2": Content(2.5),
            "A3": Content(3.5, "=SUM(A1:A2)"),
            "B1": Content("007"),
            "B2": Content("=x"),
            "B3": Content(None, "=1/0", "#DIV/0!"),
            "B4": Content("", '=""'),
            "C2": Content("清洁"),
            "D2": Content(5.0),
        }


def test_rows_move_formulas_along(office: Office) -> None:
    with office.document() as doc:
        doc.set("Sheet1", {"A1": 1, "A2": 2, "A3": Formula("=SUM(A1:A2)")})
        doc.insert_rows("Sheet1", 2, 3)
        assert doc.get("Sheet1", "A6") == {"A6": Content(3.0, "=SUM(A1:A5)")}
        doc.delete_rows("Sheet1", 5)
        assert doc.get("Sheet1", "A5") == {"A5": Content(1.0, "=SUM(A1:A4)")}


def test_a_stale_result_is_recalculated_on_loading(office: Office, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "stale.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("表").write_formula("A1", "=40+2", None, 999)
    with office.document(path) as doc:
        assert doc.value("表", "A1") == 42.0


def test_locked_cells_are_refused_aloud(office: Office, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "locked.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write("B1", "", book.add_format({"locked": False}))
        sheet.protect()
    with office.document(path) as doc:
        doc.set("表", {"B1": 3})
        for refused in (1, Formula("=1")):
            with pytest.raises(OfficeError):
                doc.set("表", {"A1": refused})
        with pytest.raises(OfficeError, match="protected"):
            doc.insert_rows("表", 1)
        doc.unprotect("表")
        doc.set("表", {"A1": 1})
        assert doc.get("表") == {"A1": Content(1.0), "B1": Content(3.0)}


def test_notes_survive_a_change_of_their_cell(office: Office, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "notes.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("表").write_comment("A1", "说明")
    with office.document(path) as doc:
        doc.set("表", {"A1": 3, "A2": "x"})
        assert doc.comments("表") == {"A1": "说明"}


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_every_format_keeps_the_values(office: Office, tmp_path: Path, suffix: str) -> None:
    with office.document() as doc:
        doc.rename_sheet("Sheet1", "表2-2")
        doc.set("表2-2", {"A1": 1, "B1": "12", "A2": Formula("=A1/3")})
        doc.hide_rows("表2-2", 5, 2)
        doc.save_as(tmp_path / f"book{suffix}")
    with office.document(tmp_path / f"book{suffix}") as doc:
        assert doc.sheets() == {"表2-2": True}
        assert doc.get("表2-2") == {"A1": Content(1.0), "B1": Content("12"), "A2": Content(1 / 3, "=A1/3")}


def test_a_page_becomes_a_picture(office: Office, tmp_path: Path) -> None:
    with office.document() as doc:
        doc.set("Sheet1", {"A1": "清洁生产审核工作总结表"})
        doc.save_as(tmp_path / "page.xlsx")
    (picture,) = render(office, tmp_path / "page.xlsx", tmp_path / "out")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_unknown_sheets_and_files_that_are_no_spreadsheets_are_named(office: Office, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 not a zip at all")
    with pytest.raises(OfficeError, match="as a spreadsheet"), office.document(tmp_path / "bad.xlsx"):
        pass
    with office.document() as doc, pytest.raises(OfficeError, match="no sheet"):
        doc.get("没有")


def test_a_crash_is_reported_and_the_next_document_opens(tmp_path: Path) -> None:
    own = Office(tmp_path, patience=60)
    try:
        with pytest.raises(OfficeGone), own.document() as doc:  # noqa: PT012 -- the crash is inside
            _signal_soffice(own, signal.SIGKILL)
            doc.recalculate()
        with own.document() as doc:
            assert doc.sheets() == {"Sheet1": True}
    finally:
        own.stop()


def test_a_hang_is_ended(tmp_path: Path) -> None:
    own = Office(tmp_path)
    try:
        with pytest.raises(OfficeGone, match="no answer"), own.document() as doc:  # noqa: PT012 -- as above
            _signal_soffice(own, signal.SIGSTOP)
            own.patience = 0.5
            doc.recalculate()
        assert own.group == 0
    finally:
        own.stop()


def test_nothing_is_left_running(tmp_path: Path) -> None:
    own = Office(tmp_path)
    with own.document():
        group = own.group
    own.stop()
    deadline = time.monotonic() + 10  # the kernel takes its moment to tear a large process down
    while _processes(group) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _processes(group) == []


def _signal_soffice(office: Office, number: signal.Signals) -> None:
    (process,) = (process for process, name in _processes(office.group) if name == "soffice.bin")
    os.kill(process, number)


def _processes(group: int) -> list[tuple[int, str]]:
    """The living processes of a group: id and name (proc(5): `pid (name) state parent group …`)."""
    found: list[tuple[int, str]] = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended while we looked
            head, _, tail = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")
            process, name = head.split(" (", 1)
            state, _parent, own = tail.split()[:3]
            if int(own) == group and state != "Z":
                found.append((int(process), name))
    return found
