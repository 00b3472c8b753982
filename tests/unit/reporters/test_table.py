"""The report as a workbook: every finding on a line, in words, to be filtered; the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qingjian.model.finding import Place
from qingjian.model.verdict import CrossFinding, Report
from qingjian.reporters import BINARY, FORMATS, Style, as_file, reporter, xlsx
from qingjian.reporters.lines import FILES, FINDINGS
from support import ooxml_lint, reports
from support.payloads import PAYLOADS
from support.snapshot import Snapshot

LANGS = ("zh", "en")


def made(report: Report, lang: Any = "zh") -> bytes:
    return as_file("xlsx", report, Style(lang))


def sheets(data: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: sheet for sheet in book.worksheets}


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["report", "linked"])
def test_a_table_reads_as_accepted(name: str, lang: Any, snapshot: Snapshot) -> None:
    report = {"report": reports.report, "linked": reports.linked}[name]()
    told: list[str] = []
    for title, sheet in sheets(made(report, lang)).items():
        told.append(f"== {title}")
        told += ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows(sheet)]
    snapshot("\n".join(told))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "report", [reports.report(), reports.linked(), reports.hostile("甲"), Report((), str, "1.2.3")]
)
def test_its_package_is_sound_uncompressed_and_without_a_clock(report: Report, lang: Any) -> None:
    data = made(report, lang)
    assert ooxml_lint.lint(data) == []
    assert made(report, lang) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            assert (entry.compress_type, entry.date_time) == (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_every_finding_has_a_line_with_its_file_and_consequences_know_their_cause() -> None:
    report = reports.linked()
    head, *found = rows(sheets(made(report))["问题"])
    assert len(found) == len(report.files[0].findings)
    at = {caption: col for col, caption in enumerate(head)}
    assert {row[at["文件"]] for row in found} == {"收件/甲区.xlsx"}
    assert [row[at["序号"]] for row in found] == list(range(1, len(found) + 1))
    assert [row[at["起因序号"]] for row in found][:9] == [None, *[1] * 7, None]
    (explained,) = [row for row in found if row[at["情况说明"]]]
    assert (explained[at["级别"]], explained[at["情况说明"]]) == (
        "已说明",
        "甲公司当年停产，数据由乙公司合并填报",
    )


def test_every_file_has_a_line_with_its_counts() -> None:
    report = reports.report()
    head, *found = rows(sheets(made(report))["概览"])
    assert [row[1] for row in found] == [file.path for file in report.files]
    at = {caption: col for col, caption in enumerate(head)}
    assert [(row[at["结论"]], row[at["强制性"]], row[at["核实性"]]) for row in found][:2] == [
        ("退回", 8, 1),
        ("通过", 0, 0),
    ]
    assert "校验不符" in found[3][at["备注"]]


@pytest.mark.parametrize(("title", "columns"), [("概览", FILES), ("问题", FINDINGS)])
def test_a_table_can_be_filtered_and_its_captions_stay(title: str, columns: Any) -> None:
    sheet = sheets(made(reports.report()))[title]
    last = f"{chr(ord('A') + len(columns) - 1)}{sheet.max_row}"
    assert sheet.auto_filter.ref == f"A1:{last}"
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width > 20


def test_texts_are_marked_as_texts_and_counts_are_numbers() -> None:
    book = sheets(made(reports.hostile("=1+1")))
    texts = [
        cell for sheet in book.values() for row in sheet.iter_rows() for cell in row if cell.data_type != "n"
    ]
    assert {(cell.data_type, cell.number_format) for cell in texts if cell.value} == {("s", "@")}
    assert book["概览"]["G2"].value == 2
    assert book["概览"]["G2"].data_type == "n"


def test_rules_that_could_not_run_and_firms_of_lists_have_sheets_of_their_own() -> None:
    book = sheets(made(reports.hostile("甲")))
    assert list(book) == ["概览", "问题", "未执行", "名单进度"]
    assert rows(book["未执行"])[1:] == [(1, "甲", "甲", "QJ2102", "没有找到“甲”")]
    assert rows(book["名单进度"])[1][:6] == (1, "甲", "甲", "甲", "1", "甲")
    assert list(sheets(made(reports.report()))) == ["概览", "问题", "未执行"]


def test_a_finding_across_files_names_them_all() -> None:
    where = (("甲.xlsx", Place("表2-1", 5, 2)), ("乙.xlsx", Place("表2-1", 6, 2)), ("乙.xlsx", Place()))
    across = CrossFinding("QJ2101", "verify", where, {"caption": "企业名称"})
    found = rows(sheets(made(Report((), str, "", cross=(across,))))["问题"])
    assert found[1][1:8] == (
        "甲.xlsx；乙.xlsx",
        None,
        "核实性",
        "QJ2101",
        "合计与各行之和不符",
        None,
        "表2-1!B5；表2-1!B6",
    )


def test_more_lines_than_a_sheet_holds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST", 5)
    found = rows(sheets(made(reports.report()))["问题"])
    assert len(found) == 7
    assert found[-1][0] == "……还有 4 项，一张表放不下（用 --format json 看全部）"


def test_a_cell_is_cut_where_a_spreadsheet_would_lose_it() -> None:
    text = "\u202e" * 40_000
    found = rows(sheets(made(reports.hostile(text)))["问题"])
    assert found[1][1] == "<U+202E>" * 2000 + "…"


def test_a_text_keeps_its_last_character_within_the_limit() -> None:
    found = rows(sheets(made(reports.hostile("甲" * 2000)))["问题"])
    assert found[1][2] == "甲" * 2000


def test_formats_that_are_no_text_are_told_apart() -> None:
    for name in FORMATS:
        data = as_file(name, reports.report(), Style())
        if name in BINARY:
            assert data.startswith(b"PK")
        else:
            assert data.decode("utf-8") == reporter(name)(reports.report(), Style())


def test_the_same_files_in_another_order_give_the_same_lines() -> None:
    report = reports.report()
    turned = report._replace(files=report.files[::-1])
    kept = [{row[1:] for row in rows(sheet)[1:]} for sheet in sheets(made(report)).values()]
    assert [{row[1:] for row in rows(sheet)[1:]} for sheet in sheets(made(turned)).values()] == kept


def test_a_long_row_is_tall_but_not_without_end() -> None:
    finding = reports.total(Place("表1", 1, 1), row=PAYLOADS["very-long"])
    short = reports.total(Place("表1", 1, 1))
    file = reports.returned()._replace(findings=(finding, short))
    sheet = sheets(made(Report((file,), str, "")))["问题"]
    dimensions: Any = sheet.row_dimensions
    assert dimensions[2].height == 16 * 12
    assert 16 <= dimensions[3].height < 16 * 8
