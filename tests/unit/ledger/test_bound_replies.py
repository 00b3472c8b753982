"""Which finding a reply on a notice speaks of, when other versions have come in since."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.ledger.answers import Answer
from qingjian.ledger.noted import Noted, Same, noted
from qingjian.ledger.replies import bound, mark
from qingjian.model.finding import Place
from support.reports import lonely_total, returned, total

WHY: Final = "三期投产，排放确有增加，已附材料"
_TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=12)


def _verify(at: Place, value: str = "3", row: str = "甲公司") -> Noted:
    return noted(lonely_total(at)._replace(row=row, value=value))


def test_the_same_figure_in_the_same_cell() -> None:
    one = _verify(Place("表3-2", 40, 3))
    found = bound(mark(one.same), WHY, [[one], [one]], ())
    assert (found.outcome, found.finding) == ("explained", one)


def test_the_same_figure_in_a_row_that_moved() -> None:
    old, new = _verify(Place("表3-2", 40, 3)), _verify(Place("表3-2", 41, 3))
    found = bound(mark(old.same), WHY, [[new], [new], [old]], ())
    assert (found.outcome, found.finding) == ("explained", new)


def test_another_figure_in_the_cell_or_in_the_row() -> None:
    old = _verify(Place("表3-2", 40, 3))
    for new in (_verify(Place("表3-2", 40, 3), "4"), _verify(Place("表3-2", 41, 3), "4")):
        assert bound(mark(old.same), WHY, [[new], [new], [old]], ()).outcome == "void"


def test_another_company_in_the_cell_is_not_answered_for() -> None:
    old = _verify(Place("表3-2", 40, 3))
    new = _verify(Place("表3-2", 40, 3), "4", "乙公司")
    assert bound(mark(old.same), WHY, [[new], [new], [old]], ()).outcome == "settled"


def test_a_point_that_no_version_had() -> None:
    one = _verify(Place("表3-2", 40, 3))
    assert bound("QJ2101-00000000", WHY, [[one]], ()).outcome == "unknown"


def test_a_mandatory_point_is_not_explained_away() -> None:
    one = noted(total(Place("表2-2", 3, 5)))
    assert bound(mark(one.same), WHY, [[one]], ()).outcome == "noted"


@pytest.mark.parametrize(("text", "outcome"), [("无", "empty"), ("情况属实", "empty"), ("同上", "reference")])
def test_words_that_say_nothing(text: str, outcome: str) -> None:
    one = _verify(Place("表3-2", 40, 3))
    assert bound(mark(one.same), text, [[one]], ()).outcome == outcome


def test_what_is_on_record_already_is_not_recorded_again() -> None:
    one = _verify(Place("表3-2", 40, 3))
    before = Answer("explained", WHY, "李工", "2026-01-15", frozenset({one.same}), frozenset())
    assert bound(mark(one.same), WHY, [[one]], (before,)).outcome == "known"
    assert bound(mark(one.same), WHY + "。补充", [[one]], (before,)).outcome == "explained"
    withdrawn = before._replace(is_withdrawn=True)
    assert bound(mark(one.same), WHY, [[one]], (withdrawn,)).outcome == "explained"


@given(st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), max_size=30, unique=True))
def test_different_figures_have_different_marks(sames: list[tuple[str, str, str]]) -> None:
    marks = {mark(Same("QJ2101", *one)) for one in sames}
    assert len(marks) == len(sames)


def test_marks_are_the_same_for_a_finding_and_for_what_is_on_record() -> None:
    for finding in returned()._replace(unit="乙区").findings:
        assert mark(noted(finding).same) == mark(noted(finding._replace(explanation="甲")).same)
