"""Replies in notices that come back, from whatever program, and what becomes of them on the ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from qingjian.api.checking import check
from qingjian.api.ledger import Ledger
from qingjian.api.notices import desk, outgoing, save
from qingjian.api.replies import Answered, reply, told
from qingjian.api.season import folders
from qingjian.errors import BadLedger
from qingjian.reporters import FORMATS, Style, as_file
from qingjian.reporters.notice_mail import eml
from qingjian.sheets.edit import CellEdit, fill_cells
from qingjian.sheets.read import read
from support import city
from support.docx import document, paragraph
from support.office import Office, writer_missing
from support.word_rewritten import rewritten

WHY: Final = "甲公司三期投产，排放增加，企业已提交说明材料"
SIGNED: Final = {"回复人": "李工", "回复日期": "2026年1月15日"}
TODAY: Final = date(2026, 1, 12)
_SCRIPT: Final = Path(__file__).parents[2] / "support" / "writer_scripts.py"


def in_word(path: Path, replies: Mapping[str, str], signed: Mapping[str, str]) -> Path:
    """The notice as it comes back from a district that has Word."""
    target = path.with_name("回复.docx")
    target.write_bytes(rewritten(path.read_bytes(), replies, signed))
    return target


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """One form on record: a negative reduction to verify, and a text for a number."""
    folder = city.season(tmp_path / "2025年度")
    _send(folder, "和平区.xlsx", cod="-3.6", wastewater="约一万")
    return folder


def _send(folder: Path, name: str, **cells: str) -> Ledger:
    city.receive(folder, {name: city.workbook(**cells)})
    ledger = city.ledger(folder)
    ledger.add([folders(folder).received / name], season=folder, jobs=1)
    return ledger


def _notice(folder: Path) -> Path:
    found = outgoing(folder, desk(folder, today=TODAY), jobs=1)
    (parcel,) = found.parcels
    return next(path for path in save(parcel, folders(folder).returned) if path.suffix == ".docx")


def _marks(path: Path) -> Sequence[str]:
    """In the order of the document: what has to be corrected, then what is to be verified."""
    grid = read(path.read_bytes(), path.name)
    cells = [cell.text for sheet in grid.sheets for _, row in sheet.stream() for cell in row.values()]
    return re.findall(r"QJ[0-9]{4}-[0-9A-F]{8}", "\n".join(cells))


def _outcomes(found: Sequence[Answered]) -> list[str]:
    return [one.outcome for file in found for one in file.replies]


def test_a_reply_becomes_an_explanation_with_name_and_day(season: Path) -> None:
    notice, ledger = _notice(season), city.ledger(season)
    mandatory, verify = _marks(notice)
    back = in_word(notice, {verify: WHY, mandatory: "已改正"}, SIGNED)
    done = reply(ledger, [back])
    assert [(one.unit, one.name, one.on) for one in done] == [("和平区", "李工", "2026-01-15")]
    assert _outcomes(done) == ["noted", "explained"]
    (event,) = [one for one in ledger.history("和平区") if one.kind == "explained"]
    assert (event.content["text"], event.content["name"]) == (WHY, "李工")
    (state,) = [one for one in ledger.status() if one.unit == "和平区"]
    assert (state.counts["explained"], state.counts.get("verify", 0)) == (1, 0)
    (note,) = [one for one in ledger.history("和平区") if one.kind == "note"]
    assert "已改正" in note.content["text"]


def test_the_same_notice_twice_records_nothing_twice(season: Path) -> None:
    notice, ledger = _notice(season), city.ledger(season)
    mandatory, verify = _marks(notice)
    back = in_word(notice, {verify: WHY, mandatory: "已改正"}, SIGNED)
    reply(ledger, [back])
    before = len(ledger.history("和平区"))
    assert _outcomes(reply(ledger, [back])) == ["noted", "known"]
    assert len(ledger.history("和平区")) == before


@pytest.mark.parametrize(("text", "outcome"), [("无", "empty"), ("核实无误", "empty"), ("123", "wordless")])
def test_empty_words_are_refused(season: Path, text: str, outcome: str) -> None:
    notice, ledger = _notice(season), city.ledger(season)
    before = len(ledger.history("和平区"))
    done = reply(ledger, [in_word(notice, {_marks(notice)[1]: text}, SIGNED)])
    assert _outcomes(done) == [outcome]
    assert len(ledger.history("和平区")) == before


def test_a_reply_is_void_where_the_figure_changed_since(season: Path) -> None:
    notice = _notice(season)
    ledger = _send(season, "和平区2.xlsx", cod="-4.8")
    assert _outcomes(reply(ledger, [in_word(notice, {_marks(notice)[1]: WHY}, SIGNED)])) == ["void"]
    assert all(one.kind != "explained" for one in ledger.history("和平区"))


def test_a_reply_is_not_needed_where_the_point_is_gone(season: Path) -> None:
    notice = _notice(season)
    ledger = _send(season, "和平区2.xlsx", wastewater="约一万")
    assert _outcomes(reply(ledger, [in_word(notice, {_marks(notice)[1]: WHY}, SIGNED)])) == ["settled"]


def test_a_reply_counts_where_the_figure_still_stands(season: Path) -> None:
    notice = _notice(season)
    ledger = _send(season, "和平区2.xlsx", cod="-3.6")
    assert _outcomes(reply(ledger, [in_word(notice, {_marks(notice)[1]: WHY}, SIGNED)])) == ["explained"]


def _problem(ledger: Ledger, path: Path) -> str:
    (done,) = reply(ledger, [path])
    assert done.problem is not None
    assert done.replies == ()
    return done.problem.code


def test_a_notice_of_another_bureau_is_refused_by_its_number(season: Path, tmp_path: Path) -> None:
    other = city.season(tmp_path / "别处")
    _send(other, "和平区.xlsx", cod="-9")
    assert _problem(city.ledger(season), in_word(_notice(other), {}, SIGNED)) == "foreign-notice"


def test_a_reply_that_nobody_signed_is_refused(season: Path) -> None:
    notice = _notice(season)
    back = in_word(notice, {_marks(notice)[1]: WHY}, {})
    assert _problem(city.ledger(season), back) == "no-name"
    (done,) = reply(city.ledger(season), [back], name="李工")
    assert (done.name, done.on) == ("李工", "2026-01-12")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("随便.docx", b"PK\3\4", "damaged"),
        ("信.docx", document(paragraph("各位领导：")), "no-reply"),
        ("扫描.pdf", b"%PDF-1.7\n", "no-reply"),
        ("空.docx", b"", "empty-file"),
        ("没有说明.xlsx", city.workbook(), "no-reply"),
    ],
)
def test_what_is_no_notice_is_refused_by_name(
    season: Path, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert _problem(city.ledger(season), path) in {code, "no-reply"}


def test_one_bad_file_costs_one_line(season: Path, tmp_path: Path) -> None:
    notice = _notice(season)
    back = in_word(notice, {_marks(notice)[1]: WHY}, SIGNED)
    other = tmp_path / "扫描.pdf"
    other.write_bytes(b"%PDF-1.7\n")
    done = reply(city.ledger(season), [other, back])
    assert [one.problem is None for one in done] == [False, True]
    assert _outcomes(done) == ["explained"]


def test_a_mail_with_the_notice_and_other_things_is_opened(season: Path, tmp_path: Path) -> None:
    notice = _notice(season)
    back = in_word(notice, {_marks(notice)[1]: WHY}, SIGNED)
    mail = tmp_path / "回信.eml"
    attached = {"通知单.docx": back.read_bytes(), "盖章.pdf": b"%PDF-1.7\n", "报表.xlsx": city.workbook()}
    mail.write_bytes(eml("", "回复", "见附件", attached))
    (done,) = reply(city.ledger(season), [mail])
    assert (done.path, done.problem) == ("回信.eml/通知单.docx", None)
    assert _outcomes([done]) == ["explained"]


def test_without_a_ledger_nothing_is_read(season: Path) -> None:
    with pytest.raises(BadLedger) as refused:
        reply(Ledger(season / "没有.sqlite3", ""), [season / "没有.docx"])
    assert refused.value.code == "absent"


def test_replies_stand_in_the_workbook_as_well(season: Path, tmp_path: Path) -> None:
    edits = [
        CellEdit("情况说明", 3, col, text)
        for col, text in enumerate(("QJ2013", "表2-1", "E5", "-3.6", WHY), 1)
    ]
    path = tmp_path / "和平区（回复）.xlsx"
    path.write_bytes(fill_cells(city.workbook(cod="-3.6", wastewater="约一万"), edits))
    ledger = city.ledger(season)
    done = reply(ledger, [path])
    assert _outcomes(done) == ["explained"]
    assert done[0].name == "和平区"
    assert any(one.kind == "explained" and one.content["text"] == WHY for one in ledger.history("和平区"))


def test_a_line_of_the_workbook_that_says_nothing_is_refused_as_the_check_refuses_it(
    season: Path, tmp_path: Path
) -> None:
    edits = [
        CellEdit("情况说明", 3, col, text)
        for col, text in enumerate(("QJ2013", "表2-1", "E5", "-3.6", "核实无误"), 1)
    ]
    path = tmp_path / "和平区（回复）.xlsx"
    path.write_bytes(fill_cells(city.workbook(cod="-3.6"), edits))
    (done,) = reply(city.ledger(season), [path])
    assert (done.replies, [one.code for one in done.refused]) == ((), ["QJ7001"])
    assert all(outcome for _, _, outcome in told(done, "zh"))


def test_an_answer_of_round_one_holds_in_round_two_unless_the_figure_changed(season: Path) -> None:
    notice = _notice(season)
    reply(city.ledger(season), [in_word(notice, {_marks(notice)[1]: WHY}, SIGNED)])
    ledger = _send(season, "和平区2.xlsx", cod="-3.6")
    (kept,) = ledger.answered(check([folders(season).received / "和平区2.xlsx"], season=season)).files
    assert kept.status == "passed"
    for name in FORMATS:
        shown = as_file(
            name, ledger.answered(check([folders(season).received / "和平区2.xlsx"])), Style("zh")
        )
        assert WHY in _text(shown), name
    ledger = _send(season, "和平区3.xlsx", cod="-3.7")
    (void,) = ledger.answered(check([folders(season).received / "和平区3.xlsx"], season=season)).files
    assert void.status == "returned"
    assert all(one.explanation is None for one in void.findings)


@pytest.mark.slow
@pytest.mark.skipif(bool(writer_missing()), reason=writer_missing())
def test_replies_survive_libreoffice(season: Path, office: Office, tmp_path: Path) -> None:
    notice, ledger = _notice(season), city.ledger(season)
    mandatory, verify = _marks(notice)
    target = tmp_path / "回复.docx"
    with office.document() as doc:
        filled = doc.run(
            _SCRIPT,
            "answer",
            replies={mandatory: "已改正", verify: f"{WHY}\n附：说明材料"},
            signed=SIGNED,
            source=str(notice),
            targets=[str(target)],
        )
    assert filled == 4
    done = reply(ledger, [target])
    assert [(one.unit, one.name, one.on) for one in done] == [("和平区", "李工", "2026-01-15")]
    assert _outcomes(done) == ["noted", "explained"]
    (event,) = [one for one in ledger.history("和平区") if one.kind == "explained"]
    assert event.content["text"] == f"{WHY}\n附：说明材料"


def _text(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    grid = read(data, "报告.xlsx")
    return "".join(cell.text for sheet in grid.sheets for _, row in sheet.stream() for cell in row.values())
