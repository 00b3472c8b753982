"""Rules and kinds of rules as they are registered, and what a season makes of what they find."""

from __future__ import annotations

import pytest

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec, rule, rules
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.model.finding import Finding, Place
from qingjian.model.season import Setting
from qingjian.rules import registry
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import CODED, KINDS, Kind, Outcomes, kind_of
from qingjian.rules.season import demoted
from qingjian.rules.units import matched
from qingjian.rules.view import View
from support.by_columns import run
from support.forms import form


def _check(_view: View, _spec: RuleSpec) -> Outcomes:
    return ()


def _judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.fields


def test_a_registered_function_stays_what_it_is_and_is_found_again() -> None:
    try:
        assert registry.kind("for-a-test")(_check) is _check
        assert registry.rule("QJ0000")(_check) is _check
        assert KINDS["for-a-test"].check is CODED["QJ0000"].check is _check
    finally:
        del KINDS["for-a-test"], CODED["QJ0000"]


def test_a_kind_says_whether_it_knows_its_columns() -> None:
    assert Kind(_check, _judged).names_columns is True
    assert Kind(_check).names_columns is False
    assert kind_of(rule("QJ2101")).names_columns is True


def test_what_needs_a_batch_is_asked_of_no_single_form() -> None:
    outcome = run(*form({"2-2": {"companies": {"rows": []}}}))
    asked = {*outcome.ran, *(one.code for one in outcome.skipped)}
    across = {spec.code for spec in rules() if spec.kind == "across"}
    assert across
    assert across.isdisjoint(asked)


@pytest.mark.parametrize(
    ("severity", "told"),
    [("off", "verify"), ("advice", "advice"), ("verify", "verify")],
)
def test_a_season_weighs_less_what_it_demotes(severity: str, told: str) -> None:
    found: Finding = rule("QJ2101").finding(Place("表", 1, 1))._replace(severity="verify")
    setting = Setting(severity, "汇总口径不同", "某局")  # type: ignore[arg-type]  # the parameters above
    (one,) = demoted([found], {"QJ2101": setting})
    assert (one.severity, one.demoted_from) == (told, "verify" if told != "verify" else None)
    assert demoted([found], {"QJ2102": setting}) == [found]


def test_the_name_as_written_is_nearer_than_the_place() -> None:
    office, committee = ExpectedUnit("甲区生态环境局"), ExpectedUnit("甲区管理委员会", ("甲区管委会",))
    both = Roster("名单.xlsx", (office, committee))
    assert matched("甲区生态环境局", both) == office
    assert matched("甲区管委会", both) == committee
    assert matched("甲区", both) is None
