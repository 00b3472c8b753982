"""Points to verify and the sheet 情况说明, from file to file."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from qingjian.api.annotating import annotate
from qingjian.api.checking import check
from qingjian.api.judge import judge
from qingjian.catalog.editions import edition
from qingjian.catalog.tables import table
from qingjian.model.verdict import Verdict
from qingjian.sheets.edit import CellEdit, fill_cells
from qingjian.sheets.read import read
from qingjian.templates.book import build
from support.ooxml_lint import lint

SHEET: Final = "情况说明"
CODE: Final = "QJ2013"
WHY: Final = "甲公司三期投产，排放增加，企业已提交说明材料"


def _workbook(cod: str = "-3.6", *lines: Sequence[str]) -> bytes:
    data: Any = copy.deepcopy(table("demo.json")["data"])
    data["tables"]["2-1"]["companies"]["rows"][0]["cod"] = cod
    book = build(edition("liaoning/2024"), data=data)
    edits = [
        CellEdit(SHEET, row, col, text)
        for row, line in enumerate(lines, 3)
        for col, text in enumerate(line, 1)
        if text
    ]
    return fill_cells(book, edits)


def _judged(*lines: Sequence[str], cod: str = "-3.6") -> Verdict:
    return judge(_workbook(cod, *lines), "甲区.xlsx")


def _notes(verdict: Verdict) -> list[str]:
    return [one.code for one in verdict.findings if one.code.startswith("QJ70")]


def test_a_point_to_verify_returns_the_file() -> None:
    verdict = _judged()
    assert verdict.status == "returned"
    assert [(one.code, one.place.address) for one in verdict.findings if one.standing == "verify"] == [
        (CODE, "E5")
    ]


@pytest.mark.parametrize(
    "line",
    [
        (CODE, "表2-1", "E5", "-3.6", WHY),
        (" qj2013", "2-1", "$e$5", "-3.60", WHY),
        ("ＱＪ２０１３", "", "Ｅ５", "－3.6", WHY),
        ("QJ2013 削减量为负", "表2-1", "E3:E8", "-3.6吨", WHY),
        (CODE, "", "", "-3.6", WHY),
        (CODE, "表2-1", "E5、E6", "-3.6；2.15", WHY),
    ],
)
def test_a_file_whose_points_are_explained_passes(line: Sequence[str]) -> None:
    verdict = _judged(line)
    assert verdict.status == "passed", _notes(verdict)
    assert [one.explanation for one in verdict.findings if one.code == CODE] == [WHY]
    assert (verdict.number_of("explained"), verdict.number_of("verify"), _notes(verdict)) == (1, 0, [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ((CODE, "表2-1", "E5", "-3.6", "情况属实"), "QJ7001"),
        ((CODE, "表2-1", "E5", "-3.5", WHY), "QJ7002"),
        ((CODE, "表2-1", "E5", "", WHY), "QJ7002"),
        ((CODE, "表2-1", "E6", "-3.6", WHY), "QJ7004"),
        ((CODE, "表3-1", "E5", "-3.6", WHY), "QJ7004"),
        (("QJ2099", "表2-1", "E5", "-3.6", WHY), "QJ7004"),
    ],
)
def test_what_does_not_explain_it_says_why(line: Sequence[str], code: str) -> None:
    verdict = _judged(line)
    assert (verdict.status, _notes(verdict)) == ("returned", [code])


def test_a_refusal_stands_below_its_point() -> None:
    verdict = _judged((CODE, "表2-1", "E5", "-3.6", "属实"))
    (refused,) = [one for one in verdict.findings if one.code == "QJ7001"]
    assert verdict.findings[refused.cause - 1].code == CODE


def test_an_explanation_lapses_with_its_figure() -> None:
    line = (CODE, "表2-1", "E5", "-3.6", WHY)
    assert _judged(line).status == "passed"
    verdict = _judged(line, cod="-36")
    (lapsed,) = [one for one in verdict.findings if one.code == "QJ7002"]
    assert (verdict.status, lapsed.value, lapsed.expected) == ("returned", "-3.6", "-36")


def test_lines_without_words_and_lines_nobody_needs_are_no_matter() -> None:
    assert _notes(_judged((CODE, "表2-1", "E5", "-3.6", ""))) == []
    assert _notes(_judged((CODE, "表2-1", "E5", "-3.6", WHY), cod="3.6")) == []
    assert _notes(_judged(("", "", "", "", "本区另有三家企业在建"), cod="3.6")) == []


def test_the_better_of_two_lines_counts() -> None:
    verdict = _judged((CODE, "表2-1", "E5", "-3.6", "属实"), (CODE, "表2-1", "E5", "-3.6", WHY))
    assert (verdict.status, _notes(verdict)) == ("passed", [])


def test_a_mandatory_point_is_not_cleared() -> None:
    verdict = _judged(("QJ2004", "表2-1", "E5", "三吨左右", WHY), cod="三吨左右")
    assert (verdict.status, _notes(verdict)) == ("returned", ["QJ7003"])


def test_a_demoted_point_needs_no_explanation(tmp_path: Path) -> None:
    path = tmp_path / "甲区.xlsx"
    path.write_bytes(_workbook())
    (tmp_path / "season.json").write_text(
        '{"year": 2024, "rules": {"QJ2013": {"severity": "advice", "reason": "复产", "by": "某局"}}}', "utf-8"
    )
    report = check([path], season=tmp_path)
    assert report.files[0].status == "passed"
    assert report.season["QJ2013"].by == "某局"


def test_the_annotated_copy_lists_what_is_explained(tmp_path: Path) -> None:
    path, copied = tmp_path / "甲区.xlsx", tmp_path / "副本.xlsx"
    path.write_bytes(_workbook("-3.6", (CODE, "表2-1", "E5", "-3.6", WHY)))
    before = check([path]).files[0]
    annotate(path, before, copied)
    after = check([copied]).files[0]
    assert (before.status, after.status) == ("passed", "passed")
    assert [one.explanation for one in after.findings] == [one.explanation for one in before.findings]


def test_the_annotated_copy_lacks_nothing_but_the_reason(tmp_path: Path) -> None:
    path, copied = tmp_path / "甲区.xlsx", tmp_path / "副本.xlsx"
    path.write_bytes(_workbook())
    annotate(path, check([path]).files[0], copied)
    assert lint(copied.read_bytes()) == []
    waiting = check([copied]).files[0]
    assert (waiting.status, _notes(waiting)) == ("returned", [])
    copied.write_bytes(fill_cells(copied.read_bytes(), [CellEdit(SHEET, 3, 5, WHY)]))
    verdict = check([copied]).files[0]
    assert verdict.status == "passed"
    assert [one.explanation for one in verdict.findings if one.code == CODE] == [WHY]


def test_a_second_copy_repeats_no_line(tmp_path: Path) -> None:
    path, once, twice = (tmp_path / name for name in ("甲区.xlsx", "一.xlsx", "二.xlsx"))
    path.write_bytes(_workbook("-3.6", ("QJ2107", "表1", "A1", "9", "旧的一行")))
    verdict = check([path]).files[0]
    annotate(path, verdict, once)
    annotate(once, verdict, twice)
    assert once.read_bytes() == twice.read_bytes()
    sheet = read(once.read_bytes(), "一.xlsx").sheet(SHEET)
    assert sheet is not None
    assert [sheet.text(4, col) for col in range(1, 6)] == [CODE, "表2-1", "E5", "-3.6", ""]
    assert [sheet.text(3, col) for col in range(1, 6)] == ["QJ2107", "表1", "A1", "9", "旧的一行"]
    assert not any(sheet.text(5, col) for col in range(1, 6))


def test_a_point_without_a_value_gets_what_its_cell_holds(tmp_path: Path) -> None:
    path, copied = tmp_path / "甲区.xlsx", tmp_path / "副本.xlsx"
    row = 3 + max(one.row for one in _rows())
    path.write_bytes(fill_cells(_workbook("3.6"), [CellEdit("表2-1", row, 2, "丙化工有限公司")]))
    verdict = check([path]).files[0]
    assert [one.code for one in verdict.findings if one.standing == "verify"] == ["QJ1011"]
    annotate(path, verdict, copied)
    copied.write_bytes(fill_cells(copied.read_bytes(), [CellEdit(SHEET, 3, 5, WHY)]))
    assert check([copied]).files[0].status == "passed"


def _rows() -> list[Any]:
    sheet = read(_workbook("3.6"), "甲区.xlsx").sheet("表2-1")
    assert sheet is not None
    return [cell for _, cells in sheet.stream() for cell in cells.values() if "合计" in cell.text]
