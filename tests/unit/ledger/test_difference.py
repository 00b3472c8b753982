"""Two versions of a form held against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.ledger import figures as kept
from qingjian.ledger.answers import Answer
from qingjian.ledger.difference import changes, difference
from qingjian.ledger.figures import Figures
from qingjian.ledger.noted import Noted, Same
from qingjian.model.finding import Finding, Place
from support.ledgers import ODD, WRONG, figures, on_record


def _compared(old: list[Finding], new: list[Finding]) -> tuple[list[str], list[str], list[str]]:
    found = difference((on_record(*old), None), (on_record(*new), None))
    return _at(found.gone), _at(found.new), _at(found.unchanged)


def _at(some: tuple[Noted, ...]) -> list[str]:
    return [f"{one.code} {one.cell}" for one in some]


def test_gone_new_and_unchanged() -> None:
    moved = WRONG._replace(place=Place("表2-2", 33, 9), row="", field="")
    gone, new, unchanged = _compared([WRONG, ODD], [ODD, moved])
    assert (gone, new, unchanged) == (["QJ2101 E33"], ["QJ2101 I33"], ["QJ2101 C40"])


def test_another_wrong_figure_in_the_place_settles_nothing() -> None:
    assert _compared([WRONG], [WRONG._replace(value="1")]) == ([], [], ["QJ2101 E33"])


def test_a_named_row_that_moved_is_the_same_and_a_numbered_one_is_not() -> None:
    at, below = Place("表3-2", 40, 3), Place("表3-2", 41, 3)
    named, numbered = ODD._replace(row="甲公司"), ODD._replace(row="12")
    assert _compared([named._replace(place=at)], [named._replace(place=below)])[2] == ["QJ2101 C41"]
    assert _compared([numbered._replace(place=at)], [numbered._replace(place=below)])[2] == []


def test_of_several_in_one_place_as_many_stay_as_were_there() -> None:
    assert _compared([WRONG], [WRONG, WRONG]) == ([], ["QJ2101 E33"], ["QJ2101 E33"])
    assert _compared([WRONG, WRONG], [WRONG]) == (["QJ2101 E33"], [], ["QJ2101 E33"])


def _wrong(col: int) -> Finding:
    return WRONG._replace(place=Place("表2-2", 33, col), row="")


_FINDINGS = st.lists(st.builds(_wrong, st.integers(1, 3)))


@given(_FINDINGS, _FINDINGS)
def test_every_finding_is_told_once(old: list[Finding], new: list[Finding]) -> None:
    found = difference((on_record(*old), None), (on_record(*new), None))
    assert len(found.gone) + len(found.unchanged) == len(old)
    assert len(found.new) + len(found.unchanged) == len(new)
    assert sorted(_at((*found.new, *found.unchanged))) == sorted(_at(on_record(*new)))
    assert not {_at((one,))[0] for one in found.gone} & {_at((one,))[0] for one in found.new}


def test_without_the_figures_of_one_version_nothing_is_said_of_cells() -> None:
    some = figures(("甲公司", "E5", "1"))
    assert changes(None, some) is changes(some, None) is None
    assert difference(((), None), ((), some)).as_json()["changes"] is None


def test_a_row_inserted_moves_no_other() -> None:
    old = figures(("甲公司", "E5", "1"), ("乙公司", "E6", "2"))
    new = figures(("丙公司", "E5", "7"), ("甲公司", "E6", "1"), ("乙公司", "E7", "2"))
    assert changes(old, new) == (("表2-2", "E5", "丙公司", "节电量（度）", "", "7"),)


def test_a_row_taken_out_and_a_figure_changed_name_their_cells() -> None:
    old = figures(("甲公司", "E5", "1"), ("乙公司", "E6", "2"))
    new = figures(("乙公司", "E5", "3"))
    assert set(changes(old, new) or ()) == {
        ("表2-2", "E5", "甲公司", "节电量（度）", "1", ""),
        ("表2-2", "E5", "乙公司", "节电量（度）", "2", "3"),
    }


def test_rows_of_one_name_are_told_apart_by_their_order() -> None:
    old = figures(("甲公司", "E5", "1"), ("甲公司", "E6", "2"))
    new = figures(("甲公司", "E5", "1"), ("甲公司", "E6", "5"))
    found = changes(old, new)
    assert found is not None
    (change,) = found
    assert (change.cell, change.before, change.after) == ("E6", "2", "5")


def test_two_blocks_do_not_answer_for_each_other() -> None:
    old, new = figures(("甲公司", "E5", "1")), figures(("甲公司", "E5", "1"), block="3-2/companies")
    assert len(changes(old, new) or ()) == 2


def test_no_more_changes_are_kept_than_anybody_reads() -> None:
    new = figures(*((f"企业{number}", f"E{number}", "1") for number in range(1, 2_502)))
    found = difference(((), Figures((), {})), ((), new))
    assert found.changes is not None
    assert len(found.changes) == 2_501
    assert len(found.as_json()["changes"]) == 2_000


WHY = Answer("explained", "三期投产，排放确有增加", "李工", "2026-01-13", frozenset(), frozenset(), 3)


def _answers(old: Finding, new: list[Finding], *known: Answer) -> tuple[list[int], list[int]]:
    found = difference((on_record(old), None), (on_record(*new), None), known)
    return [one.seq for one in found.kept], [one.seq for one in found.void]


def test_an_answer_holds_for_the_same_figure_wherever_its_row_went() -> None:
    (old,) = on_record(ODD)
    assert old.line is not None
    said = WHY._replace(cells=frozenset({old.same}), lines=frozenset({old.line}))
    moved = ODD._replace(place=Place("表3-2", 41, 3))
    assert _answers(ODD, [ODD], said) == ([3], [])
    assert _answers(ODD, [moved], said) == ([3], [])
    assert _answers(ODD, [moved], said._replace(kind="waived")) == ([], [3])  # a waiver is for its cell


def test_an_answer_is_void_where_the_figure_changed_and_needless_where_nothing_is_found() -> None:
    (old,) = on_record(ODD)
    said = WHY._replace(cells=frozenset({old.same}))
    assert _answers(ODD, [ODD._replace(value="4")], said) == ([], [3])
    assert _answers(ODD, [], said) == ([], [])
    assert _answers(ODD, [WRONG], said) == ([], [])


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_later_word_replaces_an_earlier_one(*, is_withdrawn: bool) -> None:
    (old,) = on_record(ODD)
    early = WHY._replace(cells=frozenset({old.same}))
    late = early._replace(seq=5, is_withdrawn=is_withdrawn)
    assert _answers(ODD, [ODD], late, early) == ([] if is_withdrawn else [5], [])


def test_an_answer_for_something_else_is_not_spoken_of() -> None:
    said = WHY._replace(cells=frozenset({Same("QJ9999", "表1", "A1", "1")}))
    assert _answers(ODD, [ODD], said) == ([], [])


def test_figures_come_back_as_they_went() -> None:
    some = figures(("甲公司", "E5", "1"), ("乙公司", "E6", "/"))
    assert kept.from_json(some.as_json()) == some
