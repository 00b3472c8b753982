"""Who reports: units that are districts, cities, provinces or functional areas, and what their clerks write."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from support.realistic.draws import pick

_UNITS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "liaoning": {
        "district": (
            "沙河口区生态环境分局",
            "大连市生态环境局甘井子分局",
            "沈阳经济技术开发区生态环境分局",
            "营口市鲅鱼圈区生态环境分局",
            "盘锦辽滨沿海经济技术开发区环境保护局",
            "大洼区生态环境分局",
            "沈抚改革创新示范区生态环境局",
        ),
        "city": ("盘锦市生态环境局", "鞍山市生态环境局", "朝阳市生态环境局"),
        "province": ("辽宁省生态环境厅",),
    },
    "chongqing": {
        "district": (
            "涪陵区生态环境局",
            "长寿区生态环境局",
            "铜梁区生态环境局",
            "重庆两江新区生态环境局",
            "重庆高新区生态环境局",
            "万盛经开区生态环境局",
            "荣昌区生态环境局",
            "石柱县生态环境局",
        ),
        "city": ("重庆市生态环境局",),
        "province": ("重庆市生态环境局",),
    },
    "any": {
        "district": ("石景山区生态环境局", "苏州工业园区生态环境局", "第八师生态环境局"),
        "city": ("淄博市生态环境局", "徐州市生态环境局"),
        "province": ("山东省生态环境厅",),
    },
}
_PEOPLE: Final = ("王敏", "李静", "张磊", "刘洋", "陈晓东", "赵丽华")
_OFFICES: Final = ("大气环境科", "综合科", "科技与财务科", "污染防治科")


class Reporter(NamedTuple):
    """The unit whose form it is."""

    region: str
    level: str
    unit: str


def reporter(dice: random.Random, region: str) -> Reporter:
    level = pick(dice, (("district", 80), ("city", 16), ("province", 4)))
    unit = dice.choice(_UNITS[region][level])
    return Reporter(region, level, unit)


def cover(dice: random.Random, who: Reporter) -> dict[str, str | None]:
    """The cover page: numbers of nobody."""
    return {
        "unit": who.unit,
        "filler": dice.choice(_PEOPLE),
        "department": dice.choice(_OFFICES),
        "phone": f"0{dice.choice(('411', '427', '23'))}-{dice.randint(2, 8)}000{dice.randint(1000, 9999)}",
        "email": dice.choice(("qjsc@example.com", "hbjkjk@example.cn")),
    }


def filler(dice: random.Random) -> str:
    return dice.choice(_PEOPLE)
