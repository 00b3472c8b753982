"""The runner around the rules: what ran, what is told of too many findings, where a failure was, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest

from qingjian.catalog.rules import RuleSpec, rule
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Explanation
from qingjian.model.season import Setting
from qingjian.rules import registry, runner
from qingjian.rules.registry import Kind, More, Outcomes
from qingjian.rules.runner import Outcome
from qingjian.rules.view import View
from support.by_columns import run
from support.forms import form

ROWS: Final = [{"name": "甲化工有限公司", "industry": "化学农药制造", "cod": "-1.25", "so2": "2"}]
TABLES: Final = {"2-1": {"companies": {"rows": ROWS, "total": {"cod": "9", "so2": "2"}}}}


def _with(monkeypatch: pytest.MonkeyPatch, *outcomes: Finding | Skipped | More) -> Outcome:
    """What comes of a run in which the rules on totals of lists say this."""

    def check(_view: View, spec: RuleSpec) -> Outcomes:
        return outcomes if spec.code == "QJ2101" else ()

    monkeypatch.setitem(registry.KINDS, "list_total", Kind(check))
    return run(*form(TABLES), only=["QJ2101"])


def _totals(count: int, table: str = "2-1", sheet: str = "表2-1") -> Iterator[Finding]:
    for row in range(1, count + 1):
        yield rule("QJ2101").finding(Place(sheet, row, 1), table=table)


def test_every_rule_that_was_asked_has_run() -> None:
    assert run(*form(TABLES), only=["QJ2101"]).ran == ("QJ2101",)
    assert run(*form(TABLES), only=["QJ1004"]).ran == ("QJ1004",)  # the binder's own
    assert run(*form(TABLES), only=["QJ4101"]).ran == ()  # for want of a factor
    assert run(*form(TABLES), only=["QJ8001"]).ran == ()  # which takes a whole batch


@pytest.mark.parametrize("count", [1, 999, 1000])
def test_up_to_a_thousand_of_a_table_are_all_told(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    outcome = _with(monkeypatch, *_totals(count), *_totals(1000, "2-2"))
    assert len(outcome.findings) == count + 1000
    assert outcome.skipped == ()


def test_of_more_than_a_thousand_the_number_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = _with(monkeypatch, *_totals(1002), *_totals(1001, "2-2"), *_totals(5, "3-1"))
    told = [sum(one.table == table for one in outcome.findings) for table in ("2-1", "2-2", "3-1")]
    assert told == [1000, 1000, 5]
    assert outcome.skipped == (Skipped("QJ2101", "too-many", "3"),)


def test_findings_that_were_only_counted_are_among_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = _with(monkeypatch, More("2-1", 7), *_totals(1001), More("2-2", 30), *_totals(1, "3-1"))
    assert (len(outcome.findings), outcome.skipped) == (1001, (Skipped("QJ2101", "too-many", "38"),))


def test_reasons_are_told_beside_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = [Skipped("QJ2101", "table-not-bound", str(at)) for at in range(1000)]
    outcome = _with(monkeypatch, *reasons, *_totals(1000))
    assert (len(outcome.findings), list(outcome.skipped)) == (1000, reasons)


def test_a_failure_says_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def deepest() -> None:
        raise ZeroDivisionError

    def between() -> None:
        deepest()

    def failing(_view: View, _spec: RuleSpec) -> Outcomes:
        between()
        return ()

    monkeypatch.setitem(registry.KINDS, "list_total", Kind(failing))
    (found,) = run(*form(TABLES), only=["QJ2101"]).findings
    name, line = found.params["where"].split(":")
    assert (found.code, name, int(line)) == ("QJ9001", "deepest", deepest.__code__.co_firstlineno + 1)


def test_a_failure_to_follow_lists_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_view: View) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(runner, "reported", failing)
    outcome = run(*form(TABLES), only=["QJ2101"])
    assert ([one.code for one in outcome.findings], outcome.progress) == (["QJ2101"], ())


def test_how_far_listed_firms_have_come_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said: tuple[Any, ...] = ("甲", "乙")

    def told(_view: View) -> Iterator[Any]:
        return iter(said)

    monkeypatch.setattr(runner, "reported", told)
    assert run(*form(TABLES), only=["QJ2101"]).progress == said


def test_the_file_comes_first_and_sheets_nobody_knows_last() -> None:
    places = [Place("别处", 1, 1), Place("表2-2"), Place("表2-1", 4, 1), Place("表2-1", 3, 2), Place()]
    filled, known = form({"2-1": {"companies": {"rows": ROWS}}, "2-2": {"companies": {"rows": []}}})
    met = tuple(rule("QJ1004").finding(place) for place in places)
    found = run(filled._replace(findings=met), known, only=["QJ1004"]).findings
    assert [(one.place.sheet, one.place.row) for one in found] == [
        ("", 0),
        ("表2-1", 3),
        ("表2-1", 4),
        ("表2-2", 0),
        ("别处", 1),
    ]


def test_what_was_met_while_binding_is_switched_off_and_withdrawn_like_any_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled, known = form(TABLES)
    met = rule("QJ1004").finding(Place("表2-1"), expected="表2-1", found="a")
    filled = filled._replace(findings=(met,))
    assert run(filled, known, only=["QJ1004"]).findings == (met,)
    assert run(filled, known, only=["QJ1"], skip=["QJ1004"]).findings == ()
    off = {"QJ1004": Setting("off", "因系统升级", "某局")}
    assert run(filled, known, only=["QJ1004"], season=off).findings == ()
    assert run(filled, known, only=["QJ1004"], season={"QJ1005": off["QJ1004"]}).findings == (met,)

    def withdrawn(code: str) -> RuleSpec:
        return rule(code)._replace(status="withdrawn")

    monkeypatch.setattr(runner, "rule", withdrawn)
    assert run(filled, known, only=["QJ1004"]).findings == ()


def test_rules_after_one_that_is_switched_off_run_all_the_same() -> None:
    off = {"QJ2101": Setting("off", "因系统升级", "某局")}
    outcome = run(*form(TABLES), only=["QJ2101", "QJ2103", "QJ2013"], season=off)
    assert outcome.ran == ("QJ2013", "QJ2103")


def test_an_explanation_counts_though_nobody_asked_what_is_wrong_with_it() -> None:
    filled, known = form(TABLES)
    code, place = "QJ2013", Place("情况说明", 3, 5)
    good = Explanation(place, code, "表2-1", "", "-1.25", "甲公司三期投产，排放增加，企业已提交说明材料")
    for line, explained, told in ((good, 1, []), (good._replace(text="属实"), 0, ["QJ7001"])):
        said = filled._replace(explanations=(line,))
        found = run(said, known, only=[code]).findings
        assert [one.standing == "explained" for one in found] == [bool(explained)]
        assert [one.code for one in run(said, known, only=[code, "QJ7"]).findings][1:] == told


def test_a_failure_is_told_whatever_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_view: View, _spec: RuleSpec) -> Outcomes:
        raise ZeroDivisionError

    filled, known = form(TABLES)
    line = Explanation(Place("情况说明", 3, 5), "QJ2013", "表2-1", "", "-1.25", "属实")
    monkeypatch.setitem(registry.KINDS, "list_total", Kind(failing))
    found = run(filled._replace(explanations=(line,)), known, only=["QJ2101", "QJ2013"]).findings
    assert {one.code for one in found} == {"QJ9001", "QJ2013"}
