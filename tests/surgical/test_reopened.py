"""LibreOffice opens what we wrote, shows the same values, and what it saves can still be cleared."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from qingjian.sheets.annotate import Note, ResultRow, ResultTable, annotate, clear
from qingjian.sheets.edit import CellEdit, fill_cells
from support.bare_package import parts
from support.office import Content, Office
from support.ooxml_lint import lint
from support.rich_workbook import rich_workbook

NOTES = [
    Note("表2-2", 8, 6, "mandatory", "合计 80.795，应为 1/2 (kWh)"),
    Note("表2-2", 5, 2, "verify", "请核实 3.6"),
    Note("表2-2", 40, 3, "advice", "提示"),
]
TABLE = ResultTable("校验结果", ("位置", "说明"), (ResultRow(("表2-2!F8", "合计不符"), ("表2-2", 8, 6)),))
EDITS = [CellEdit("表2-2", 8, 4, Decimal(33)), CellEdit("表2-2", 12, 3, "不涉及")]


def contents(office: Office, path: Path) -> dict[str, dict[str, Content]]:
    with office.document(path) as doc:
        return {name: doc.get(name) for name in doc.sheets()}


@pytest.mark.libreoffice
def test_values_notes_and_links_are_there(office: Office, tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain.xlsm", tmp_path / "marked.xlsm"
    filled = fill_cells(rich_workbook(), EDITS)
    plain.write_bytes(filled)
    marked.write_bytes(annotate(filled, NOTES, TABLE))
    before, after = contents(office, plain), contents(office, marked)
    result = after.pop("校验结果")
    assert after == before
    assert (before["表2-2"]["D8"].value, before["表2-2"]["C12"].value) == (33, "不涉及")
    assert (result["A3"].value, "HYPERLINK" in (result["A3"].formula or "")) == ("表2-2!F8", True)
    with office.document(marked) as doc:
        comments = doc.comments("表2-2")
    assert set(comments) == {"B5", "D6", "F8", "C40"}
    assert comments["B5"].startswith("老王：这家已核对\n【清检】请核实 3.6")


@pytest.mark.libreoffice
def test_marks_are_taken_out_of_what_libreoffice_saved(office: Office, tmp_path: Path) -> None:
    source, saved = tmp_path / "marked.xlsm", tmp_path / "saved.xlsx"
    source.write_bytes(annotate(rich_workbook(), NOTES, TABLE))
    with office.document(source) as doc:
        if doc.is_protected("表2-2"):
            doc.unprotect("表2-2")
        doc.insert_rows("表2-2", 5)
        doc.save_as(saved)
    cleared = clear(saved.read_bytes())
    assert lint(cleared) == []
    assert "清检".encode() not in b"".join(parts(cleared).values())
    book = openpyxl.load_workbook(io.BytesIO(cleared))
    assert book.sheetnames == ["表2-2", "情况'说明 甲", "代码"]
    sheet = book["表2-2"]
    assert sheet["F9"].fill.fgColor.rgb == "FFDDEBF7"
    assert sheet["B6"].fill.fgColor.rgb == "FFDDEBF7"
    assert sheet["C41"].fill.fill_type is None
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["B6", "D7"]
    again = annotate(saved.read_bytes(), NOTES, TABLE)
    assert annotate(again, NOTES, TABLE) == again
    assert lint(again) == []
