"""Industries that no version of the classification knows, or knows by another name."""

from __future__ import annotations

from collections.abc import Sequence

from support.defects.draft import Draft, Spot
from support.defects.kinds import CORE, Target, kind


def _in_both(draft: Draft, text: str) -> Sequence[Target]:
    """Written so in both tables of the pair, as whoever copies does."""
    table, row = draft.any_row("2-1", "3-1")
    halves = (table, f"{table[0]}-2")
    for half in halves:
        draft.rows(half)[row]["industry"] = text
    return [Spot(half, "industry", row) for half in halves]


@kind("门类字母与代码不符", "32", editions=CORE)
def letter_against_number(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "C4412电力、热力生产和供应业")


@kind("不存在的行业代码", "32", editions=CORE)
def no_such_code(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "C9999化学农药制造")


@kind("代码与名称不符", "32", editions=CORE)
def code_against_name(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "C2710水泥制造")


@kind("行业名称不在分类中", "32", editions=CORE)
def no_such_name(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "化工类企业")


@kind("行业名称有错字", "32")
def name_misspelt_industry(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "化学药品原料要制造")


@kind("旧版行业代码", "32")
def old_version(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "C3433金属包装容器制造")


@kind("代码用全角字符", "32", "20")
def full_width_code(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "Ｃ２６３１化学农药制造")


@kind("行业代码多一位", "32")
def code_too_long(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "C26310化学农药制造")


@kind("行业栏填了产品", "32")
def product_for_industry(draft: Draft) -> Sequence[Target]:
    return _in_both(draft, "生产草甘膦原药5000吨/年")
