"""The ledger of a bureau with real forms: what comes in, what is decided, what it then says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from qingjian.api.checking import check
from qingjian.api.files import collect
from qingjian.api.ledger import Ledger
from qingjian.api.season import folders
from qingjian.errors import BadData, BadLedger
from qingjian.ledger.recording import Outcome
from qingjian.model.digest import ExpectedUnit
from qingjian.reporters import Style, as_file
from support import city
from support.city import UNIT

WHY: Final = "三期投产，废水排放确有增加，企业已提交说明材料"


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return city.season(tmp_path / "2025年度")


@pytest.fixture
def ledger(season: Path) -> Ledger:
    return city.ledger(season)


def _came(season: Path, name: str = "和平区.xlsx", **cells: str) -> Path:
    (path,) = city.receive(season, {name: city.workbook(**cells)})
    return path


def _state(ledger: Ledger, unit: str = UNIT) -> str:
    return next(one.state for one in ledger.status() if one.unit == unit)


def _open_codes(ledger: Ledger) -> dict[str, str]:
    """Severity → code of a finding of the last version."""
    (judged,) = [one for one in ledger.history(UNIT) if one.kind == "verdict"][-1:]
    return {one["severity"]: one["code"] for one in reversed(judged.content["findings"])}


def _cells(ledger: Ledger, code: str) -> list[str]:
    (judged,) = [one for one in ledger.history(UNIT) if one.kind == "verdict"][-1:]
    return [f"{one['sheet']}!{one['cell']}" for one in judged.content["findings"] if one["code"] == code]


def test_declaring_says_who_has_to_report(ledger: Ledger) -> None:
    assert [(one.unit, one.state) for one in ledger.status()] == [(UNIT, "missing"), ("沈河区", "missing")]
    ledger.declare(units=[ExpectedUnit("大东区")], deadline=date(2026, 1, 1))
    assert [(one.unit, one.is_overdue) for one in ledger.status()] == [("大东区", True)]


def test_files_are_checked_and_recorded_with_their_figures(ledger: Ledger, season: Path) -> None:
    path = _came(season)
    (done,) = ledger.add([path], season=season, jobs=1)
    assert (done.what, done.unit, done.status) == ("received", UNIT, "passed")
    filed = ledger.history(UNIT)[0].content
    assert filed["size"] == path.stat().st_size
    assert any(block == "2-1/companies" for block, *_ in filed["figures"]["rows"])
    assert ledger.add([path], season=season, jobs=1)[0].what == "seen"


def test_a_new_version_tells_which_figure_changed(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="3.6")], season=season, jobs=1)
    (again,) = ledger.add([_came(season, "和平区（更正）.xlsx", cod="4.6")], season=season, jobs=1)
    assert again.what == "resubmitted"
    assert again.difference is not None
    changed = {(one.row, one.before, one.after) for one in again.difference.changes or ()}
    assert any((before, after) == ("3.6", "4.6") for _, before, after in changed)


def test_a_report_made_elsewhere_is_recorded_without_figures(ledger: Ledger, season: Path) -> None:
    first, second = _came(season, cod="约3"), _came(season, "和平区（更正）.xlsx", cod="3.6")
    told = season / "报告.json"

    def reported(path: Path) -> Outcome:
        told.write_bytes(as_file("json", check([path], jobs=1), Style()))
        (done,) = ledger.add([told])
        return done

    assert reported(first).what == "received"
    done = reported(second)
    assert done.what == "resubmitted"
    assert done.difference is not None
    assert done.difference.changes is None
    assert done.difference.gone
    (again,) = ledger.add([second], season=season, jobs=1)
    assert again.what == "seen"


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 3}'])
def test_what_is_no_report_is_refused_whole(ledger: Ledger, season: Path, text: str) -> None:
    told = season / "报告.json"
    told.write_text(text, "utf-8")
    with pytest.raises(BadData):
        ledger.add([told])
    assert {one.state for one in ledger.status()} == {"missing"}


def test_without_a_ledger_nothing_is_checked(tmp_path: Path, season: Path) -> None:
    with pytest.raises(BadLedger, match="absent"):
        Ledger(tmp_path / "无.sqlite3", "王").add([_came(season)])


def test_what_was_checked_already_is_not_checked_again(ledger: Ledger, season: Path) -> None:
    sources = collect([_came(season, cod="约3"), _came(season, "沈河区.xlsx")])
    report = check([], sources=sources, season=season, jobs=1)
    done = tuple(ledger.put(report, sources, jobs=1))
    assert [(one.path, one.status) for one in done] == [(one.path, one.status) for one in report.files]
    assert "figures" in ledger.history(UNIT)[0].content


def test_an_explanation_settles_a_point_to_verify(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="-3.6")], season=season, jobs=1)
    code = _open_codes(ledger)["verify"]
    cell = _cells(ledger, code)[0]
    assert ledger.explain("和平", code, WHY, cell=cell, name="李工") == UNIT
    event = ledger.history(UNIT)[-1]
    assert (event.kind, event.who, event.at) == ("explained", "王科长", "2026-01-12T09:30:00+00:00")
    assert (event.content["name"], event.content["on"]) == ("李工", "2026-01-12")
    (state,) = [one for one in ledger.status() if one.unit == UNIT]
    assert state.counts["explained"] == 1


@pytest.mark.parametrize("text", ["无", "情况属实", "同上", "。"])
def test_words_that_say_nothing_are_not_recorded(ledger: Ledger, season: Path, text: str) -> None:
    ledger.add([_came(season, cod="-3.6")], season=season, jobs=1)
    before = ledger.history(UNIT)
    with pytest.raises(BadLedger, match="poor-words"):
        ledger.explain(UNIT, _open_codes(ledger)["verify"], text, name="李工")
    assert ledger.history(UNIT) == before


def test_a_mandatory_point_is_waived_not_explained(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="约3")], season=season, jobs=1)
    code = _open_codes(ledger)["mandatory"]
    cell = _cells(ledger, code)[0]
    with pytest.raises(BadLedger, match="not-to-verify"):
        ledger.explain(UNIT, code, WHY, cell=cell, name="李工")
    for reason, name in ((" ", "张局"), ("名单另行报送", " ")):
        with pytest.raises(BadLedger, match="no-reason"):
            ledger.waive(UNIT, code, reason, cell=cell, name=name)
    assert _state(ledger) == "to_return"
    ledger.waive(UNIT, code, "名单另行报送", cell=cell, name="张局")
    (counts,) = [one.counts for one in ledger.status() if one.unit == UNIT]
    assert counts["waived"] >= 1
    ledger.waive(UNIT, code, "误记", cell=cell, name="张局", is_withdrawn=True)
    assert _state(ledger) == "to_return"


def test_a_form_with_open_points_is_accepted_only_for_a_reason(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="约3")], season=season, jobs=1)
    with pytest.raises(BadLedger) as refused:
        ledger.accept(UNIT, name="张局")
    assert (refused.value.code, int(refused.value.detail) > 0) == ("open-points", True)
    ledger.accept(UNIT, name="张局", reason="来不及更正，另附说明")
    assert _state(ledger) == "accepted"
    assert ledger.history(UNIT)[-1].content["open"] == int(refused.value.detail)


def test_a_point_to_verify_is_open_too(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="-3.6")], season=season, jobs=1)
    assert "mandatory" not in _open_codes(ledger)
    with pytest.raises(BadLedger, match="open-points"):
        ledger.accept(UNIT, name="张局")


def test_sending_back_says_how_much_is_open(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="约3")], season=season, jobs=1)
    ledger.send_back(UNIT, text="请于周五前更正")
    assert _state(ledger) == "returned"
    content = ledger.history(UNIT)[-1].content
    assert (content["text"], content["open"] > 0) == ("请于周五前更正", True)


def test_a_note_needs_no_form_and_decisions_do(ledger: Ledger) -> None:
    assert ledger.note("沈河", "电话催报") == "沈河区"
    with pytest.raises(BadLedger, match="no-form"):
        ledger.accept("沈河区", name="张局")
    with pytest.raises(BadLedger, match="no-form"):
        ledger.send_back("沈河区")
    with pytest.raises(BadLedger, match="no-form"):
        ledger.explain("沈河区", "QJ2107", WHY, name="李工")
    assert [one.kind for one in ledger.history("沈河区")] == ["note"]


def test_a_check_shows_what_is_on_record(ledger: Ledger, season: Path) -> None:
    path = _came(season, cod="-3.6")
    ledger.add([path], season=season, jobs=1)
    code = _open_codes(ledger)["verify"]
    for cell in _cells(ledger, code):
        ledger.explain(UNIT, code, WHY, cell=cell, name="李工")
    report = check([path], jobs=1)
    (before,), (after,) = report.files, ledger.answered(report).files
    assert not [one for one in before.findings if one.explanation]
    told = {one.explanation for one in after.findings if one.code == code}
    assert told == {f"{WHY} (李工 2026-01-12)"}


def test_findings_are_found_by_their_words(ledger: Ledger, season: Path) -> None:
    ledger.add([_came(season, cod="约3")], season=season, jobs=1)
    (hit, *_) = ledger.search("约3")
    assert (hit.unit, hit.sheet) == (UNIT, "表2-1")
    assert ledger.search("约3 沈河") == ()


def test_attachments_and_damaged_files_are_on_record_too(ledger: Ledger, season: Path) -> None:
    folder = folders(season).received
    city.receive(season, {"沈河区/盖章件.pdf": b"%PDF-1.4\n%%EOF\n", "沈河区/坏.xlsx": b"PK\3\4 broken"})
    done = ledger.add([folder], season=season, jobs=1)
    assert sorted(one.status for one in done) == ["attachment", "unreadable"]
    assert {(one.unit, one.path) for one in done} == {
        ("沈河区", "沈河区/坏.xlsx"),
        ("沈河区", "沈河区/盖章件.pdf"),
    }
    assert _state(ledger, "沈河区") == "unreadable"
    assert {one.what for one in ledger.add([folder], season=season, jobs=1)} == {"seen"}
