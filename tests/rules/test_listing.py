"""Firms of published lists: who reports on which, how far each has come, and which names mean a firm."""

from __future__ import annotations

import pytest

from qingjian.catalog.followed import follow, followed, reported_on, states
from qingjian.functions import names
from qingjian.model.finding import Place
from qingjian.rules.listing import Seen, index, progress

MANDATORY = follow("chongqing/2025-mandatory")
UNFINISHED = follow("chongqing/2025-unfinished")


def test_every_list_that_ships_is_followed() -> None:
    assert [(one.listing.id, len(one.listing.rows)) for one in followed()] == [
        ("chongqing/2025-mandatory", 125),
        ("chongqing/2025-unfinished", 71),
        ("mee/2023-pilots", 38),
    ]


def test_every_row_has_a_state_and_every_state_a_word() -> None:
    for one in followed():
        assert {one.state(row) for row in one.listing.rows} <= set(states("zh"))
    assert "未启动 已启动 已评估 已验收 未通过 关停 调出 更名 延期" in " ".join(states("zh").values())
    assert states("zh").keys() == states("en").keys()


def test_a_form_reports_on_the_lists_of_its_year_alone() -> None:
    assert reported_on("chongqing/2025", 2025) == (MANDATORY, UNFINISHED)
    assert reported_on("chongqing/2025", 2026) == ()
    assert reported_on("liaoning/2024", 2025) == ()
    assert reported_on("chongqing/2025", None) == ()


@pytest.mark.parametrize(
    ("unit", "areas"),
    [
        ("涪陵区生态环境局", ("涪陵区",)),
        ("重庆市涪 陵 区生态环境局", ("涪陵区",)),
        ("西部科学城重庆高新区生态环境局", ("重庆高新区",)),
        ("重庆高新技术产业开发区管理委员会", ("重庆高新区",)),
        ("万盛经济技术开发区生态环境局", ("万盛经开区",)),
        ("重庆市生态环境局两江新区分局", ("两江新区",)),
        ("沈阳市生态环境局", ()),
        ("", ()),
    ],
)
def test_a_unit_answers_for_the_areas_that_it_names(unit: str, areas: tuple[str, ...]) -> None:
    assert UNFINISHED.areas(unit, "district") == areas


@pytest.mark.parametrize("level", ["city", "province"])
def test_who_stands_above_answers_for_all(level: str) -> None:
    assert UNFINISHED.areas("重庆市生态环境局", level) == tuple(UNFINISHED.listing.counts())


def test_a_firm_that_a_form_has_is_accepted_and_the_others_are_as_the_list_says() -> None:
    found = progress(UNFINISHED, [Seen("重庆润意佳科技有限公司", Place("表2-1", 5, 2))], ["两江新区"])

    assert found.counts() == {"assessed": 5, "started": 3, "accepted": 1}
    accepted = next(firm for firm in found.firms if firm.state == "accepted")
    assert (accepted.no, accepted.place.address, accepted.is_overdue) == (69, "B5", False)
    assert all(firm.is_overdue for firm in found.firms if firm is not accepted)


def test_a_firm_of_the_year_is_neither_begun_nor_overdue_as_far_as_is_known() -> None:
    found = progress(MANDATORY, [], ["涪陵区"])

    assert found.counts() == {"unrecorded": 7}
    assert not any(firm.is_overdue for firm in found.firms)


@pytest.mark.parametrize(
    "written",
    [
        "赛力斯汽车（湖北）有限公司重庆分公司",
        "东风小康汽车有限公司重庆分公司",
        "某某汽车有限公司（原东风小康汽车有限公司重庆分公司）",
    ],
)
def test_a_firm_is_known_by_all_its_names(written: str) -> None:
    found = progress(UNFINISHED, [Seen(written)], ["江津区"])

    (firm,) = (firm for firm in found.firms if firm.state == "accepted")
    assert (firm.no, firm.written) == (38, written)


def test_another_width_of_brackets_is_no_other_name() -> None:
    found = progress(UNFINISHED, [Seen("玖龙纸业(重庆)  有限公司")], ["江津区"])

    assert [firm.written for firm in found.firms if firm.state == "accepted"] == [""]


def test_without_areas_the_whole_list_counts() -> None:
    pilots = follow("mee/2023-pilots")
    assert progress(pilots, []).counts() == {"started": 38}


def test_the_index_knows_the_name_before_a_bracket_and_the_firm_inside_it() -> None:
    known = index(("chongqing/2025-mandatory", "chongqing/2025-unfinished"))

    assert known["润晶(重庆)电子材料有限公司"].row.no == 36
    assert known["住化电子材料科技(重庆)有限公司"].row.no == 36
    assert known["重庆北特科技有限公司"].area == "两江新区"
    assert "两江新区" not in known
    assert "新厂区" not in known


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("重庆剑涛铝业有限公司", "重庆剑涛吕业有限公司", True),
        ("重庆剑涛铝业有限公司", "重庆剑涛铝业有限公", True),
        ("重庆剑涛铝业有限公司", "重庆剑涛铝铝业有限公司", True),
        ("重庆剑涛铝业有限公司", "重庆剑涛铝业有限公司", False),
        ("重庆剑涛铝业有限公司", "重庆华涛铜业有限公司", False),
        ("重庆剑涛铝业有限公司", "重庆剑涛铝业责任有限公司", False),
        ("甲厂一", "甲厂二", False),
    ],
)
def test_one_place_is_a_slip_and_two_are_another_firm(one: str, other: str, *, is_slip: bool) -> None:
    assert names.is_slip(one, other) is is_slip
    assert names.is_slip(other, one) is is_slip
