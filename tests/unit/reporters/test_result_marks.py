"""A verdict as notes and as the table 校验结果."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Place
from qingjian.model.verdict import Verdict
from qingjian.reporters.marks import marks
from support import reports


def test_every_finding_with_a_cell_gets_a_note_and_every_finding_a_row() -> None:
    verdict = reports.returned()
    made = marks(verdict)
    assert [(note.sheet, note.row, note.col) for note in made.notes] == [
        (found.place.sheet, found.place.row, found.place.col) for found in verdict.findings
    ]
    assert made.notes[0].text.startswith("【强制性】“节电量（度）”合计为 575000")
    assert len(made.table.rows) == len(verdict.findings)
    assert made.table.title == "校验结果：退回。强制性 8 项，核实性 1 项。"
    assert made.table.header == (
        "序号", "级别", "规则", "工作表", "单元格", "现填", "问题", "怎样改", "应为", "依据"
    )  # fmt: skip


def test_the_worst_comes_first_and_links_to_its_cell() -> None:
    verdict = reports.returned()
    turned = Verdict(verdict.path, verdict.sha256, "returned", findings=verdict.findings[::-1])
    rows = marks(turned, "en").table.rows
    assert [row.cells[1] for row in rows] == ["Mandatory"] * 8 + ["To verify"]
    assert (rows[0].cells[4], rows[0].link, rows[0].link_at) == ("L40", ("表2-2", 40, 12), 4)


@pytest.mark.parametrize(
    ("place", "sheet", "cell"), [(Place(), "整个文件", ""), (Place("表1"), "表1", "整张表")]
)
def test_what_has_no_cell_has_a_row_without_link(place: Place, sheet: str, cell: str) -> None:
    made = marks(Verdict("x.xlsx", "", "returned", findings=(reports.total(place),)))
    assert made.notes == ()
    assert made.table.rows[0].cells[3:5] == (sheet, cell)
    assert made.table.rows[0].link is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_long_cell_is_cut(lang: Any) -> None:
    found = reports.total(Place("表1", 1, 1), value="长" * 5000)
    made = marks(Verdict("x.xlsx", "", "returned", findings=(found,)), lang)
    assert len(made.notes[0].text) < 1500
    assert all(len(cell) <= 501 for cell in made.table.rows[0].cells)


def test_consequences_stand_below_their_cause_and_the_explained_at_the_end() -> None:
    made = marks(reports.linked().files[0])
    rows = [(row.cells[0], row.cells[1], row.cells[4]) for row in made.table.rows]
    assert rows[:3] == [("1", "强制性", "F5"), ("1.1", "强制性", "F30"), ("1.2", "强制性", "G30")]
    assert rows[8:] == [
        ("2", "强制性", "E9"), ("3", "核实性", "C41"), ("3.1", "提示性", "E3"),
        ("4", "提示性", "E13"), ("5", "已说明", "C40"), ("6", "试行", "E12"),
    ]  # fmt: skip
    assert made.table.rows[1].cells[6].startswith("由第 1 项引起：")
    assert "说明：甲公司当年停产" in made.table.rows[-2].cells[6]
    assert {(note.row, note.col) for note in made.notes}.isdisjoint({(40, 3), (12, 5)})


def test_what_an_explanation_needs_is_copied_in_one_go() -> None:
    captions = marks(reports.returned()).table.header
    assert captions[2:6] == ("规则", "工作表", "单元格", "现填")
