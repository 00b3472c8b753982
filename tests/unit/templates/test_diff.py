"""What changed between editions, told once and in plain words."""

from __future__ import annotations

import json
import string
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog import editions
from qingjian.catalog.edition import Edition
from qingjian.catalog.parse import parse
from qingjian.catalog.resolve import resolved
from qingjian.resources import schemas
from qingjian.templates.change import ordered
from qingjian.templates.diff import diff, worded

Json = dict[str, Any]
WORDS: Json = json.loads((schemas() / "messages" / "diff.json").read_text(encoding="utf-8"))


def changed(base: str, *changes: Json) -> Edition:
    child = {"id": "x/2030", "extends": base, "changes": list(changes)}
    return parse(resolved(child, editions.declared(base), "x"))


def said(base: str, *changes: Json, lang: str = "zh") -> list[str]:
    found = diff(editions.edition(base), changed(base, *changes))
    return [worded(change, "zh" if lang == "zh" else "en") for change in found]


@pytest.mark.parametrize("name", editions.edition_ids())
def test_an_edition_differs_in_nothing_from_itself(name: str) -> None:
    assert diff(editions.edition(name), editions.edition(name)) == ()


LIST = "2-1/companies/companies"
TN = {"id": "tn", "caption": "总氮（吨）", "type": "figure", "unit": "吨", "total": True}
SENTENCES: list[tuple[str, Json, str]] = [
    (
        "liaoning/2024",
        {"op": "add", "after": f"{LIST}/hazardous", "value": TN},
        "表2-1、表3-1 增加一栏“总氮（吨）”，位于“危险废物（吨）”之后",
    ),
    (
        "liaoning/2024",
        {"op": "add", "before": f"{LIST}/seq", "value": TN},
        "表2-1、表3-1 最前增加一栏“总氮（吨）”",
    ),
    ("liaoning/2024", {"op": "remove", "at": "3-1/companies/tp"}, "表3-1 取消一栏“总磷（吨）”"),
    (
        "liaoning/2024",
        {"op": "move", "at": "2-1/companies/tp", "before": "2-1/companies/cod"},
        "表2-1、表3-1 的“总磷（吨）”栏移到“废水（吨）”之后",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/tp", "value": {"caption": "TP（吨）"}},
        "表2-1、表3-1 标题“总磷（吨）”改为“TP（吨）”",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/tp", "value": {"unit": "千克"}},
        "表2-1、表3-1 的“总磷（吨）”单位由“吨”改为“千克”",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/other", "value": {"type": "figure"}},
        "表2-1、表3-1 的“其他”由自填指标改为数量",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/industry", "value": {"required": ["city", "province"]}},
        "表2-1、表3-1 的“所属行业[1]”必填要求由各级必填改为市级必填、省级必填",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/tp", "value": {"total": None}},
        "表2-1、表3-1 的“总磷（吨）”不再加总",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-2/companies/carbon_tco2", "value": {"sum": ["power_tco2", "coal_tco2"]}},
        "表2-2、表3-2 的“碳减排总量（前四项总和）(tCO2)”加总关系由“节电的碳减排量(tCO2) + 节煤的碳减排量(tCO2) + 节油的碳减排量(tCO2) + 节天然气的碳减排量(tCO2)”改为“节电的碳减排量(tCO2) + 节煤的碳减排量(tCO2)”",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-2/companies/gas_tco2", "value": {"digits": 2}},
        "表2-2、表3-2 的“节天然气的碳减排量(tCO2)”小数位数由“3”改为“2”",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-2/companies/gas_tco2", "value": {"carbon": None}},
        "表2-2、表3-2 的“节天然气的碳减排量(tCO2)”碳减排折算关系改变",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/cod", "value": {"aliases": ["化学需氧量"]}},
        "表2-1、表3-1 的“COD（吨）”别名改为：化学需氧量",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "2-1/companies/other", "value": {"prefill": "/", "choices": None}},
        "表2-1、表3-1 的“其他”预印内容由“（无）”改为“/”",
    ),
    (
        "liaoning/2024",
        {"op": "note", "at": "2-2", "printed": "（3）填报时请注意数据单位"},
        "表2-2、表3-2 取消一条注：“（3）填报时请注意数据单位”",
    ),
    (
        "liaoning/2024",
        {"op": "note", "at": "2-2", "printed": "（3）填报时请注意数据单位", "text": "（3）注意单位"},
        "表2-2、表3-2 注文“（3）填报时请注意数据单位”改为“（3）注意单位”",
    ),
    ("liaoning/2024", {"op": "note", "at": "1", "text": "[9]新注"}, "表1 增加一条注：“[9]新注”"),
    ("liaoning/2024", {"op": "remove", "at": "1/fund"}, "表1 取消一节“七、地方清洁生产专项资金建立情况”"),
    (
        "liaoning/2024",
        {"op": "move", "at": "1/fund", "after": "1/training"},
        "表1 的“八、本年度清洁生产审核培训情况”移到“六、本年度清洁生产技术改造项目支持情况”之后",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "1/problems", "value": {"caption": "十三、问题和建议"}},
        "表1 节名“十三、迫切需要解决的问题”改为“十三、问题和建议”",
    ),
    (
        "liaoning/2024",
        {
            "op": "add",
            "before": "1/documents",
            "value": {"id": "area", "caption": "〇、区域", "blocks": [{"kind": "text", "id": "area"}]},
        },
        "表1 开头增加一节“〇、区域”",
    ),
    (
        "liaoning/2024",
        {"op": "remove", "at": "1/support/miit"},
        "表1 取消一项“为本省份工（经）信厅（局）做清洁生产技术支撑的单位”",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "1/support/miit", "value": {"caption": "为工信厅做支撑的单位"}},
        "表1 项目“为本省份工（经）信厅（局）做清洁生产技术支撑的单位”改为“为工信厅做支撑的单位”",
    ),
    (
        "liaoning/2024",
        {
            "op": "replace",
            "at": "1/disclosure/disclosure",
            "value": {"rows": {"print": 5, "start": 10, "dots": False}},
        },
        "表1 的“二、本年度政府主动信息公开情况（公布企业名单、发布公告及其他信息）”印出行数由3改为5",
    ),
    (
        "liaoning/2024",
        {"op": "replace", "at": "1/capacity/agencies", "value": {"total": None}},
        "表1 的“清洁生产审核咨询机构”合计行由“合计”改为“（无）”",
    ),
    (
        "liaoning/2024",
        {
            "op": "replace",
            "at": "1/penalties",
            "value": {
                "blocks": [
                    {"kind": "labels", "id": "penalties", "items": [{"id": "cases", "caption": "件数"}]}
                ]
            },
        },
        "表1 的“十、强制性清洁生产执法处罚情况及处罚方式”由文字改为分栏填写",
    ),
    ("liaoning/2024", {"op": "remove", "at": "3-2"}, "取消一张表：表3-2"),
    ("liaoning/2024", {"op": "replace", "at": "1", "value": {"name": "基本情况"}}, "基本情况 原名“表1”"),
    (
        "liaoning/2024",
        {"op": "replace", "at": "1", "value": {"head": ["指标", "内容"]}},
        "表1 列头“指标名称 / 具体信息”改为“指标 / 内容”",
    ),
    (
        "mee/2020",
        {"op": "reword", "at": "2-1", "printed": "{year}年", "text": "{year-1}年", "times": 1},
        "表2-1 表题“表2  〔报告年度〕年强制性清洁生产审核企业清洁生产审核绩效表”改为“表2  〔报告年度-1〕年强制性清洁生产审核企业清洁生产审核绩效表”",
    ),
    (
        "mee/2020",
        {"op": "replace", "at": "2-1/companies/companies", "value": {"unit_row": False}},
        "表2-1、表3-1 的单位不再自成一行",
    ),
    (
        "fujian/2008-assessment",
        {"op": "replace", "at": "score/score/score/schemes/low", "value": {"score": "4"}},
        "评估评分表 的“提出的无/低费方案较全面，可操作性强”标准分由5改为4",
    ),
    (
        "fujian/2008-assessment",
        {"op": "replace", "at": "score/score/score/excellent", "value": {"above": None, "at_least": "85"}},
        "评估评分表 的等次“优秀”分数线改变",
    ),
    (
        "guangdong/2009-performance",
        {"op": "replace", "at": "performance/years/years", "value": {"corner": "年度"}},
        "审核绩效表 标题“统计年度”改为“年度”",
    ),
]


@pytest.mark.parametrize(("base", "change", "sentence"), SENTENCES)
def test_each_change_is_told_once_in_plain_words(base: str, change: Json, sentence: str) -> None:
    assert said(base, change) == [sentence]
    assert len(said(base, change, lang="en")) == 1


def test_a_layer_of_headers_that_goes_is_told_once() -> None:
    form = editions.declared("liaoning/2024")["sheets"][0]["sections"][3]["blocks"][0]["columns"][0]
    inner = [{**group, "type": "count"} for group in form["columns"]]
    told = said(
        "liaoning/2024", {"op": "replace", "at": "1/voluntary/voluntary", "value": {"columns": inner}}
    )
    assert told == ["表1 取消上层标题“自愿开展清洁生产审核、评估和验收企业数（个）”"]


def test_the_editions_of_the_sources_are_told_apart() -> None:
    told = [
        worded(change) for change in diff(editions.edition("mee/2020"), editions.edition("chongqing/2025"))
    ]
    assert "表2-1、表3-1 增加一栏“烟尘”，位于“粉尘”之后" in told
    assert "表2-1、表3-1 取消一栏“VOCs”" in told
    assert "表2-2、表3-2 注文“[3]根据企业情况补充，列出统计内容及数值”改为“[3]根据企业情况补充”" in told
    told = [
        worded(change) for change in diff(editions.edition("mee/2020"), editions.edition("liaoning/2024"))
    ]
    assert "“参数”表增加一项：电力排放因子" in told
    assert "取消一张表：封面" in told
    assert "表1（2处） 标题“项目个数（个）”改为“项目数（个）”" in told


def test_both_languages_name_the_same_things() -> None:
    for code, entry in WORDS["sentences"].items():
        names = [
            sorted(name for _, name, _, _ in string.Formatter().parse(entry[lang]) if name)
            for lang in ("zh", "en")
        ]
        assert names[0] == names[1], code


ids = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(old=ids, new=ids)
def test_removing_adding_and_moving_leads_from_one_order_to_the_other(
    old: Sequence[str], new: Sequence[str]
) -> None:
    order = ordered(old, new)
    moved = [name for name, _ in order.moved]
    result = [name for name in old if name not in order.removed and name not in moved]
    for name in new:
        if name in moved or name not in old:
            before = dict([*order.added, *order.moved])[name]
            result.insert(result.index(before) + 1 if before else 0, name)
    assert result == list(new)
