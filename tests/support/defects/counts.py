"""Counts of 表1 that contradict the lists, and what is left out of it."""

from __future__ import annotations

from collections.abc import Sequence

from support.defects.draft import Draft, NotHere, Spot
from support.defects.kinds import CORE, LIAONING, Target, kind


def _halves(draft: Draft, table: str) -> list[Target]:
    """Where a count against the rows may be shown: the count, or the sheet of the rows."""
    return [draft.edition.sheet(f"{table}-{half}").name for half in (1, 2)]


@kind("表1 通过验收数与表2行数不符", "33", editions=CORE)
def accepted_against_rows(draft: Draft) -> Sequence[Target]:
    draft.put("1", "mandatory", "result.accepted", str(len(draft.rows("2-1")) + draft.dice.randint(3, 9)))
    return [Spot("1", "result.accepted", None, "mandatory"), *_halves(draft, "2")]


@kind("表1 自愿通过验收数与表3行数不符", "33", editions=CORE)
def voluntary_against_rows(draft: Draft) -> Sequence[Target]:
    draft.put("1", "voluntary", "result.accepted", str(len(draft.rows("3-1")) + draft.dice.randint(3, 9)))
    return [Spot("1", "result.accepted", None, "voluntary"), *_halves(draft, "3")]


@kind("表1 有企业而表2是空的", "33", "10", editions=CORE)
def list_left_empty(draft: Draft) -> Sequence[Target]:
    draft.put("1", "mandatory", "result.accepted", "5")
    for table in ("2-1", "2-2"):
        draft.content(table, "companies")["rows"] = []
        draft.recalculate(table)
    return [Spot("1", "result.accepted", None, "mandatory"), *_halves(draft, "2")]


@kind("表2 有企业而表1填0", "33", editions=CORE)
def count_left_zero(draft: Draft) -> Sequence[Target]:
    if not draft.rows("2-1"):
        raise NotHere
    draft.put("1", "mandatory", "result.accepted", "0")
    return [Spot("1", "result.accepted", None, "mandatory"), *_halves(draft, "2")]


@kind("必填的个数没有填", "20", "10", editions=CORE)
def count_missing(draft: Draft) -> Sequence[Target]:
    block = draft.one_of(("mandatory", "voluntary"))
    draft.put("1", block, "result.accepted", None)
    return [Spot("1", "result.accepted", None, block)]


@kind("合计漏报、分项有数", "21", "20", editions=CORE)
def record_total_missing(draft: Draft) -> Sequence[Target]:
    block = draft.one_of(("mandatory", "voluntary"))
    draft.put("1", block, "started.self", "1")
    draft.put("1", block, "started.agency", "2")
    draft.put("1", block, "started.total", None)
    return [Spot("1", "started.total", None, block)]


@kind("个数写成“3家”", "20", editions=CORE)
def count_with_unit(draft: Draft) -> Sequence[Target]:
    spot = Spot("1", "result.accepted", None, "mandatory")
    value = draft.record("1", "mandatory", "result.accepted") or "0"
    draft.write_words(spot, f"{value}家")
    return [spot]


@kind("中文数字", "20", editions=CORE)
def count_in_words(draft: Draft) -> Sequence[Target]:
    spot = Spot("1", "result.rejected", None, "mandatory")
    draft.write_words(spot, "三")
    return [spot]


@kind("有项目资金没有项目数", "22", editions=CORE)
def money_without_projects(draft: Draft) -> Sequence[Target]:
    draft.put("1", "projects", "local.count", "0")
    draft.put("1", "projects", "local.money", "120")
    return [Spot("1", name, None, "projects") for name in ("local.count", "local.money")]


@kind("未建专项资金却有金额", "22", editions=CORE)
def money_without_fund(draft: Draft) -> Sequence[Target]:
    draft.put("1", "fund", "exists", "否")
    draft.put("1", "fund", "money", "300")
    return [Spot("1", name, None, "fund") for name in ("exists", "money")]


@kind("有方案无投资", "22", "50", editions=CORE)
def schemes_without_money(draft: Draft) -> Sequence[Target]:
    if int(draft.record("1", "schemes", "done.total") or 0) < 10:
        raise NotHere
    for name in ("money.firm", "money.state", "money.total"):
        draft.put("1", "schemes", name, "0")
    names = ("money.firm", "money.state", "money.total", "done.total", "done.low", "done.high")
    return [Spot("1", name, None, "schemes") for name in names]


@kind("咨询机构列两次", "22", "30", "20", editions=LIAONING)
def agency_twice(draft: Draft) -> Sequence[Target]:
    rows = draft.rows("1", "agencies")
    if not rows:
        raise NotHere
    rows.append(dict(rows[0]))
    draft.totals("1", "agencies")["staff"] = str(sum(int(row["staff"] or 0) for row in rows))
    return ["表1"]
