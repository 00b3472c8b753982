"""Companies that do not exist but could: names that go with their industry, industries as clerks write them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from qingjian.catalog.codes import Industry, Version, industries
from support.realistic.draws import chance, pick

TRADES: Final[Mapping[str, Sequence[str]]] = {
    "13": ("粮油", "饲料", "水产食品"),
    "14": ("食品", "调味品"),
    "15": ("酒业", "饮品"),
    "17": ("纺织", "印染", "针织"),
    "22": ("纸业", "包装纸制品"),
    "25": ("石化", "石油化工"),
    "26": ("化工", "农药化工", "精细化工", "新材料"),
    "27": ("制药", "药业", "生物医药"),
    "29": ("橡胶制品", "塑胶"),
    "30": ("水泥", "耐火材料", "玻璃"),
    "31": ("钢铁", "特殊钢"),
    "32": ("铝业", "有色金属"),
    "33": ("表面处理", "金属制品", "电镀"),
    "34": ("机械", "轴承", "泵业"),
    "35": ("环保设备", "专用机械"),
    "36": ("汽车零部件", "车桥"),
    "37": ("船舶重工", "机车车辆"),
    "38": ("电缆", "蓄电池"),
    "39": ("电子", "线路板", "半导体材料"),
    "44": ("热电", "发电", "供热"),
    "46": ("污水处理", "水务"),
}
"""大类 → what such a company calls its trade."""
_PLACES: Final[Mapping[str, str]] = {
    "liaoning": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 辽宁",
    "chongqing": "重庆 重庆市 涪陵 长寿 永川 綦江 荣昌 铜梁",
    "any": "山东 河南 江苏 浙江 山西 石家庄 洛阳 徐州 淄博 唐山",
}
_SIGNS: Final = "华瑞鑫东方恒盛宏达金泰永兴佳和顺发润丰天海博远康百利新立中科正明元信亚龙银嘉安福荣昌"
_FORMS: Final = (
    ("有限公司", 70),
    ("有限责任公司", 14),
    ("股份有限公司", 10),
    ("集团有限公司", 4),
    ("厂", 2),
)
_VERSIONS: Final[Sequence[tuple[Version, int]]] = (("2017", 88), ("2011", 8), ("2002", 4))


class Firm(NamedTuple):
    """A company as it stands in a list."""

    name: str
    industry: str
    division: str
    """大类 of its industry."""
    weight: float
    """How large it is against the middle of its kind."""


def firms(dice: random.Random, region: str, *, coded: bool) -> Iterator[Firm]:
    """Different companies, as many as are asked for."""
    seen: set[str] = set()
    while True:
        division = dice.choice(list(TRADES))
        name = _name(dice, region, division)
        if name in seen:
            continue
        seen.add(name)
        version = pick(dice, _VERSIONS)
        industry = class_of(dice, division, version)
        yield Firm(name, written(dice, industry, coded=coded), division, size(dice))


def size(dice: random.Random) -> float:
    """Most are middling, few dominate."""
    return pick(dice, ((0.3, 30), (1.0, 45), (3.0, 20), (20.0, 5))) * dice.uniform(0.7, 1.4)


def class_of(dice: random.Random, division: str, version: Version = "2017") -> Industry:
    """A class of the division, or the division itself where nobody looked further."""
    return dice.choice(_classes(version)[division] or _classes("2017")[division])


def written(dice: random.Random, industry: Industry, *, coded: bool) -> str:
    """Name and code as clerks write them; note [1] asks for the name alone."""
    if not coded:
        return industry.name
    return pick(
        dice,
        (
            (industry.full + industry.name, 45),
            (f"{industry.full} {industry.name}", 10),
            (industry.name, 28),
            (f"{industry.code}{industry.name}", 5),
            (f"{industry.name}（{industry.full}）", 5),
            (industry.full, 4),
            (industry.name.rstrip("业") + "业", 3),
        ),
    )


def _name(dice: random.Random, region: str, division: str) -> str:
    place = dice.choice(_PLACES[region].split())
    sign = dice.choice(_SIGNS) + dice.choice(_SIGNS)
    trade, form = dice.choice(TRADES[division]), pick(dice, _FORMS)
    if form == "有限公司" and chance(dice, 20):
        return f"{sign}{trade}（{place.removesuffix('市')}）有限公司"
    if chance(dice, 4):
        return f"{place}{sign}{trade}{form}（原{place}{dice.choice(_SIGNS)}{dice.choice(_SIGNS)}{trade}厂）"
    if chance(dice, 3) and form == "有限公司":
        return f"{place}{sign}{trade}{form}{dice.choice(('第二分公司', '二厂', '北厂区'))}"
    return f"{place}{sign}{trade}{form}"


@cache
def _classes(version: Version) -> Mapping[str, Sequence[Industry]]:
    found: dict[str, list[Industry]] = {division: [] for division in TRADES}
    for one in industries(version).values():
        if one.level in ("大类", "中类", "小类") and one.code[:2] in found and one.section in "CD":
            found[one.code[:2]].append(one)
    return found
