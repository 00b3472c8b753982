"""Telephones and addresses of the cover, and of no other place."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.rules import rule
from qingjian.rules.plan import plan
from qingjian.rules.registry import kind_of
from support.by_columns import run
from support.forms import form

RULES = ("QJ1020", "QJ3110", "QJ3111")


def _codes(**cells: Any) -> list[str]:
    filled = {"unit": "甲区生态环境局", "filler": "张某", "phone": "12345", **cells}
    return [
        one.code
        for one in run(*form({"cover": {"cover": {"cells": filled}}}, "mee/2020"), only=RULES).findings
    ]


@pytest.mark.parametrize(
    "phone",
    [
        "024-22345678",
        "024 2234 5678",
        "024、22345678",
        "2234，5678",
        "见附件；024-22345678",
        "、22345678",
        "138 1234 5678",
        "4001234567",
    ],
)
def test_a_number_that_may_be_dialled(phone: str) -> None:
    assert _codes(phone=phone) == []


@pytest.mark.parametrize("phone", ["123", "见附件", "、", "0、1"])
def test_a_number_that_no_telephone_has(phone: str) -> None:
    assert _codes(phone=phone) == ["QJ3110"]


@pytest.mark.parametrize(
    ("mail", "codes"),
    [
        ("a@example.com", []),
        ("无；a@example.com", []),
        ("a@example.com；", []),
        ("a@example", ["QJ3111"]),
        ("；", ["QJ3111"]),
        ("/", []),
        ("", []),
        ("5", []),
    ],
)
def test_an_address_that_letters_reach(mail: str, codes: list[str]) -> None:
    assert _codes(email=mail) == codes


@pytest.mark.parametrize(
    ("name", "table", "block"),
    [("chongqing/2026-plan", "plan", "head"), ("guangdong/2009-performance", "performance", "foot")],
)
def test_what_stands_elsewhere_than_on_a_cover_is_not_judged_as_one(
    name: str, table: str, block: str
) -> None:
    filled = form({table: {block: {"cells": {"phone": "123", "filler": ""}}}}, name)
    assert run(*filled, only=RULES).findings == ()


@pytest.mark.parametrize("code", [*RULES, "QJ3112"])
def test_covers_alone_are_said_to_be_judged(code: str) -> None:
    spec = rule(code)
    judged = {
        (name, block.spec.id)
        for name in edition_ids()
        for block in plan(edition(name)).blocks
        if kind_of(spec).judged(block, spec)
    }
    assert judged == {("chongqing/2025", "cover"), ("mee/2020", "cover")}
