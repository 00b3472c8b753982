"""Who may report: districts old and new, functional areas, the 兵团 – none of them is an error."""

from __future__ import annotations

import pytest

from support.by_columns import run
from support.forms import form

UNITS = (
    "涪陵区生态环境局",
    "西部科学城重庆高新区生态环境局",
    "万盛经开区生态环境局",
    "重庆市生态环境局两江新区分局",
    "江北区生态环境局",
    "渝北区生态环境局",
    "沈抚示范区生态环境局",
    "大连长兴岛经济技术开发区管理委员会",
    "新疆生产建设兵团第八师生态环境局",
    "市本级",
)
"""江北区 and 渝北区 became part of 两江新区 during the year: old and new names both stand."""


@pytest.mark.parametrize("edition", ["mee/2020", "chongqing/2025"])
@pytest.mark.parametrize("unit", UNITS)
def test_every_kind_of_unit_may_report(unit: str, edition: str) -> None:
    parameters = {"unit": unit, "level": "区县级", "report_year": "2025"}
    cover = {"cover": {"cover": {"cells": {"unit": unit, "filler": "张某", "phone": "023-67000000"}}}}
    filled, known = form(cover, edition, parameters=parameters)

    about = [one.code for one in run(filled, known, only=["QJ1018", "QJ1020", "QJ31", "QJ60"]).findings]

    assert about == []


@pytest.mark.parametrize("short", ["两江新区分局", "重庆市生态环境局两江新区分局（盖章）"])
def test_the_short_and_the_full_name_of_a_unit_are_one(short: str) -> None:
    parameters = {"unit": "重庆市生态环境局两江新区分局", "report_year": "2025"}
    filled, known = form(
        {"cover": {"cover": {"cells": {"unit": short}}}}, "chongqing/2025", parameters=parameters
    )
    assert run(filled, known, only=["QJ3112"]).findings == ()
