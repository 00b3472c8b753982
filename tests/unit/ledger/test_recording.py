"""A file on record once, however often it comes, and what a new version changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qingjian.ledger.event import Draft, Event
from qingjian.ledger.recording import Version, findings, latest
from qingjian.ledger.store import events, reading
from support.ledgers import ODD, UNIT, WRONG, figures, made, other, put, send, sha, verdict
from support.reports import returned


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return made(tmp_path / "台账.sqlite3")


def _rows(ledger: Path) -> tuple[Event, ...]:
    with reading(ledger) as database:
        return tuple(events(database))


def _latest(ledger: Path, unit: str = UNIT) -> Version | None:
    with reading(ledger) as database:
        return latest(database, unit)


def test_a_form_is_received_and_its_verdict_stands_beside_it(ledger: Path) -> None:
    done = send(ledger, verdict("a", [WRONG, ODD]))
    assert (done.what, done.unit, done.seq, done.status) == ("received", UNIT, 1, "returned")
    assert done.difference is None
    filed, judged = _rows(ledger)
    assert (filed.kind, filed.sha256, filed.unit) == ("received", sha("a"), UNIT)
    assert filed.content == {"name": "和平区-a.xlsx", "role": "form", "size": 1234}
    assert (judged.kind, judged.sha256) == ("verdict", sha("a"))
    assert judged.content["status"] == "returned"
    assert judged.content["judged_by"] == "1.0 x"
    assert [one.code for one in findings(judged)] == [WRONG.code, ODD.code]


def test_a_verdict_keeps_edition_year_and_reason(ledger: Path) -> None:
    form = verdict("a")._replace(template=returned().template)
    send(ledger, form)
    send(ledger, other("u", "unreadable"))
    first, second = (row.content for row in _rows(ledger) if row.kind == "verdict")
    assert (first["edition"], first["report_year"], first["reason"]) == ("liaoning/2024", 2025, None)
    assert (second["edition"], second["report_year"], second["reason"]) == (None, None, "bad-checksum")


def test_the_same_bytes_are_not_recorded_again_under_any_name(ledger: Path) -> None:
    first = send(ledger, verdict("a", [WRONG]))
    again = send(ledger, verdict("a", [WRONG], name="副本/和平区.xlsx"), judged_by="2.0 y")
    assert (again.what, again.seq, again.path) == ("seen", first.seq, "副本/和平区.xlsx")
    assert len(_rows(ledger)) == 2


def test_other_rules_judge_the_same_file_otherwise(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]))
    again = send(ledger, verdict("a", [ODD]))
    assert again.what == "rejudged"
    assert again.difference is not None
    assert [one.code for one in again.difference.gone] == [WRONG.code]
    assert [one.code for one in again.difference.new] == [ODD.code]
    assert [row.kind for row in _rows(ledger)] == ["received", "verdict", "verdict"]
    now = _latest(ledger)
    assert now is not None
    assert (now.filed.seq, now.verdict.seq, again.seq) == (1, 3, 3)
    assert send(ledger, verdict("a", [ODD])).what == "seen"


def test_another_version_tells_what_it_changed(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]), figures=figures(("甲公司", "E5", "10")))
    again = send(ledger, verdict("b"), figures=figures(("甲公司", "E5", "12")))
    assert again.what == "resubmitted"
    assert again.difference is not None
    assert again.difference.changes is not None
    (change,) = again.difference.changes
    assert (change.cell, change.before, change.after) == ("E5", "10", "12")
    content = _rows(ledger)[2].content
    assert content["after"] == sha("a")
    assert content["difference"] == again.difference.as_json()
    now = _latest(ledger)
    assert now is not None
    assert now.filed.sha256 == sha("b")
    assert now.figures == figures(("甲公司", "E5", "12"))


def test_an_attachment_is_no_version(ledger: Path) -> None:
    send(ledger, verdict("a"))
    done = send(ledger, other("p", "attachment"))
    assert done.what == "received"
    now = _latest(ledger)
    assert now is not None
    assert now.filed.sha256 == sha("a")
    assert _rows(ledger)[2].content["role"] == "attachment"


def test_after_a_file_that_cannot_be_read_the_form_is_the_first_version(ledger: Path) -> None:
    send(ledger, other("u", "unreadable"))
    assert _latest(ledger) is None
    assert send(ledger, verdict("a")).what == "received"


def test_a_file_that_cannot_be_opened_is_known_by_its_name_and_unit(ledger: Path) -> None:
    assert send(ledger, other("", "unreadable", name="坏.xlsx")).what == "received"
    assert send(ledger, other("", "unreadable", name="坏.xlsx")).what == "seen"
    assert send(ledger, other("", "unreadable", name="另.xlsx")).what == "received"
    assert send(ledger, other("", "unreadable", name="坏.xlsx"), unit="沈河区").what == "received"
    assert len(_rows(ledger)) == 6


def test_a_form_of_nobody_is_compared_with_none(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]), unit="")
    done = send(ledger, verdict("b"), unit="")
    assert (done.what, done.unit, done.difference) == ("received", "", None)


def test_a_file_that_gets_its_unit_later_belongs_to_it(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]), unit="")
    assert send(ledger, verdict("a", [ODD])).what == "rejudged"
    now = _latest(ledger)
    assert now is not None
    assert (now.verdict.unit, now.filed.seq) == (UNIT, 1)


def test_an_answer_is_kept_where_its_figure_stands_and_void_where_it_changed(ledger: Path) -> None:
    send(ledger, verdict("a", [ODD]))
    said = {
        "text": "三期投产，排放确有增加",
        "name": "李工",
        "on": "2026-01-13",
        "findings": [{"same": [ODD.code, "表3-2", "C40", "3"], "line": None}],
    }
    put(ledger, Draft("explained", UNIT, said, sha("a")))
    kept = send(ledger, verdict("b", [ODD]))
    assert kept.difference is not None
    assert [one.text for one in kept.difference.kept] == [said["text"]]
    void = send(ledger, verdict("c", [ODD._replace(value="4")]))
    assert void.difference is not None
    assert (void.difference.kept, [one.seq for one in void.difference.void]) == ((), [3])


def test_a_waiver_is_spoken_of_as_well(ledger: Path) -> None:
    send(ledger, verdict("a", [ODD]))
    about = {"same": [ODD.code, "表3-2", "C40", "3"], "line": None}
    said = {"text": "名单另行报送", "name": "张局", "on": "2026-01-13", "findings": [about]}
    put(ledger, Draft("waived", UNIT, said, sha("a")))
    again = send(ledger, verdict("b", [ODD]))
    assert again.difference is not None
    assert [one.kind for one in again.difference.kept] == ["waived"]


def test_half_a_character_in_a_name_is_written_out(ledger: Path) -> None:
    send(ledger, verdict("a", name="和\ud800.xlsx"))
    assert _rows(ledger)[0].content["name"] == "和\\ud800.xlsx"
