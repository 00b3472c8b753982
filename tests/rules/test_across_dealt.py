"""Batches of files dealt at random from what comes in together: all that the rules across files say of them, kept."""

from __future__ import annotations

from random import Random
from typing import Any, Final

import pytest

from qingjian.catalog.rules import rules
from qingjian.model.digest import Digest, ExpectedUnit, Named, Roster
from qingjian.model.finding import Place
from qingjian.model.season import Setting
from qingjian.model.verdict import CrossFinding, Reason, Verdict
from qingjian.rules import across as module
from qingjian.rules.across import across
from qingjian.rules.registry import ACROSS
from qingjian.rules.units import matched
from support.snapshot import Snapshot

BATCHES: Final = 120
CODES: Final = [spec.code for spec in rules() if spec.kind == ACROSS]
EDITIONS: Final = (("chongqing/2025", 2025, ("2-1", "3-1")), ("chongqing/2026-plan", 2026, ("plan",)))
UNITS: Final = (
    "甲区",
    "甲区生态环境局",
    "某市甲区环保局",
    "乙县",
    "乙县人民政府",
    "丙开发区管委会",
    "丁区",
    None,
)
COMPANIES: Final = (
    "天一化工有限公司",
    "天一化工有限责任公司",
    "天一新材料有限公司（原名：天一化工有限公司）",
    "天二化工厂",
    "天二化工厂（现名：天三化工厂）",
    "天三化工厂",
    "天四化工厂（原天三化工厂）",
)
CREDIT: Final = ("", "", "91350100M000100Y43", "91310000132212168L")
ROSTERS: Final = (
    None,
    Roster("名单.txt", (ExpectedUnit("甲区"), ExpectedUnit("乙县"), ExpectedUnit("丙开发区", ("丙新区",)))),
)


def _batch(seed: int) -> list[Verdict]:
    random = Random(f"batch {seed}")
    return [_file(random, number) for number in range(random.choice((0, 1, 2, 2, 3, 4)))]


def _file(random: Random, number: int) -> Verdict:
    if random.random() < 0.1:
        return Verdict(f"{number}.pdf", "00", "attachment", Reason("attached", "pdf"))
    edition, year, tables = random.choice(EDITIONS)
    lists = {table: _listed(random, table) for table in tables}
    digest = Digest(random.choice(UNITS), random.choice((year, year, year, 2024, None)), edition, lists)
    return Verdict(f"{number}.xlsx", random.choice(("", "aa", f"{number}{number}")), "passed", digest=digest)


def _listed(random: Random, table: str) -> tuple[Named, ...]:
    chosen = random.sample(COMPANIES, random.choice((0, 1, 2, 3)))
    return tuple(
        Named(name, Place(f"表{table}", row, 2), random.choice(CREDIT) if table == "plan" else "")
        for row, name in enumerate(chosen, 5)
    )


def _line(found: CrossFinding) -> str:
    where = " ".join(f"{path}:{place.sheet}!{place.address}" for path, place in found.where)
    told = " ".join(f"{name}={value}" for name, value in sorted(found.params.items()))
    return f"{found.severity} {where} | {told}"


@pytest.mark.parametrize("code", CODES)
def test_what_is_said_of_files_together(code: str, snapshot: Snapshot) -> None:
    lines: list[str] = []
    for seed in range(BATCHES):
        said = [*map(_line, across(_batch(seed), ROSTERS[seed % 2], only=[code]))]
        lines += [f"# {seed}", *said] if said else []
    snapshot("\n".join(lines))


def _codes(**options: Any) -> set[str]:
    return {one.code for seed in range(BATCHES) for one in across(_batch(seed), ROSTERS[1], **options)}


def test_rules_are_chosen_by_the_beginnings_of_their_codes() -> None:
    assert _codes() == _codes(only=["QJ8"]) == set(CODES)
    assert _codes(only=["QJ8001", "QJ8003"]) == {"QJ8001", "QJ8003"}
    assert _codes(skip=["QJ8001", "QJ7"]) == set(CODES) - {"QJ8001"}
    assert _codes(only=["QJ7"]) == set()
    assert _codes(only=[]) == set()


def test_a_season_demotes_some_rules_and_switches_others_off() -> None:
    season = {"QJ8001": Setting("off", "约定", "某处"), "QJ8002": Setting("advice", "约定", "某处")}
    assert _codes(season=season) == set(CODES) - {"QJ8001"}
    found = [one for seed in range(BATCHES) for one in across(_batch(seed), ROSTERS[1], season=season)]
    assert {one.severity for one in found if one.code == "QJ8002"} == {"advice"}
    assert {one.severity for one in found if one.code == "QJ8004"} == {"verify"}


def test_a_thousand_findings_of_one_rule_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    strangers = [Verdict(f"{n}.xlsx", str(n), "passed", digest=Digest("戊区", n)) for n in range(5)]
    assert module._MOST == 1_000
    monkeypatch.setattr(module, "_MOST", 3)
    assert [one.where[0][0] for one in across(strangers, ROSTERS[1], only=["QJ8002"])] == [
        "0.xlsx",
        "1.xlsx",
        "2.xlsx",
    ]


def test_the_nearest_unit_is_the_one_with_the_longest_name() -> None:
    roster = Roster("名单.txt", (ExpectedUnit("新区"), ExpectedUnit("甲新区"), ExpectedUnit("生态环境局")))
    names = ("乙新区", "某市甲新区管理委员会", "生态环境局", "乙县")
    found = [matched(name, roster) for name in names]
    assert [one and one.name for one in found] == ["新区", "甲新区", "生态环境局", None]
    twice = Roster("名单.txt", (ExpectedUnit("甲新区", ("甲新区管委会",)), ExpectedUnit("乙县")))
    assert matched("某市甲新区", twice) == twice.units[0]
