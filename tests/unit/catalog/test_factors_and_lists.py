"""Factors, fuels and published lists as the rest of the program sees them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from qingjian.catalog import factors, fuels, lists
from qingjian.errors import UnknownEdition
from qingjian.model.figure import Interval

AREAS = {
    "chongqing/2025-mandatory": (
        "长寿区 26 铜梁区 14 荣昌区 11 两江新区 10 涪陵区 7 万盛经开区 5 重庆高新区 4 渝北区 4 永川区 4 沙坪坝区 3 "
        "丰都县 3 石柱县 3 万州区 3 梁平区 3 酉阳县 3 九龙坡区 3 巴南区 3 北碚区 2 合川区 2 南川区 2 璧山区 1 垫江县 1 "
        "奉节县 1 南岸区 1 江津区 1 綦江区 1 潼南区 1 忠县 1 武隆区 1 双桥经开区 1"
    ),
    "chongqing/2025-unfinished": (
        "涪陵区 10 江津区 10 铜梁区 9 两江新区 9 渝北区 6 沙坪坝区 4 北碚区 4 綦江区 3 重庆高新区 3 万州区 2 南岸区 2 "
        "永川区 2 璧山区 2 万盛经开区 2 江北区 1 九龙坡区 1 南川区 1"
    ),
    "mee/2023-pilots": "区域协同 1 行业 17 工业园区 18 简易审核 2",
}


@pytest.mark.parametrize(("edition", "areas"), AREAS.items())
def test_list_counts(edition: str, areas: str) -> None:
    expected = {area: int(count) for area, count in re.findall(r"(\S+) ([0-9]+)", areas)}
    assert dict(lists.published(edition).counts()) == expected
    assert set(lists.editions()) == set(AREAS)


def test_the_unfinished_are_67_and_4() -> None:
    rows = lists.published("chongqing/2025-unfinished").rows
    assert [row.no for row in rows if row.values["kind"] == "未评估"] == [64, 65, 68, 69]
    assert sum(row.values["kind"] == "未验收" for row in rows) == 67


def test_no_firm_stands_in_both_lists() -> None:
    one, other = (
        {row.values["name"] for row in lists.published(edition).rows}
        for edition in ("chongqing/2025-mandatory", "chongqing/2025-unfinished")
    )
    assert not one & other


def test_texts_are_as_printed() -> None:
    rows = {row.no: row.values for row in lists.published("chongqing/2025-mandatory").rows}
    assert rows[16]["name"] == "OPPO（重庆）智能科技有限公司"
    assert rows[79]["address"] == "经济技术开区化南路20号"
    assert rows[96]["name"] == "酉阳县华茂新能源有限责任公司（现名：酉阳县美池新能源有限责任公司）"
    assert rows[123]["address"] == "重庆市巴南区麻柳嘴镇镇柳青路600号"
    assert rows[125] == {
        "no": "125",
        "area": "双桥经开区",
        "name": "昶宝电子科技（重庆）有限公司",
        "address": "重庆市大足区邮亭镇驿新大道326号(双桥经开区)",
    }
    pilots = lists.published("mee/2023-pilots")
    assert pilots.document["number"] == "环办科财函〔2023〕261号"
    assert pilots.rows[8].values["project"] == "山东德州禹城市功能糖行业清洁生产整体审核创新试点项目"


def test_an_unknown_list_names_the_known_ones() -> None:
    with pytest.raises(UnknownEdition, match="mee/2023-pilots"):
        lists.published("mee/1999-pilots")


def test_every_shipped_list_is_known() -> None:
    folder = Path(lists.__file__).parents[3] / "schemas" / "lists"
    assert len(list(folder.glob("*.json"))) == len(lists.editions())


def test_only_confirmed_factors_are_offered_and_no_footprint() -> None:
    offered = factors.selectable()
    assert {found.confidence for found in offered} == {"confirmed", "single"}
    assert "footprint" not in {found.kind for found in offered}
    assert len(offered) == 248


def test_factors_by_kind_area_and_year() -> None:
    found = factors.known(kind="average", area="辽宁省", year=2022)
    assert {one.id: one.text for one in found if one.series == "mee-nbs"} == {
        "mee-nbs:average:2022:辽宁": "0.5626",
        "mee-nbs:average:2022:东北": factors.known(area="东北", year=2022)[0].text,
        "mee-nbs:average:2022:全国": "0.5366",
    }
    assert [one.text for one in factors.known(kind="OM", area="东北", year=2019)] == ["1.0826"]
    assert factors.known(area="亚特兰蒂斯") == ()


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("0.3648", {"baseline:BM:2015:南方", "mee-nbs:average:2023:海南"}),
        ("0.4044", {"mee-nbs:average:2022:广西", "mee-nbs:average:2023:湖北"}),
        ("0.5271", {"ndrc-average:average:2012:南方", "mee-nbs:average:2023:华中"}),
        ("0.5777", {"baseline:BM:2013:华北", "footprint:footprint:2024:全国"}),
    ],
)
def test_values_that_name_two_factors_give_both(value: str, ids: set[str]) -> None:
    found = factors.inferred(Interval(Decimal(value), Decimal(value)))
    assert ids <= {one.id for one in found}


def test_unconfirmed_factors_come_last() -> None:
    found = factors.inferred(Interval(Decimal(0), Decimal(2)))
    assert len(found) == 297
    assert [one.is_selectable for one in found] == sorted((one.is_selectable for one in found), reverse=True)


def test_a_factor_knows_its_page_and_its_kind_of_year() -> None:
    edition, average = factors.factor("baseline:OM:2012:东北"), factors.factor("mee-nbs:average:2023:辽宁")
    assert edition is not None
    assert average is not None
    assert (edition.is_edition, average.is_edition) == (True, False)
    assert (factors.page(edition) or "").endswith("t20181220_685481.shtml")
    assert (factors.page(average) or "").endswith("t20251231_1139517.html")
    national = factors.factor("ets-notice:average:2015:全国")
    assert national is not None
    assert factors.page(national) is None
    assert factors.factor("nothing") is None


def test_kinds_and_series_are_named_in_both_languages() -> None:
    for name in (
        {found.kind for found in factors.factors()} - set(factors.kind_names(lang)) for lang in ("zh", "en")
    ):
        assert not name
    assert {found.series for found in factors.factors()} <= set(factors.series_names("zh"))


def test_fuels_by_edition() -> None:
    new, old = fuels.fuel("原油"), fuels.fuel("原油", standard="GB/T 2589-2008")
    assert new is not None
    assert old is not None
    assert (new.coal.low, new.coal_unit) == (Decimal("1.4286"), "kgce/kg")
    assert new.heat != old.heat
    gas = fuels.fuel("天然气")
    assert gas is not None
    assert gas.coal == (Decimal("1.1000"), Decimal("1.3300"))
    assert fuels.fuel("天然气", standard="GB/T 2589-2008") is None


def test_confidence_and_gaps_are_told_in_both_languages() -> None:
    assert set(factors.confidence_names("zh")) == {found.confidence for found in factors.factors()}
    assert len(factors.gaps("zh")) == len(factors.gaps("en")) == 7
