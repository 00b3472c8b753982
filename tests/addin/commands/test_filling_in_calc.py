"""填合计 and 算碳 in a real LibreOffice: formulas where the workbook knows them, values elsewhere, all taken back."""

from __future__ import annotations

from pathlib import Path

from support import calc_commands as calc
from support.calc_commands import SCRIPTS, Run
from support.office import Office


def test_totals_are_filled_and_taken_back(office: Office, tmp_path: Path, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        run(
            doc,
            cells={
                "表2-1": {"B5": "甲化工有限公司", "E5": 1.25, "B6": "乙制药有限公司", "E6": 0.5, "E36": None}
            },
        )
        before = calc.look(doc.save_as(tmp_path / "before.xlsx"))
        filled = run(doc, "fill_totals")
        assert filled["said"] == ["已填 1 个合计。"]
        assert doc.value("表2-1", "E36") == 1.75
        doc.set("表2-1", {"E6": 1})
        doc.recalculate()
        assert doc.value("表2-1", "E36") == 2.25, "an official workbook gets its own formula back"
        doc.set("表2-1", {"E6": 0.5})
        assert run(doc, "undo")["said"] == ["已撤销 1 个单元格。"]
        assert calc.look(doc.save_as(tmp_path / "after.xlsx")) == before
        assert run(doc, "undo")["said"] == ["没有可撤销的操作。"]


def test_every_formula_that_is_filled_in_is_the_workbooks_own(
    office: Office, liaoning: Path, run: Run
) -> None:
    emptied = {"表2-2": ["F3", "H3", "J3", "L3", "M3", "E34", "F34", "M34"], "表1": ["B38"]}
    cells = {
        "表2-2": {"B3": "甲化工有限公司", "E3": 30000, "G3": 100, "I3": 5, "K3": 7},
        "表1": {"H38": 1, "N38": 2},
        "参数": {calc.named(liaoning, "QJ_GAS"): 1.2},
    }
    with office.document(liaoning) as doc:
        doc.unprotect("表1")
        doc.unprotect("参数")
        run(doc, cells=cells)
        own = {
            (sheet, at): doc.get(sheet, at)[at] for sheet, addresses in emptied.items() for at in addresses
        }
        run(doc, cells={sheet: dict.fromkeys(addresses) for sheet, addresses in emptied.items()})
        run(doc, "carbon", "fill_totals")
        doc.recalculate()
        for (sheet, at), content in own.items():
            if content.value not in ("缺排放因子", "待更正", ""):
                assert doc.get(sheet, at)[at] == content, at


def test_a_bare_sheet_gets_values(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        doc.run(SCRIPTS, "unname")
        run(doc, "fill_totals", cells={"表2-1": {"B5": "甲化工有限公司", "E5": 1.25, "E36": None}})
        assert doc.get("表2-1", "E36")["E36"].formula is None
        assert doc.value("表2-1", "E36") == 1.25


def test_what_was_changed_since_is_not_taken_back(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        run(
            doc,
            "fill_totals",
            cells={"表2-1": {"B5": "甲化工有限公司", "E5": 1.25, "E36": None, "D5": 7, "D36": None}},
        )
        said = run(doc, "undo", cells={"表2-1": {"E36": 99}})["said"]
        assert said == ["已撤销 1 个单元格。另有 1 个后来改过，没有动。"]
        assert doc.value("表2-1", "E36") == 99


def test_carbon_asks_nothing_and_says_what_it_lacks(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        said = run(
            doc,
            "carbon",
            cells={"表2-2": {"B3": "甲化工有限公司", "E3": 30000, "F3": None, "G3": 100, "H3": None}},
        )["said"]
        assert said == ["已填 1 个碳减排量。1 个单元格缺排放因子，请先在“参数”表选择：表2-2!F3。"]
        assert doc.value("表2-2", "H3") == 277.25
        assert doc.value("表2-2", "F3") is None
