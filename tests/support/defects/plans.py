"""The plan list: credit codes, methods and dates as they are mistyped."""

from __future__ import annotations

from collections.abc import Sequence

from support.defects.draft import Draft, Spot
from support.defects.kinds import PLAN, Target, kind


def _row(draft: Draft) -> int:
    return draft.any_row("plan")[1]


def _code(draft: Draft, row: int, code: str) -> Sequence[Target]:
    draft.rows("plan")[row]["credit_code"] = code
    return [Spot("plan", "credit_code", row)]


def _old(draft: Draft, row: int) -> str:
    return draft.rows("plan")[row]["credit_code"] or ""


@kind("信用代码校验位错", "31", editions=PLAN)
def check_digit_wrong(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    old = _old(draft, row)
    return _code(draft, row, old[:-1] + ("A" if old[-1] != "A" else "B"))


@kind("信用代码两位颠倒", "31", editions=PLAN)
def code_digits_swapped(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    old = _old(draft, row)
    at = next(i for i in range(10, 17) if old[i] != old[i + 1])
    return _code(draft, row, old[:at] + old[at + 1] + old[at] + old[at + 2 :])


@kind("信用代码小写", "31", "20", editions=PLAN)
def code_in_lower_case(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    return _code(draft, row, _old(draft, row).lower())


@kind("信用代码少一位", "31", editions=PLAN)
def code_digit_lost(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    return _code(draft, row, _old(draft, row)[:-1])


@kind("信用代码中有空格", "31", "20", editions=PLAN)
def code_with_spaces(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    old = _old(draft, row)
    return _code(draft, row, f"{old[:8]} {old[8:]}")


@kind("填了旧组织机构代码", "31", editions=PLAN)
def organisation_code(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    old = _old(draft, row)
    return _code(draft, row, f"{old[8:16]}-{old[16]}")


@kind("两家企业同一信用代码", "31", "30", editions=PLAN)
def code_twice(draft: Draft) -> Sequence[Target]:
    row = draft.any_row("plan", least=2)[1]
    other = row - 1 if row else 1
    _code(draft, row, _old(draft, other))
    return [Spot("plan", "credit_code", at) for at in (row, other)]


@kind("没有填信用代码", "20", "31", editions=PLAN)
def code_missing(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    return _code(draft, row, "")


@kind("审核方式不在选项内", "20", "60", editions=PLAN)
def method_not_offered(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    draft.rows("plan")[row]["method"] = "快速审核"
    return [Spot("plan", "method", row)]


@kind("没有填企业地址", "20", editions=PLAN)
def address_missing(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    draft.rows("plan")[row]["address"] = None
    return [Spot("plan", "address", row)]


@kind("距上次验收超过五年", "60", editions=PLAN)
def longer_than_five_years(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    draft.rows("plan")[row]["last_accepted"] = "2016年5月"
    return [Spot("plan", "last_accepted", row)]


@kind("上次验收时间晚于填报", "60", "20", editions=PLAN)
def accepted_in_the_future(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    draft.rows("plan")[row]["last_accepted"] = "2062年5月"
    return [Spot("plan", "last_accepted", row)]


@kind("计划名单企业重复", "30", editions=PLAN)
def planned_twice(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    rows = draft.rows("plan")
    rows.append(dict(rows[row]))
    return [Spot("plan", name, at) for name in ("name", "credit_code") for at in (row, len(rows) - 1)]


@kind("计划名单行业代码不存在", "32", editions=PLAN)
def planned_industry(draft: Draft) -> Sequence[Target]:
    row = _row(draft)
    draft.rows("plan")[row]["industry"] = "C9999其他"
    return [Spot("plan", "industry", row)]
