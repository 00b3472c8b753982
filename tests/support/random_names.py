"""Names of companies that do not exist but could, and credit codes whose check digits are right."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import Final

from qingjian.catalog.credit_code import credit_code_rules
from qingjian.functions.uscc import check_digit, organisation_digit

_PLACES: Final = ("大连", "沈阳市", "重庆", "辽宁", "鞍山", "中国", "")
_SIGNS: Final = "华瑞鑫东方恒盛宏达金泰永兴佳和顺发润丰"
_TRADES: Final = (
    "化工",
    "药业",
    "金属表面处理",
    "印染",
    "电镀中心",
    "水泥",
    "新材料科技",
    "食品",
    "PCB线路板",
)
_FORMS: Final = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司（一厂）", "（大连）有限公司", "厂")


def companies(chance: random.Random) -> Iterator[str]:
    """Different companies, as many as are asked for."""
    signs = [one + other for one, other in product(_SIGNS, repeat=2)]
    chance.shuffle(signs)
    for round_ in range(1_000):
        for sign in signs:
            mark = "" if not round_ else f"第{round_}"
            former = f"（原{sign}{mark}旧址工厂）" if chance.randrange(12) == 0 else ""
            yield (
                chance.choice(_PLACES) + sign + mark + chance.choice(_TRADES) + chance.choice(_FORMS) + former
            )


def credit_codes(chance: random.Random) -> Iterator[str]:
    """Codes of companies, all check digits right."""
    letters = credit_code_rules().alphabet
    while True:
        organisation = "MA" + "".join(chance.choice(letters[:20]) for _ in range(6))
        body = f"91210200{organisation}{organisation_digit(organisation)}"
        yield body + check_digit(body)
