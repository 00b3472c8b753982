"""Captions say the same in many spellings."""

from __future__ import annotations

import pytest

from qingjian.bind.captions import keyed, near, unit_of, wanted


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ("序号", "序 号"),
        ("企业名称", "企 业\n名 称"),
        ("废水（吨）", "废水(吨)"),
        ("废水（吨）", "废水"),
        ("废水（吨）", "废水 （t）"),
        ("节电[2]（度）", "节电（kWh）"),
        ("节天然气[2]（m3）", "节天然气［2］（m³）"),
        ("节电的碳减排量(tCO2)", "节电的\n碳减排量（tCO2）"),
        ("碳减排总量（前四项总和）(tCO2)", "碳减排总量"),
        ("单位名称", "单位名称："),
        ("三、{year}年强制性清洁生产审核工作基本情况", "三、2024年强制性清洁生产审核工作基本情况"),
        ("三、本年度强制性清洁生产审核工作基本情况", "二、2025年强制性清洁生产审核工作基本情况"),
        (
            "{blank}年自愿性清洁生产审核企业清洁生产审核绩效表",
            "        年自愿性清洁生产审核企业清洁生产审核绩效表",
        ),
        ("无/低费方案数", "无／低费方案数"),
    ],
)
def test_the_same_caption(declared: str, found: str) -> None:
    assert wanted(declared).matches(keyed(found))


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ("废水（吨）", "废气（吨）"),
        ("节电[2]（度）", "节煤[2]（吨）"),
        ("通过审核验收企业数", "未通过审核验收企业数"),
        ("粉尘", "烟粉尘"),
        ("合计", "总计"),
        ("近五年累计培训人数", "2024年度培训人次"),
    ],
)
def test_another_caption(declared: str, found: str) -> None:
    assert not wanted(declared).matches(keyed(found))


def test_aliases_are_wanted_too() -> None:
    assert wanted("COD（吨）", ("化学需氧量",)).matches(keyed("化学需氧量（吨）"))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("（吨）", "吨"),
        ("t", "吨"),
        ("kWh", "度"),
        ("万度", "万度"),
        ("m³", "m3"),
        ("万  元", "万元"),
        ("合计", None),
    ],
)
def test_units_by_any_name(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit


def test_a_unit_in_brackets_is_no_part_of_the_caption() -> None:
    assert keyed("节水[2]（吨）") == keyed("节 水(吨)")
    assert keyed("节水[2]（万吨）").unit == "万吨"


def test_near_misses_are_near_and_opposites_are_not() -> None:
    assert near("一般固体废物产生量", "一般固体废弃物产生量")
    assert not near("危险废物", "一般固体废物")
    assert not near("合计", "总计")


@pytest.mark.parametrize(
    "text", ["辽宁金属表面处理有限公司", "Ａ厂", "㈠总则", "2024年度", "㎡", "İstanbul", "ㄱ厂", "①"]
)
def test_plain_names_are_no_exception(text: str) -> None:
    """What cannot be seen counts for nothing, but has the text read the longer way."""
    assert keyed(text) == keyed(f"{text}\u200b")
