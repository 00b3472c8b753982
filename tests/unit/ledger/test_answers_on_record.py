"""What units explained and the bureau decided, and the findings it still holds for."""

from __future__ import annotations

import pytest

from qingjian.ledger.answers import Answer, answers, applied, draft, held, standings
from qingjian.ledger.event import ORIGIN, Draft, chained
from qingjian.ledger.noted import Noted
from qingjian.model.finding import Finding, Place
from support.ledgers import ODD, UNIT, WRONG, on_record, sha, verdict

WHY = Answer("explained", "三期投产，排放确有增加", "李工", "2026-01-13", frozenset(), frozenset())
LET = Answer("waived", "名单另行报送", "张局", "2026-01-14", frozenset(), frozenset())
MOVED = ODD._replace(place=Place("表3-2", 41, 3))


def _about(answer: Answer, *findings: Finding) -> Answer:
    kept = on_record(*findings)
    lines = frozenset(one.line for one in kept if one.line is not None)
    return answer._replace(cells=frozenset(one.same for one in kept), lines=lines)


@pytest.mark.parametrize("finding", [ODD, ODD._replace(row="12")], ids=["named row", "numbered row"])
def test_an_answer_comes_back_from_its_event(finding: Finding) -> None:
    given = _about(WHY, finding)
    event = chained(
        draft(given, UNIT, on_record(finding), sha256=sha("a")), seq=7, at="", who="王", previous=ORIGIN
    )
    assert answers([event]) == (given._replace(seq=7),)
    assert (event.kind, event.unit, event.sha256) == ("explained", UNIT, sha("a"))


def test_the_latest_word_stands_first() -> None:
    told = [
        chained(draft(one, UNIT, on_record(ODD), sha256=""), seq=number, at="", who="", previous=ORIGIN)
        for number, one in enumerate((WHY, LET._replace(is_withdrawn=True)), 1)
    ]
    other = chained(Draft("note", UNIT, {"text": ""}), seq=3, at="", who="", previous=ORIGIN)
    assert [(one.seq, one.is_withdrawn) for one in answers([*told, other])] == [(2, True), (1, False)]


def test_an_explanation_goes_with_its_row_and_a_waiver_stays_with_its_cell() -> None:
    (moved,) = on_record(MOVED)
    assert held([_about(WHY, ODD)], "explained", moved.same, moved.line) is not None
    assert held([_about(LET, ODD)], "waived", moved.same, moved.line) is None


def test_a_withdrawn_word_takes_the_earlier_one_back() -> None:
    (one,) = on_record(ODD)
    given = _about(LET, ODD)
    assert held([given], "waived", one.same, one.line) == given
    assert held([given._replace(is_withdrawn=True), given], "waived", one.same, one.line) is None


def test_a_form_passes_when_all_that_held_it_up_is_answered() -> None:
    sent = verdict("a", [WRONG, ODD])
    half = applied(sent, [_about(WHY, ODD)])
    assert (half.status, [one.standing for one in half.findings]) == ("returned", ["mandatory", "explained"])
    assert half.findings[1].explanation == "三期投产，排放确有增加 (李工 2026-01-13)"
    whole = applied(sent, [_about(WHY, ODD), _about(LET, WRONG)])
    assert (whole.status, [one.standing for one in whole.findings]) == ("passed", ["waived", "explained"])
    waiver = whole.findings[0].waiver
    assert waiver is not None
    assert (waiver.reason, waiver.name) == ("名单另行报送", "张局")


def test_a_mandatory_point_is_not_explained_away() -> None:
    assert applied(verdict("a", [WRONG]), [_about(WHY, WRONG)]).status == "returned"


def test_the_forms_own_words_are_not_written_over() -> None:
    own = ODD._replace(explanation="已附材料")
    (found,) = applied(verdict("a", [own]), [_about(WHY, ODD)]).findings
    assert found.explanation == "已附材料"


def test_a_point_on_trial_needs_no_waiver() -> None:
    trial = WRONG._replace(trial=True)
    (found,) = applied(verdict("a", [trial]), [_about(LET, WRONG)]).findings
    assert (found.waiver, found.standing) == (None, "trial")


def test_without_answers_the_verdict_is_the_same_one() -> None:
    sent = verdict("a", [WRONG])
    assert applied(sent, []) is sent
    clean = verdict("b")
    assert applied(clean, [_about(WHY, ODD)]) is clean


@pytest.mark.parametrize(
    ("findings", "known", "counts"),
    [
        ([WRONG, ODD], (), ["mandatory", "verify"]),
        ([WRONG, ODD], (_about(LET, WRONG), _about(WHY, ODD)), ["waived", "explained"]),
        ([WRONG], (_about(WHY, WRONG),), ["mandatory"]),
        ([WRONG._replace(trial=True)], (_about(LET, WRONG),), ["trial"]),
        ([ODD._replace(value="4")], (_about(WHY, ODD), _about(LET, ODD)), ["verify"]),
    ],
)
def test_findings_on_record_count_as_the_file_at_hand_would(
    findings: list[Finding], known: tuple[Answer, ...], counts: list[str]
) -> None:
    kept: tuple[Noted, ...] = on_record(*findings)
    assert list(standings(kept, known)) == counts
    assert [one.standing for one in applied(verdict("a", findings), known).findings] == counts
