"""Firms of published lists in a form: how far each has come, and what contradicts a list."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.followed import follow
from qingjian.model.finding import Finding, Place
from qingjian.model.progress import Declared, ListedFirm
from qingjian.rules.listing import Seen, progress, reported
from qingjian.rules.runner import run
from qingjian.rules.view import View
from support.forms import form

UNFINISHED: Final = follow("chongqing/2025-unfinished")
DECLARED: Final = Place("名单进度", 2, 2)
FULING: Final = {"report_year": "2025", "unit": "涪陵区生态环境局", "level": "区县级"}


def _firm(declared: str, seen: tuple[Seen, ...] = (), at: int = 38) -> ListedFirm:
    lines = [Declared("东风小康汽车有限公司重庆分公司", declared, DECLARED)]
    found = progress(UNFINISHED, seen, ["江津区"], declared=lines)
    return next(firm for firm in found.firms if firm.no == at)


@pytest.mark.parametrize(
    ("word", "state", "is_overdue"),
    [
        ("未见记载", "unrecorded", True),
        ("未启动", "not-started", True),
        ("已启动", "started", True),
        ("已评估", "assessed", True),
        ("未通过", "rejected", True),
        ("更名", "renamed", True),
        ("已验收", "accepted", False),
        ("关停", "closed", False),
        ("调出", "moved", False),
        ("延期", "postponed", False),
    ],
)
def test_what_a_unit_declares_of_a_firm_is_its_state(word: str, state: str, *, is_overdue: bool) -> None:
    firm = _firm(word)
    assert (firm.state, firm.is_overdue, firm.place) == (state, is_overdue, DECLARED)


def test_a_word_that_nobody_knows_says_nothing() -> None:
    (firm,) = (firm for firm in progress(UNFINISHED, [], ["江津区"]).firms if firm.no == 38)
    assert _firm("说不清") == firm
    assert firm.place == Place()
    assert _firm("关停", at=progress(UNFINISHED, [], ["江津区"]).firms[0].no).place == Place()


def test_a_firm_that_is_reported_as_accepted_is_so_whatever_is_declared() -> None:
    written = "某某汽车  有限公司 （原东风小康汽车有限公司重庆分公司）"
    firm = _firm("未启动", (Seen(written, Place("表2-1", 5, 2)),))
    assert (firm.state, firm.place.address) == ("accepted", "B5")
    assert firm.written == "某某汽车 有限公司 （原东风小康汽车有限公司重庆分公司）"


def test_a_form_tells_of_every_list_on_which_its_unit_has_firms() -> None:
    rows = [{"name": "重庆剑涛铝业有限公司"}]
    view = View(*form({"2-1": {"companies": {"rows": rows}}}, "chongqing/2025", parameters=FULING))
    found = {one.listing: one for one in reported(view)}
    assert list(found) == ["chongqing/2025-mandatory", "chongqing/2025-unfinished"]
    assert all(one.areas == ("涪陵区",) for one in found.values())
    assert sum(one.counts()["accepted"] for one in found.values()) == 1
    nobody = View(*form({"2-1": {"companies": {"rows": rows}}}, "chongqing/2025"))
    assert list(reported(nobody)) == []


# ---------------------------------------------------------------- against the lists


def _unlisted(name: str) -> Finding:
    tables = {"2-1": {"companies": {"rows": [{"name": name}]}}}
    (found,) = run(*form(tables, "chongqing/2025", parameters=FULING), only=["QJ6003"]).findings
    return found


def test_only_a_firm_of_the_own_areas_is_nearly_meant() -> None:
    near = _unlisted("重庆剑涛吕业有限公司")
    assert (near.params["variant"], near.params["listed"]) == ("near", "重庆剑涛铝业有限公司")
    elsewhere = _unlisted("玖龙纸业（重庆）有限公囗")
    assert (elsewhere.params.get("variant"), elsewhere.params["listed"]) == (None, "")


def _planned(only: str, *rows: dict[str, str], lost: str = "") -> tuple[Finding, ...]:
    filled, known = form(
        {"plan": {"companies": {"rows": rows}}}, "chongqing/2026-plan", parameters={"report_year": "2026"}
    )
    block: Any = filled.block("plan", "companies")
    for row in block.entries:
        row.entries.pop(lost, None)
    return run(filled, known, only=[only]).findings


def test_the_method_alone_says_what_is_voluntary() -> None:
    listed = {"name": "重庆剑涛铝业有限公司", "address": "自愿路1号", "reason": "非自愿"}
    assert _planned("QJ6004", {**listed, "method": "强审"}) == ()
    (found,) = _planned("QJ6004", {**listed, "method": "自愿"})
    assert (found.field, found.params["no"]) == ("method", "22")
    assert _planned("QJ6004", {**listed, "method": "自愿"}, lost="name") == ()


@pytest.mark.parametrize(("year", "count"), [("2022", 0), ("2023", 1), ("2024", 1), ("2025", 0)])
def test_two_years_before_a_list_are_too_near_to_it(year: str, count: int) -> None:
    found = _planned("QJ6005", {"name": "西南药业股份有限公司", "last_accepted": f"{year}年5月"})
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
    found = _planned("QJ6006", {"name": "甲化工有限公司", "method": method, "reason": reason})
    assert [(one.field, one.params["count"], one.related) for one in found] == [("reason", "1", ())] * is_told


@pytest.mark.parametrize("lost", ["name", "method", "reason"])
def test_a_column_that_was_not_found_gives_no_reason_to_ask(lost: str) -> None:
    row = {"name": "甲化工有限公司", "method": "强审", "reason": ""}
    assert _planned("QJ6006", row) != ()
    assert _planned("QJ6006", row, lost=lost) == ()
