"""Small forms dealt at random from what people write: all that each family of rules says of them, kept.

Where examples show one thing at a time, here everything comes together: names that return, figures that agree by
accident, answers that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, Final

import pytest

from qingjian.catalog.edition import Edition, Field
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.rules import rules
from qingjian.model.finding import Finding
from qingjian.model.form import Form
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.registry import ACROSS
from support.by_columns import run
from support.forms import form
from support.snapshot import Snapshot

EACH: Final = 16
"""Forms of every edition."""
FAMILIES: Final = sorted({spec.code[:4] for spec in rules() if spec.kind != ACROSS})
COMPANIES: Final = (
    *(
        "甲化工有限公司",
        "乙电镀有限公司",
        "丙印染有限公司",
        "丁制药有限公司",
        "甲化工有限公司",
        "乙电镀有限公司",
    ),
    *(
        "甲化工有限公司（原名：戊化工有限公司）",
        "戊化工有限公司",
        "甲 化工有限公司",
        "甲化工有限公司沈阳分公司",
        "无",
        "",
    ),
)
FIGURES: Final = (
    "1",
    "2",
    "3",
    "10",
    "30000",
    "7400000",
    "0.5",
    "1.25",
    "0",
    "/",
    "",
    "",
    "-3",
    "23.307",
    "待定",
    "3吨",
)
COUNTS: Final = ("0", "1", "2", "3", "5", "10", "", "/", "1.5", "2家")
TEXTS: Final = (
    "无",
    "有",
    "已建立",
    "关于公布名单的通知",
    "关于公布名单的通知",
    "5人，占20%",
    "20%",
    "辽环发〔2024〕1号",
    "",
    "/",
)
INDUSTRIES: Final = (
    "化学农药制造",
    "C2631化学农药制造",
    "2631",
    "A2631",
    "电镀",
    "金属表面处理及热处理加工",
    "",
    "C9999",
    "C2631啤酒制造",
)
BY_TYPE: Final[dict[str, tuple[str, ...]]] = {
    "company": COMPANIES,
    "industry": INDUSTRIES,
    "count": COUNTS,
    "yesno": ("是", "否", "有", "无", "", "√"),
    "percent": ("50", "100", "120", "", "33.3"),
    "credit_code": ("91350100M000100Y43", "91350100M000100Y44", "91350100m000100y43", "12345", ""),
    "text": TEXTS,
    "longtext": TEXTS,
    "date": ("2019", "2024-05-01", "2019.6", "", "2031"),
    "year": ("2019", "2023", "2024", "2025", ""),
}
PARAMETERS: Final = (
    None,
    {
        "report_year": "2024",
        "level": "city",
        "unit": "沈阳市生态环境局",
        "electricity": "0.7769",
        "gas": "1.4",
    },
    {"report_year": "2026", "level": "province", "unit": "辽宁省生态环境厅", "electricity": "5.7"},
    {
        "report_year": "2024",
        "level": "district",
        "electricity": "0.5703",
        "electricity_document": "〔2023〕43号",
    },
)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_said(family: str, snapshot: Snapshot) -> None:
    lines: list[str] = []
    for number, (filled, known) in enumerate(_dealt()):
        outcome = run(filled, known, only=[family])
        said = [*map(_line, outcome.findings)]
        said += [
            f"- {one.code} {one.reason} {one.detail}" for one in outcome.skipped if one.reason in REASONS
        ]
        if said:
            lines += [f"# {number} {known.id}", *said]
    snapshot("\n".join(lines))


REASONS: Final = frozenset({"pair-incomplete", "factor-undeclared", "level-undeclared", "year-undeclared"})


def _line(one: Finding) -> str:
    related = " ".join(f"{place.sheet}!{place.address}" for place in one.related[:4])
    variant = one.params.get("variant", "")
    return f"{one.code} {one.place.sheet}!{one.place.address} {one.field} {variant} {one.expected} {one.difference} {related}"


@cache
def _dealt() -> tuple[tuple[Form, Edition], ...]:
    return tuple(_forms())


def _forms() -> Iterator[tuple[Form, Edition]]:
    for name in edition_ids():
        for seed in range(EACH):
            random = Random(f"{name} {seed}")
            tables: dict[str, dict[str, Any]] = {}
            for block in plan(edition(name)).blocks:
                if random.random() < 0.9:
                    tables.setdefault(block.table, {})[block.spec.id] = _block(random, block)
            parameters = PARAMETERS[seed % len(PARAMETERS)]
            yield form(tables, name, parameters=parameters, how="stamp" if seed % 3 else "content")


def _block(random: Random, block: BlockPlan) -> dict[str, Any]:
    if not block.is_list:
        return {"cells": _cells(random, block.fields)}
    rows = [_cells(random, block.fields) for _ in range(random.choice((0, 1, 2, 3, 4)))]
    return {"rows": rows, "total": _cells(random, block.totals)} if block.totals else {"rows": rows}


def _cells(random: Random, fields: tuple[Field, ...]) -> dict[str, str]:
    """Some forms are tidy, others anything but."""
    few = random.choice((0.2, 0.7, 1.0))
    return {
        field.id: _content(random, field)
        for field in fields
        if field.type not in ("sequence", "item") and random.random() < few
    }


def _content(random: Random, field: Field) -> str:
    return random.choice(field.choices or BY_TYPE.get(field.type, FIGURES))
