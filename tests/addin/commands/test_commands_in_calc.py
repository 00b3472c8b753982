"""Every command through the engine in a real LibreOffice: what it marks, fills, says, and leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qingjian.api.annotating import annotate
from qingjian.api.checking import check
from qingjian.api.data import write
from qingjian.model.finding import SEVERITIES, Finding
from qingjian.model.verdict import Verdict
from qingjian.resources import workbooks
from qingjian.sheets.annotate import clear
from qingjian.sheets.palette import COLOURS
from support import calc_commands as calc
from support.broken import broken
from support.calc_commands import SCRIPTS, Run
from support.office import Document, Office
from support.realistic.deal import EDITIONS, realistic

FILLED = workbooks() / "samples" / "liaoning-2024-filled.xlsx"


def judged(path: Path) -> Verdict:
    (found,) = check([path]).files
    return found


def marked(found: Verdict) -> set[tuple[str, str]]:
    return {(one.place.sheet, one.place.address) for one in found.findings if _is_marked(one)}


def _is_marked(one: Finding) -> bool:
    return bool(one.place.address) and one.standing in SEVERITIES


def noted(answer: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(sheet, at) for sheet, state in answer["sheets"].items() for at in state["notes"]}


@pytest.mark.parametrize("name", [name for name, _ in EDITIONS])
def test_marks_stand_where_the_validator_finds_something(
    office: Office, tmp_path: Path, run: Run, name: str
) -> None:
    path = tmp_path / "填报.xlsx"
    write(name, realistic(11, name, most=6, least=3).data, path)
    with office.document(path) as doc:
        run(doc, cells=broken(name))
        before = judged(doc.save_as(tmp_path / "before.xlsx"))
        first = run(doc, "validate")
        after = judged(doc.save_as(tmp_path / "after.xlsx"))
        again = run(doc, "validate")
        once_more = doc.save_as(tmp_path / "again.xlsx")
        for sheet, at in marked(before):
            (colour,) = doc.run(SCRIPTS, "colours", sheet=sheet, addresses=[at])
            assert _is_ours(colour)
    assert before.findings, "the form was broken on purpose"
    assert noted(first) == marked(before)
    assert _told(after) == _told(before), "marks change no verdict"
    assert again["sheets"] == first["sheets"]
    assert again["said"] == first["said"]
    assert calc.look(once_more) == calc.look(tmp_path / "after.xlsx"), "a second check changes nothing"


def _is_ours(colour: list[int]) -> bool:
    red, green, blue = colour
    return (red << 16 | green << 8 | blue) & ~15 in COLOURS.values()


def _told(found: Verdict) -> list[tuple[Any, ...]]:
    return [(one.code, one.place, one.value, one.expected, one.severity) for one in found.findings]


BOOK = {
    "表2-1": {
        "B5": "甲化工有限公司",
        "C5": "水泥制造",
        "E5": 1.25,
        "B6": "乙制药有限公司",
        "C6": "化学农药制造",
        "E6": "'3.6吨",
    },
    "表2-2": {
        "B3": "甲化工有限公司",
        "C3": "水泥制造",
        "E3": 30000,
        "B4": "乙制药有限公司",
        "C4": "化学农药制造",
    },
}


def test_clearing_gives_the_users_own_colours_notes_and_formats_back(
    office: Office, tmp_path: Path, liaoning: Path, run: Run
) -> None:
    with office.document(liaoning) as doc:
        doc.run(SCRIPTS, "decorate", sheet="表2-1", cells=["E6", "E5", "B6"])
        run(doc, cells=BOOK)
        before = calc.look(doc.save_as(tmp_path / "before.xlsx"))
        marked_ = run(doc, "validate")
        assert ("表2-1", "E6") in noted(marked_)
        cleared = run(doc, "clear_marks")
        after = calc.look(doc.save_as(tmp_path / "after.xlsx"))
    assert noted(cleared) == {("表2-1", "E6"), ("表2-1", "E5"), ("表2-1", "B6")}, "the user's own"
    assert after == before


def test_an_annotated_copy_from_the_bureau_is_cleared_as_well(
    office: Office, tmp_path: Path, liaoning: Path, run: Run
) -> None:
    with office.document(liaoning) as doc:
        run(doc, cells=BOOK)
        path = doc.save_as(tmp_path / "sent.xlsx")
    copy = tmp_path / "back.xlsx"
    annotate(path, judged(path), copy)
    with office.document(copy) as doc:
        run(doc, "clear_marks")
        after = doc.save_as(tmp_path / "after.xlsx")
    with office.document(path) as doc:
        plain = doc.save_as(tmp_path / "plain.xlsx")
    found, wanted = calc.look(after), calc.look(plain)
    assert found["表2-1"] == wanted["表2-1"]
    assert found["校验结果"] == wanted["校验结果"]


def test_marks_of_the_button_are_taken_out_by_the_bureaus_tool(
    office: Office, tmp_path: Path, liaoning: Path, run: Run
) -> None:
    with office.document(liaoning) as doc:
        doc.run(SCRIPTS, "decorate", sheet="表2-1", cells=["E5"])
        run(doc, cells=BOOK)
        plain = doc.save_as(tmp_path / "plain.xlsx")
        run(doc, "validate")
        checked = doc.save_as(tmp_path / "checked.xlsx")
    cleared = tmp_path / "cleared.xlsx"
    cleared.write_bytes(clear(checked.read_bytes()))
    assert calc.look(cleared)["表2-1"] == calc.look(plain)["表2-1"]


def test_next_goes_through_the_findings_and_begins_again(
    office: Office, tmp_path: Path, liaoning: Path, run: Run
) -> None:
    with office.document(liaoning) as doc:
        said = run(doc, "next")["said"]
        assert said == ["没有可跳转的问题。还没有校验过的，请先点“校验”。"]
        run(doc, "validate", cells=BOOK)
        first = tuple(run(doc, "next")["selected"])
        places = [first]
        while (place := tuple(run(doc, "next")["selected"])) != first:
            places.append(place)
        found = judged(doc.save_as(tmp_path / "saved.xlsx"))
    assert set(places) == marked(found)
    assert len(places) == len(set(places)), "each cell once"


def test_a_hidden_sheet_is_named_not_shown(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        run(doc, "validate", cells=BOOK)
        doc.run(SCRIPTS, "hide", sheet="表2-1")
        answers = [run(doc, "next") for _ in range(30)]
        again = run(doc, "validate")["said"][0]
    assert all(answer["said"][0].endswith("请先取消隐藏：表2-1。") for answer in answers)
    assert {answer["selected"][0] for answer in answers} == {"表1", "表2-2", "参数"}
    assert again.startswith("校验完成")


def test_an_explanation_is_begun_once(office: Office, tmp_path: Path, run: Run) -> None:
    path = calc.opened(tmp_path, FILLED)
    with office.document(path) as doc:
        answer = run(doc, "validate")
        found = judged(doc.save_as(tmp_path / "saved.xlsx"))
        asked = next(one for one in found.findings if one.standing == "verify" and one.place.address)
        at = [asked.place.sheet, asked.place.address]
        first = run(doc, "explain", selected=at)
        second = run(doc, "explain", selected=at)
        listed = run(doc, "explain", selected=["校验结果", _line(doc, asked.code, at[1])])
        rows = doc.get("情况说明")
        mandatory = next(one for one in found.findings if one.standing == "mandatory" and one.place.address)
        refused = run(doc, "explain", selected=[mandatory.place.sheet, mandatory.place.address])["said"][0]
    assert answer["said"][0].startswith("校验完成：退回")
    columns = openpyxl.load_workbook(tmp_path / "saved.xlsx")["校验结果"].column_dimensions
    assert columns["G"].width > 5 * columns["A"].width, "a sentence is wider than its number"
    assert first["selected"] == second["selected"] == listed["selected"]
    assert first["said"] == listed["said"]
    assert first["selected"][0] == "情况说明"
    assert sum(1 for cell in rows.values() if cell.value == asked.code) == 1
    assert "必须改正" in refused


def _line(doc: Document, code: str, cell: str) -> str:
    """A cell of the line of 校验结果 that has the rule and the address side by side."""
    listed = doc.get("校验结果")
    return next(at for at in listed if listed[at].value == code and listed[f"E{at[1:]}"].value == cell)


def test_export_writes_a_clean_copy_and_its_report(
    office: Office, tmp_path: Path, liaoning: Path, run: Run
) -> None:
    out = tmp_path / "上报"
    out.mkdir()
    with office.document(liaoning) as doc:
        run(doc, "validate", cells={**BOOK, "参数": {calc.named(liaoning, "QJ_UNIT"): "某市生态环境局"}})
        answer = run(doc, "export", folder=str(out))
        run(doc, "export", folder=str(out))
        assert run(doc, "export", folder=str(out), answer=False)["said"] == ["没有导出。"]
        assert noted(run(doc)), "the user's own book keeps its marks"
        expected = judged(doc.save_as(tmp_path / "now.xlsx"))
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "2024年度_某市生态环境局_清洁生产审核总结表(2).xlsx",
        "2024年度_某市生态环境局_清洁生产审核总结表(2)_校验报告.html",
        "2024年度_某市生态环境局_清洁生产审核总结表.xlsx",
        "2024年度_某市生态环境局_清洁生产审核总结表_校验报告.html",
    ]
    exported = judged(out / names[2])
    assert _told(exported) == _told(expected)
    assert not any(cell[-1] for sheet in calc.look(out / names[2]).values() for cell in sheet.values()), (
        "no notes"
    )
    assert "仍要导出" in answer["windows"][0]


def test_a_sheet_with_a_password_is_named_and_left_alone(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        run(doc, cells=BOOK)
        doc.run(SCRIPTS, "lock", sheet="表2-1", password="geheim")  # noqa: S106
        answer = run(doc, "validate")
        assert "表2-1" in answer["said"][0].rpartition("未能标记")[2]
        assert not answer["sheets"]["表2-1"]["notes"]
        assert doc.value("校验结果", "A2") == "序号", "the list has everything"
        assert doc.is_protected("表2-1")


def test_our_own_protection_is_put_back(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        doc.unprotect("表1")
        run(doc, cells={"表1": {"T38": "'3个"}})
        doc.run(SCRIPTS, "lock", sheet="表1", password="")
        answer = run(doc, "validate")
        assert "T38" in answer["sheets"]["表1"]["notes"]
        assert doc.is_protected("表1")


def test_books_that_are_no_form_are_told_so(office: Office, run: Run) -> None:
    with office.document() as doc:
        answer = run(doc, "validate", "fill_totals", "export", "next", "clear_marks")
    assert answer["said"][0].startswith("文件里没有找到")
    assert answer["said"][1] == answer["said"][0]
    assert all("Traceback" not in said for said in answer["said"])


def test_a_form_without_stamp_or_result_sheet_gets_one_and_loses_it_again(
    office: Office, liaoning: Path, run: Run
) -> None:
    with office.document(liaoning) as doc:
        run(doc, cells=BOOK)
        doc.run(SCRIPTS, "drop", sheet="校验结果")
        before = list(doc.sheets())
        run(doc, "validate")
        assert list(doc.sheets()) == [*before, "校验结果"]
        run(doc, "clear_marks")
        assert list(doc.sheets()) == before


def test_a_sheet_of_the_users_own_called_like_ours_is_not_touched(
    office: Office, liaoning: Path, run: Run
) -> None:
    with office.document(liaoning) as doc:
        run(doc, "validate", cells={**BOOK, "校验结果": {"A1": "我自己的记录"}})
        assert doc.value("校验结果", "A1") == "我自己的记录"
        assert doc.value("校验结果2", "A2") == "序号"


def test_about_and_selftest_speak(office: Office, liaoning: Path, run: Run) -> None:
    with office.document(liaoning) as doc:
        answer = run(doc, "about", "selftest")
    assert answer["said"][1].endswith("全部正常。")
    assert "LibreOffice" in answer["windows"][0]
    assert "[异常]" not in answer["windows"][1]
