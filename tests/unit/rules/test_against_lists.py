"""Companies against published lists: who is nearly on one, and what a plan says against them."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding
from qingjian.rules.lists import (
    accepted_though_unfinished,
    mandatory_as_voluntary,
    on_no_list,
    reason_missing,
)
from qingjian.rules.registry import Check
from qingjian.rules.view import View
from support.forms import form

FULING: Final = {"report_year": "2025", "unit": "涪陵区生态环境局", "level": "区县级"}


def _unlisted(name: str) -> Finding:
    tables = {"2-1": {"companies": {"rows": [{"name": name}]}}}
    (found,) = on_no_list(View(*form(tables, "chongqing/2025", parameters=FULING)), rule("QJ6003"))
    assert isinstance(found, Finding)
    return found


def test_only_a_firm_of_the_own_areas_is_nearly_meant() -> None:
    near = _unlisted("重庆剑涛吕业有限公司")
    assert (near.params["variant"], near.params["listed"]) == ("near", "重庆剑涛铝业有限公司")
    elsewhere = _unlisted("玖龙纸业（重庆）有限公囗")
    assert (elsewhere.params.get("variant"), elsewhere.params["listed"]) == (None, "")


def _planned(check: Check, code: str, *rows: dict[str, str], lost: str = "") -> list[Finding]:
    filled, known = form(
        {"plan": {"companies": {"rows": rows}}}, "chongqing/2026-plan", parameters={"report_year": "2026"}
    )
    block: Any = filled.block("plan", "companies")
    for row in block.entries:
        row.entries.pop(lost, None)
    return [one for one in check(View(filled, known), rule(code)) if isinstance(one, Finding)]


def test_the_method_alone_says_what_is_voluntary() -> None:
    listed = {"name": "重庆剑涛铝业有限公司", "address": "自愿路1号", "reason": "非自愿"}
    assert _planned(mandatory_as_voluntary, "QJ6004", {**listed, "method": "强审"}) == []
    (found,) = _planned(mandatory_as_voluntary, "QJ6004", {**listed, "method": "自愿"})
    assert (found.field, found.params["no"]) == ("method", "22")
    assert _planned(mandatory_as_voluntary, "QJ6004", {**listed, "method": "自愿"}, lost="name") == []


@pytest.mark.parametrize(("year", "count"), [("2022", 0), ("2023", 1), ("2024", 1), ("2025", 0)])
def test_two_years_before_a_list_are_too_near_to_it(year: str, count: int) -> None:
    found = _planned(
        accepted_though_unfinished,
        "QJ6005",
        {"name": "西南药业股份有限公司", "last_accepted": f"{year}年5月"},
    )
    assert [one.params["year"] for one in found] == ["2024"] * count


@pytest.mark.parametrize(
    ("method", "reason", "is_told"),
    [
        ("强审", "", True),
        (" 强 审 ", "", True),
        ("强审", "/", True),
        ("强审", "强 制性", True),
        ("强审", "双有", False),
        ("强审", "3", False),
        ("自愿", "", False),
        ("", "", False),
    ],
)
def test_mandatory_audits_have_a_reason(method: str, reason: str, *, is_told: bool) -> None:
    found = _planned(reason_missing, "QJ6006", {"name": "甲化工有限公司", "method": method, "reason": reason})
    assert [(one.field, one.params["count"], one.related) for one in found] == [("reason", "1", ())] * is_told


@pytest.mark.parametrize("lost", ["name", "method", "reason"])
def test_a_column_that_was_not_found_gives_no_reason_to_ask(lost: str) -> None:
    row = {"name": "甲化工有限公司", "method": "强审", "reason": ""}
    assert _planned(reason_missing, "QJ6006", row) != []
    assert _planned(reason_missing, "QJ6006", row, lost=lost) == []
