"""Company names: one normal form, former and present names."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qingjian.catalog import lists
from qingjian.functions import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("黄龙生物科技（辽宁）有限公司", "黄龙生物科技(辽宁)有限公司"),
        ("ＯＰＰＯ（重庆）智能科技有限公司", "OPPO（重庆）智能科技有限公司"),
        (" 重庆莱宝科技\n有限公司\u200b", "重庆莱宝科技有限公司"),
        ("重庆机床[集团]有限责任公司", "重庆机床（集团）有限责任公司"),
        (
            "酉阳县华茂新能源有限责任公司（现名：酉阳县美池新能源有限责任公司）",
            "酉阳县美池新能源有限责任公司",
        ),
        (
            "重庆市吉跃食品有限责任公司（原重庆市北碚区北龙食品有限责任公司）",
            "重庆市北碚区北龙食品有限责任公司",
        ),
        ("甲有限公司（原名：乙（重庆）有限公司）", "乙(重庆)有限公司"),
    ],
)
def test_one_company(one: str, other: str) -> None:
    assert names.is_same(one, other)
    assert names.is_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("重庆迅昌汽车零部件有限公司（新厂区）", "重庆迅昌汽车零部件有限公司"),
        ("重庆华邦胜凯制药有限公司", "重庆华邦胜凯制药有限公司长寿分公司"),
        ("重庆原野有限公司", "野有限公司"),
        ("重庆天地药业有限责任公司（原料药车间）", "重庆天地药业有限责任公司"),
        ("甲集团有限公司（原料厂）", "甲集团有限公司"),
        ("甲集团有限公司（原址）", "甲集团有限公司"),
    ],
)
def test_plants_and_branches_are_firms_of_their_own(one: str, other: str) -> None:
    assert not names.is_same(one, other)


def test_former_and_present_names_are_told_apart() -> None:
    rows = {row.no: row.values["name"] for row in lists.published("chongqing/2025-unfinished").rows}
    parsed = names.parse(rows[38])
    assert parsed.normal == "赛力斯汽车(湖北)有限公司重庆分公司"
    assert (parsed.former, parsed.present) == ("东风小康汽车有限公司重庆分公司", None)
    other = names.parse("甲厂（现名：乙厂）")
    assert (other.normal, other.former, other.present) == ("甲厂", None, "乙厂")
    assert other.text == "甲厂（现名：乙厂）"


def test_the_published_lists_hold_no_company_twice() -> None:
    for edition in ("chongqing/2025-mandatory", "chongqing/2025-unfinished"):
        every = [
            name for row in lists.published(edition).rows for name in names.parse(row.values["name"]).names
        ]
        assert len(every) == len(set(every))


@given(st.text())
@example("O\u00a8")
def test_the_normal_form_is_final(text: str) -> None:
    once = names.normal(text)
    assert names.normal(once) == once
    assert names.parse(text).names or not once
