"""One correct form per seed: which edition, who reports, how much there is, and what has to be explained."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any, Final, NamedTuple

from qingjian.catalog import factors as published_factors
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition as edition_of
from qingjian.catalog.lists import published
from support.realistic import companies, lists, person, summary
from support.realistic.companies import Explain
from support.realistic.draws import chance, pick
from support.realistic.firms import Firm
from support.realistic.sums import Factors

Json = dict[str, Any]
EDITIONS: Final = (
    ("liaoning/2024", 46),
    ("mee/2020", 20),
    ("chongqing/2025", 18),
    ("chongqing/2026-plan", 7),
    ("fujian/2008-assessment", 3),
    ("guangdong/2009-performance", 3),
    ("chongqing/2025-mandatory-list", 1),
    ("chongqing/2025-unfinished-list", 1),
    ("mee/2023-pilots", 1),
)
_REGIONS: Final = {"liaoning": "liaoning", "chongqing": "chongqing"}
_FACTORS: Final = (
    ("ndrc-average:average:2012:东北", 20),
    ("mee-nbs:average:2021:辽宁", 20),
    ("mee-nbs:average:2022:辽宁", 15),
    ("baseline:OM:2019:东北", 25),
    ("ets-notice:average:2022:全国", 10),
    ("", 10),
)


class Realistic(NamedTuple):
    """A correct form and what a person would still have to explain in it."""

    edition: str
    seed: int
    data: Json
    explain: tuple[Explain, ...]


class Setting(NamedTuple):
    """What the dice have decided before the tables are filled."""

    edition: Edition
    who: person.Reporter
    year: int
    factors: Factors
    mandatory: int
    """Companies in 表2."""
    voluntary: int


def realistic(seed: int, edition_id: str | None = None, *, most: int = 200, least: int = 0) -> Realistic:
    """The form of a seed, the same every time; `least` and `most` bound the companies of a table."""
    dice = random.Random(seed)
    known = edition_of(edition_id or pick(dice, EDITIONS))
    year = known.years.last or known.years.first + (dice.randint(0, 4) if known.id == "mee/2020" else 0)
    who = person.reporter(dice, _REGIONS.get(known.id.split("/", maxsplit=1)[0], "any"))
    parameters, factors = _declared(dice, known)
    size = _size(dice, least, most), _size(dice, 0, most)
    tables, explain = _tables(dice, Setting(known, who, year, factors, *size))
    asked = known.parameters
    data: Json = {
        "format": 1,
        "edition": known.id,
        "report_year": year,
        "unit": who.unit if "unit" in asked else None,
        "level": who.level if "level" in asked else None,
        "parameters": {**parameters, **_province(known, who)},
        "tables": tables,
        "unread": [],
    }
    return Realistic(known.id, seed, data, explain)


def _size(dice: random.Random, least: int, most: int) -> int:
    """Nearly all units have a handful, one in fifty a whole province's."""
    high = pick(dice, ((0, 15), (3, 25), (9, 35), (31, 18), (80, 5), (200, 2)))
    return min(most, max(least, dice.randint(high // 3, high)))


def _declared(dice: random.Random, known: Edition) -> tuple[Json, Factors]:
    if "electricity_factor" not in known.parameters:
        return {"electricity_factor": None, "gas_coefficient": None}, Factors()
    gas: str | None = dice.choice(("1.1", "1.15", "1.2143", "1.33", "1.2"))
    identity = pick(dice, _FACTORS)
    found = published_factors.factor(identity)
    if found is not None:
        choice: Json = {"id": identity, "value": found.text}
    else:
        own = f"0.{dice.randint(4800, 8200)}"
        choice = {"id": None, "value": own, "document": "省生态环境厅关于电力排放因子的通知（2023年）"}
    factors = Factors(Decimal(choice["value"]), Decimal(gas or 0))
    if chance(dice, 20):  # on paper: other digits, and the coefficient of gas perhaps not declared
        factors = factors._replace(digits=pick(dice, ((2, 60), (4, 25), (1, 15))))
        gas = None if chance(dice, 40) else gas
    return {"electricity_factor": choice, "gas_coefficient": gas}, factors


def _province(known: Edition, who: person.Reporter) -> Json:
    return {"province": "山东省"} if who.region == "any" and "province" in known.parameters else {}


def _tables(dice: random.Random, setting: Setting) -> tuple[Json, tuple[Explain, ...]]:
    known = setting.edition
    if known.pairs:
        return _core(dice, setting)
    if known.id == "chongqing/2026-plan":
        return lists.plan(dice, setting.year, setting.mandatory), ()
    if known.id.startswith("fujian"):
        return lists.scores(dice, known), ()
    if known.id.startswith("guangdong"):
        return lists.performance(dice, known), ()
    return lists.whole_list(known), ()


def _core(dice: random.Random, setting: Setting) -> tuple[Json, tuple[Explain, ...]]:
    known = setting.edition
    source = companies.known_firms(dice, setting.who)
    first = companies.taken(source, setting.mandatory)
    mandatory = _listed_names(known)
    free = (firm for firm in source if firm.name not in mandatory)
    second = companies.taken(free, min(setting.voluntary, 60))
    explain: list[Explain] = []
    if first and second and chance(dice, 4):
        second[-1] = second[-1]._replace(name=first[0].name, industry=first[0].industry)
        explain += (Explain(family, "", "a second plant is audited voluntarily") for family in ("30", "33"))
    pairs = [
        companies.audited(dice, known, pair, firms, setting.factors)
        for pair, firms in zip(known.pairs, (first, second), strict=True)
    ]
    work, more = _work(dice, first, second)
    tables: Json = {"1": summary.summary(dice, known, setting.who, setting.year, work)}
    if "cover" in (sheet.id for sheet in known.sheets):
        tables["cover"] = {"cover": person.cover(dice, setting.who)}
    for pair in pairs:
        tables |= pair.tables
        explain += pair.explain
    explain += [*more, *_unlisted(known, [*first, *second])]
    return tables, tuple(explain)


def _work(dice: random.Random, first: list[Firm], second: list[Firm]) -> tuple[summary.Work, list[Explain]]:
    """What 表1 says of it; park audits and several plants make its counts differ from the rows."""
    listed = max(0, len(first) + dice.randint(-2, 6))
    work, explain = summary.Work(len(first), len(second), listed), list[Explain]()
    if listed > 1 and chance(dice, 4):
        work = work._replace(overlapping=1)
        explain.append(Explain("2", "表1", "one company stands in two classes"))
    if first and chance(dice, 4):
        work = work._replace(mandatory=len(first) + dice.choice((-1, 1, 2)))
        explain.append(Explain("33", "", "a park audit counts once and lists several companies"))
    return work, explain


def _listed_names(known: Edition) -> frozenset[str]:
    """Firms whose audits are mandatory, by the lists that there are."""
    if not known.id.startswith("chongqing"):
        return frozenset()
    lists_of_2025 = ("chongqing/2025-mandatory", "chongqing/2025-unfinished")
    return frozenset(row.values["name"] for name in lists_of_2025 for row in published(name).rows)


def _unlisted(known: Edition, firms: list[Firm]) -> list[Explain]:
    """Companies that joined a list later, or stand on an older one."""
    if not known.id.startswith("chongqing"):
        return []
    listed = _listed_names(known)
    on_none = [firm for firm in firms if firm.name not in listed]
    return [Explain("60", "", "companies on no list that is known")] if on_none else []
