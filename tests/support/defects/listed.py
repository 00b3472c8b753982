"""Companies against the published lists, and the words of the plan: what people get wrong about them."""

from __future__ import annotations

from collections.abc import Sequence

from qingjian.catalog.lists import published
from support.defects.draft import Draft, NotHere, Spot
from support.defects.kinds import CORE, PLAN, Target, kind

CHONGQING = ("chongqing/2025",)


def _listed(draft: Draft, listing: str) -> str:
    return draft.dice.choice(published(listing).rows).values["name"]


def _planned(draft: Draft, **cells: str | None) -> Sequence[Target]:
    row = draft.any_row("plan")[1]
    draft.rows("plan")[row] |= cells
    return [Spot("plan", name, row) for name in cells]


def _renamed(draft: Draft, table: str, row: int, name: str) -> Sequence[Target]:
    halves = (table, f"{table[0]}-2")
    for half in halves:
        draft.rows(half)[row]["name"] = name
    return [Spot(half, "name", row) for half in halves]


@kind("名单上的企业名称错一个字", "60", editions=CHONGQING)
def listed_name_misspelt(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-1")
    name = draft.rows(table)[row]["name"] or ""
    return _renamed(draft, table, row, f"{name[:3]}囗{name[4:]}")


@kind("表2列了名单外的企业", "60", editions=CHONGQING)
def on_no_list(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-1")
    return _renamed(draft, table, row, "四川某地新材料科技有限公司")


@kind("强制性名单上的企业列入表3", "60", editions=CHONGQING)
def mandatory_among_voluntary(draft: Draft) -> Sequence[Target]:
    name = _listed(draft, "chongqing/2025-mandatory")
    if any(row["name"] == name for row in draft.rows("2-1")):
        raise NotHere
    table, row = draft.any_row("3-1")
    return _renamed(draft, table, row, name)


@kind("强制性名单上的企业计划自愿审核", "60", editions=PLAN)
def mandatory_planned_as_voluntary(draft: Draft) -> Sequence[Target]:
    return _planned(draft, name=_listed(draft, "chongqing/2025-mandatory"), method="自愿")


@kind("未完成名单上的企业填了验收时间", "60", editions=PLAN)
def unfinished_and_accepted(draft: Draft) -> Sequence[Target]:
    return _planned(
        draft, name=_listed(draft, "chongqing/2025-unfinished"), last_accepted="2024年6月", method="强审"
    )


@kind("强审企业没有写纳入原因", "60", editions=PLAN)
def reason_left_out(draft: Draft) -> Sequence[Target]:
    return _planned(draft, method="强审", reason=None)


@kind("审核方式写了全称", "2018", editions=PLAN)
def method_in_full(draft: Draft) -> Sequence[Target]:
    return _planned(draft, method=draft.dice.choice(("强制性审核", "自愿性清洁生产审核")))


@kind("企业名称中夹空格", "3113", editions=CORE)
def space_inside_name(draft: Draft) -> Sequence[Target]:
    table, row = draft.any_row("2-1", "3-1")
    name = draft.rows(table)[row]["name"] or ""
    return _renamed(draft, table, row, f"{name[:2]} {name[2:]}")
