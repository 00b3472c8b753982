"""What the ledger says today of every unit, and findings by their words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qingjian.ledger.event import Draft
from qingjian.ledger.states import UnitState, declared, history, search, status
from qingjian.ledger.store import reading
from support.ledgers import ODD, UNIT, WRONG, made, other, put, send, sha, verdict

BEFORE, AFTER = date(2026, 1, 20), date(2026, 1, 21)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = made(tmp_path / "台账.sqlite3")
    units: list[tuple[str, list[str]]] = [(UNIT, []), ("沈河区", ["沈河分局"])]
    put(path, _declaration(year=2025, deadline="2026-01-20", units=units))
    return path


def _declaration(**content: Any) -> Draft:
    return Draft("declared", "", content)


def _states(ledger: Path, today: date = BEFORE) -> Mapping[str, UnitState]:
    with reading(ledger) as database:
        return {one.unit: one for one in status(database, today)}


def _decided(kind: str, letter: str) -> Draft:
    content = {"text": "", "name": "张局", "reason": "", "open": 0}
    return Draft("accepted" if kind == "accepted" else "returned", UNIT, content, sha(letter))


def test_the_last_word_on_each_point_counts(ledger: Path) -> None:
    put(ledger, _declaration(year=None, deadline="2026-02-01"))
    with reading(ledger) as database:
        found = declared(database)
    assert (found.year, found.deadline) == (2025, date(2026, 2, 1))
    assert [(one.name, one.aliases) for one in found.units] == [(UNIT, ()), ("沈河区", ("沈河分局",))]


def test_an_empty_ledger_expects_nobody(tmp_path: Path) -> None:
    assert _states(made(tmp_path / "空.sqlite3"), AFTER) == {}


@pytest.mark.parametrize(
    ("findings", "state"), [([WRONG], "to_return"), ([ODD], "to_return"), ([], "passed")]
)
def test_a_form_by_its_findings(ledger: Path, findings: list[Any], state: str) -> None:
    send(ledger, verdict("a", findings))
    one = _states(ledger)[UNIT]
    assert (one.state, one.versions, one.files, one.last_name) == (state, 1, 1, "和平区-a.xlsx")
    assert sum(one.counts.values()) == len(findings)


def test_advice_and_points_on_trial_hold_nothing_up(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG._replace(severity="advice"), ODD._replace(trial=True)]))
    one = _states(ledger)[UNIT]
    assert (one.state, one.counts) == ("passed", {"advice": 1, "trial": 1})


@pytest.mark.parametrize(("status_", "state"), [("attachment", "attached"), ("unreadable", "unreadable")])
def test_who_sent_no_form(ledger: Path, status_: str, state: str) -> None:
    send(ledger, other("p", status_))
    one = _states(ledger)[UNIT]
    assert (one.state, one.versions, one.files) == (state, 0, 1)


def test_a_decision_concerns_the_version_that_was_there(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]))
    put(ledger, _decided("returned", "a"))
    assert _states(ledger)[UNIT].state == "returned"
    send(ledger, verdict("b"))
    assert _states(ledger)[UNIT].state == "passed"
    put(ledger, _decided("accepted", "b"))
    assert _states(ledger)[UNIT].state == "accepted"
    put(ledger, _decided("returned", "b"))
    assert _states(ledger)[UNIT].state == "returned"
    send(ledger, verdict("c", [WRONG]))
    assert _states(ledger)[UNIT].state == "to_return"


def test_late_is_who_is_not_done_on_the_day_after(ledger: Path) -> None:
    assert not any(one.is_overdue for one in _states(ledger, BEFORE).values())
    send(ledger, verdict("a"))
    late = _states(ledger, AFTER)
    assert (late[UNIT].is_overdue, late["沈河区"].is_overdue) == (False, True)
    assert late["沈河区"].state == "missing"
    send(ledger, verdict("b", [WRONG]))
    assert _states(ledger, AFTER)[UNIT].is_overdue


def test_who_is_accepted_with_open_points_is_not_late(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]))
    put(ledger, _decided("accepted", "a"))
    one = _states(ledger, AFTER)[UNIT]
    assert (one.state, one.is_overdue) == ("accepted", False)


def test_a_file_that_was_nobodys_counts_for_its_unit_once_that_is_known(tmp_path: Path) -> None:
    ledger = made(tmp_path / "另一本.sqlite3")
    send(ledger, verdict("a", [WRONG]), unit="")
    send(ledger, verdict("a", [ODD]), unit="铁西区")
    assert _states(ledger)["铁西区"].state == "to_return"


def test_others_stand_after_those_who_have_to_report_and_nobody_is_never_late(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG]), unit="铁西区")
    send(ledger, other("p", "attachment"), unit="")
    found = _states(ledger, AFTER)
    assert list(found) == [UNIT, "沈河区", "", "铁西区"]
    assert (found[""].is_overdue, found["铁西区"].is_overdue) == (False, True)


def test_an_answer_settles_its_point_and_a_waiver_the_mandatory_one(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG, ODD]))
    words = {"text": "三期投产，排放确有增加", "name": "李工", "on": "2026-01-13"}
    about = {"same": [ODD.code, "表3-2", "C40", "3"], "line": None}
    put(ledger, Draft("explained", UNIT, words | {"findings": [about]}, sha("a")))
    assert _states(ledger)[UNIT].counts == {"mandatory": 1, "explained": 1}
    about = {"same": [WRONG.code, "表2-2", "E33", "575000"], "line": None}
    put(ledger, Draft("waived", UNIT, words | {"findings": [about]}, sha("a")))
    found = _states(ledger)[UNIT]
    assert (found.counts, found.state) == ({"waived": 1, "explained": 1}, "passed")
    put(ledger, Draft("waived", UNIT, words | {"findings": [about], "withdrawn": True}, sha("a")))
    assert _states(ledger)[UNIT].state == "to_return"


def test_history_is_of_one_unit_in_order(ledger: Path) -> None:
    send(ledger, verdict("a"))
    send(ledger, verdict("b"), unit="沈河区")
    put(ledger, Draft("note", UNIT, {"text": "电话催报"}))
    with reading(ledger) as database:
        told = history(database, UNIT)
    assert [one.kind for one in told] == ["received", "verdict", "note"]


def test_all_words_have_to_be_there_wherever_they_stand(ledger: Path) -> None:
    send(ledger, verdict("a", [WRONG, ODD]))
    send(ledger, verdict("b", [ODD]), unit="沈河区")

    def hits(text: str, lang: str = "zh") -> list[tuple[str, str]]:
        with reading(ledger) as database:
            return [(one.unit, one.cell) for one in search(database, text, lang)]

    assert hits("qj2101 和平") == [(UNIT, "E33"), (UNIT, "C40")]
    assert hits("表3-2 甲公司") == [(UNIT, "C40"), ("沈河区", "C40")]
    assert hits("甲公司 表2-2") == []
    assert hits("TOTAL", "en") != []
    assert hits("TOTAL") == []
    assert hits("  ") == []
    assert hits("%") == hits("_") == []
