"""Nothing else changed: a workbook with everything in it, filled, annotated, cleared."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from qingjian.sheets.annotate import Note, ResultRow, ResultTable, annotate, clear
from qingjian.sheets.container import Container
from qingjian.sheets.edit import CellEdit, fill_cells
from qingjian.sheets.package import announced
from support.bare_package import parts, zipped
from support.ooxml_lint import lint
from support.rich_workbook import rich_workbook

EDITS = [
    CellEdit("表2-2", 8, 4, Decimal(33)),
    CellEdit("表2-2", 8, 5, Decimal(22)),
    CellEdit("表2-2", 8, 6, Decimal("80.795")),
    CellEdit("表2-2", 12, 3, "不涉及"),
]
NOTES = [
    Note("表2-2", 8, 6, "mandatory", "合计不符"),
    Note("表2-2", 5, 2, "verify", "请核实"),
    Note("表2-2", 40, 3, "advice", "提示"),
    Note("情况'说明 甲", 1, 1, "advice", "另一张表"),
]
TABLE = ResultTable("校验结果", ("位置", "说明"), (ResultRow(("表2-2!F8", "合计不符"), ("表2-2", 8, 6)),))


@pytest.fixture(scope="module")
def rich() -> bytes:
    data = rich_workbook()
    assert lint(data) == []
    return data


def packed(data: bytes) -> dict[str, bytes]:
    """Each part's compressed bytes."""
    container = Container(data)
    entries = [container.entry(name) for name in container.names]
    return {entry.name: data[entry.start : entry.start + entry.packed] for entry in entries}


def seen(data: bytes) -> dict[str, dict[str, Any]]:
    """What openpyxl sees in every cell: formulas and, apart, stored values."""
    found: dict[str, dict[str, Any]] = {}
    for only_values in (False, True):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=only_values, keep_vba=True)
        for sheet in book.worksheets:
            cells = {
                cell.coordinate: cell.value
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            }
            found[f"{sheet.title}/{only_values}"] = cells
    return found


def test_filling_touches_one_part(rich: bytes) -> None:
    after = fill_cells(rich, EDITS)
    assert lint(after) == []
    assert announced(rich, after) == ("xl/worksheets/sheet1.xml",)
    old, new = packed(rich), packed(after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {"xl/worksheets/sheet1.xml"}
    assert fill_cells(after, EDITS) == after


def test_filling_changes_the_announced_cells_and_no_formula(rich: bytes) -> None:
    before, after = seen(rich), seen(fill_cells(rich, EDITS))
    assert after["表2-2/False"] == before["表2-2/False"] | {"D8": 33, "E8": 22, "C12": "不涉及"}
    assert after["表2-2/True"] == before["表2-2/True"] | {"D8": 33, "E8": 22, "F8": 80.795, "C12": "不涉及"}
    assert {name: cells for name, cells in after.items() if "表2-2" not in name} == {
        name: cells for name, cells in before.items() if "表2-2" not in name
    }


def test_annotating_keeps_every_other_part(rich: bytes) -> None:
    after = annotate(rich, NOTES, TABLE)
    assert lint(after) == []
    old, new = packed(rich), packed(after)
    changed = set(announced(rich, after))
    assert list(new) == [*old, *(name for name in new if name not in old)]
    assert set(new) - set(old) <= changed
    assert {name for name in old if old[name] != new[name]} <= changed
    assert changed & set(old) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }


def test_what_matters_survives_by_name(rich: bytes) -> None:
    after = parts(annotate(fill_cells(rich, EDITS), NOTES, TABLE))
    for name, data in parts(rich).items():
        if any(
            word in name
            for word in (
                "chart",
                "media",
                "vbaProject",
                "printer",
                "customXml",
                "calcChain",
                "shared",
                "theme",
            )
        ):
            assert after[name] == data, name
    sheet, before = after["xl/worksheets/sheet1.xml"], parts(rich)["xl/worksheets/sheet1.xml"]
    for tag in (
        b"<dataValidations",
        b"<conditionalFormatting",
        b"<sheetProtection",
        b"<autoFilter",
        b"<pageSetup",
        b"<mergeCells",
    ):
        start = before.index(tag)
        assert before[start : before.index(b">", start) + 200] in sheet


def test_annotating_changes_no_value(rich: bytes) -> None:
    before, after = seen(rich), seen(annotate(rich, NOTES, TABLE))
    assert {name: cells for name, cells in after.items() if not name.startswith("校验结果")} == before
    assert after["校验结果/False"]["A3"] == '=HYPERLINK("#\'表2-2\'!F8","表2-2!F8")'
    assert after["校验结果/True"]["A3"] == "表2-2!F8"


def test_the_same_again_changes_nothing_and_clearing_gives_all_back(rich: bytes) -> None:
    after = annotate(rich, NOTES, TABLE)
    assert annotate(after, NOTES, TABLE) == after
    assert parts(clear(after)) == parts(rich)
    assert annotate(after, NOTES[1:], TABLE) == annotate(rich, NOTES[1:], TABLE)
    assert clear(clear(after)) == clear(after)


def test_filling_an_annotated_file_leaves_no_mark_behind(rich: bytes) -> None:
    """The record of the marks no longer holds then; they are found by what they look like."""
    mixed = fill_cells(annotate(rich, NOTES, TABLE), EDITS)
    cleared = clear(mixed)
    assert lint(cleared) == []
    assert seen(cleared) == seen(fill_cells(rich, EDITS))
    assert parts(cleared)["xl/worksheets/sheet2.xml"].count(b"legacyDrawing") == 1
    assert "清检".encode() not in b"".join(parts(cleared).values())
    again = annotate(mixed, NOTES, TABLE)
    assert lint(again) == []
    assert annotate(again, NOTES, TABLE) == again
    formats = {name: [cell.fill.fgColor.rgb for cell in sheet[8]] for name, sheet in sheets(cleared).items()}
    assert formats == {
        name: [cell.fill.fgColor.rgb for cell in sheet[8]] for name, sheet in sheets(rich).items()
    }


def test_marks_survive_openpyxl_and_are_still_taken_out(rich: bytes) -> None:
    """Another program has saved the file: every number of a format is new, the record is gone."""
    book = openpyxl.load_workbook(io.BytesIO(annotate(rich, NOTES, TABLE)), keep_vba=True)
    book["表2-2"].insert_rows(2)
    book.move_sheet("校验结果", offset=-3)
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    cleared = sheets(clear(out.getvalue()))
    assert list(cleared) == ["表2-2", "情况'说明 甲", "代码"]
    assert cleared["表2-2"]["F9"].fill.fgColor.rgb == "FFDDEBF7"
    assert cleared["表2-2"]["C41"].fill.fill_type is None
    comments = {
        cell.coordinate: cell.comment.text
        for row in cleared["表2-2"].iter_rows()
        for cell in row
        if cell.comment
    }
    assert [text for text in comments.values() if "清检" in text] == []
    assert len(comments) == 2


def test_the_calculation_chain_never_names_a_sheet_that_went(rich: bytes) -> None:
    """Excel lists our link formulas when it saves; a chain that points nowhere makes it offer a repair."""
    annotated = parts(annotate(rich, NOTES, TABLE))
    annotated["xl/calcChain.xml"] = annotated["xl/calcChain.xml"].replace(
        b"</calcChain>", b'<c r="A3" i="4"/></calcChain>'
    )
    annotated["qingjian/marks.json"] = b"{}"
    cleared = clear(zipped(annotated))
    assert lint(cleared) == []
    assert "xl/calcChain.xml" not in parts(cleared)


def sheets(data: bytes) -> dict[str, Any]:
    return {
        sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(data), keep_vba=True).worksheets
    }
