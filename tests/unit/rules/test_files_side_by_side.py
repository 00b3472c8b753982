"""Files of a batch held against each other: which forms take part, and under which name a unit is counted."""

from __future__ import annotations

import pytest

from qingjian.catalog.rules import RuleSpec, rules
from qingjian.model.digest import Digest, ExpectedUnit, Named, Roster
from qingjian.model.finding import Place
from qingjian.model.verdict import CrossFinding, Verdict
from qingjian.rules import across as module
from qingjian.rules.across import Batch, across


def _file(path: str, unit: str | None, *companies: str, year: int = 2024) -> Verdict:
    named = tuple(Named(name, Place("表2-1", row, 2)) for row, name in enumerate(companies, 3))
    return Verdict(path, path, "passed", digest=Digest(unit, year, "liaoning/2024", {"2-1": named}))


def _roster(*units: ExpectedUnit) -> Roster:
    return Roster("名单.txt", units)


def _paths(found: tuple[CrossFinding, ...]) -> list[list[str]]:
    return [[path for path, _ in one.where] for one in found]


def test_what_is_no_form_takes_no_part() -> None:
    attached = Verdict("说明.pdf", "x", "attachment")
    batch = Batch([attached, _file("a.xlsx", "甲区"), attached])
    assert [file.path for file, _ in batch.forms()] == ["a.xlsx"]
    assert _paths(across([attached, _file("a.xlsx", None)], _roster(ExpectedUnit("甲区")))) == [
        ["名单.txt"],
        ["a.xlsx"],
    ]


def test_forms_of_nobody_are_not_forms_of_one_unit() -> None:
    files = [_file("a.xlsx", None), _file("b.xlsx", None), _file("c.xlsx", ""), _file("d.xlsx", "")]
    assert across(files, only=["QJ8003"]) == ()
    assert across([_file(path, None, "甲公司") for path in "ab"], only=["QJ8004"]) == ()


def test_a_unit_is_one_by_whichever_of_its_names_it_reports() -> None:
    files = [_file("a.xlsx", "两江新区", "甲公司"), _file("b.xlsx", "北部新区", "甲公司")]
    roster = _roster(ExpectedUnit("两江新区", ("北部新区",)))
    assert (_paths(across(files, roster, only=["QJ8003"])), across(files, only=["QJ8003"])) == (
        [["a.xlsx", "b.xlsx"]],
        (),
    )
    assert across(files, roster, only=["QJ8004"]) == ()
    assert _paths(across(files, only=["QJ8004"])) == [["a.xlsx", "b.xlsx"]]
    stranger = [_file("a.xlsx", "丁县生态环境局"), _file("b.xlsx", "丁县环保局")]
    (found,) = across(stranger, roster, only=["QJ8003"])
    assert found.params["unit"] == "丁县"


def test_a_withdrawn_rule_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(spec: RuleSpec) -> RuleSpec:
        return spec._replace(status="withdrawn") if spec.code == "QJ8003" else spec

    files = [_file("a.xlsx", "甲区"), _file("b.xlsx", "甲区")]
    assert [one.code for one in across(files)] == ["QJ8003"]
    monkeypatch.setattr(module, "rules", lambda: tuple(map(changed, rules())))
    assert across(files) == ()
