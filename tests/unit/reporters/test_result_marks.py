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
        "序号", "级别", "工作表", "单元格", "问题", "怎样改", "现填", "应为", "规则", "依据"
    )  # fmt: skip


def test_the_worst_comes_first_and_links_to_its_cell() -> None:
    verdict = reports.returned()
    turned = Verdict(verdict.path, verdict.sha256, "returned", findings=verdict.findings[::-1])
    rows = marks(turned, "en").table.rows
    assert [row.cells[1] for row in rows] == ["Mandatory"] * 8 + ["To verify"]
    assert (rows[0].cells[3], rows[0].link, rows[0].link_at) == ("L40", ("表2-2", 40, 12), 3)


@pytest.mark.parametrize(
    ("place", "sheet", "cell"), [(Place(), "整个文件", ""), (Place("表1"), "表1", "整张表")]
)
def test_what_has_no_cell_has_a_row_without_link(place: Place, sheet: str, cell: str) -> None:
    made = marks(Verdict("x.xlsx", "", "returned", findings=(reports.total(place),)))
    assert made.notes == ()
    assert made.table.rows[0].cells[2:4] == (sheet, cell)
    assert made.table.rows[0].link is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_long_cell_is_cut(lang: Any) -> None:
    found = reports.total(Place("表1", 1, 1), value="长" * 5000)
    made = marks(Verdict("x.xlsx", "", "returned", findings=(found,)), lang)
    assert len(made.notes[0].text) < 1500
    assert all(len(cell) <= 501 for cell in made.table.rows[0].cells)
