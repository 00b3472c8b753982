"""Firms of published lists in a form: how far each has come."""

from __future__ import annotations

from typing import Final

import pytest

from qingjian.catalog.followed import follow
from qingjian.model.finding import Place
from qingjian.model.progress import Declared, ListedFirm
from qingjian.rules.listing import Seen, progress, reported
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
