"""Text where a figure belongs: which unit it has, what may be counted, and how marks are gathered."""

from __future__ import annotations

from typing import Any, Final

import pytest

from qingjian.catalog.editions import edition
from qingjian.catalog.messages import LANGS, render
from qingjian.catalog.rules import rule
from qingjian.functions import numbers
from qingjian.model.finding import Finding
from qingjian.rules import writing
from qingjian.rules.plan import plan
from qingjian.rules.view import View
from qingjian.rules.wordiness import flaw
from qingjian.rules.writing import mark_in_words, written_number
from support.forms import form

SHARES: Final = ("guangdong/2009-performance", "performance", "years", "recycled.y1")
COUNTS: Final = ("liaoning/2024", "1", "schemes", "proposed.low")
MONEY: Final = ("liaoning/2024", "1", "schemes", "money.firm")


def _found(code: str, where: tuple[str, str, str, str], text: str) -> list[Finding]:
    name, table, block, field = where
    view = View(*form({table: {block: {"cells": {field: text}}}}, name))
    return [one for one in written_number(view, rule(code)) if isinstance(one, Finding)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3家", "3"), ("3人", "3"), ("3人次", "3"), ("3期", "3"), ("3个", "3"), ("3吨", None), ("3%", None)],
)
def test_what_is_counted_is_the_same_in_every_column_of_counts(text: str, expected: str | None) -> None:
    (found,) = _found("QJ2003", COUNTS, text)
    assert (found.expected, found.params.get("variant")) == (expected, "bare" if expected else "unclear-bare")
    assert found.params["declared"] == ""


@pytest.mark.parametrize(
    ("where", "text", "expected", "unit"),
    [
        (MONEY, "3万元", "3", "万元"),
        (MONEY, "5000元", "0.5", "元"),
        (MONEY, "3吨", None, "吨"),
        (MONEY, "3万", None, ""),
        (COUNTS, "3万", "30000", ""),
        (SHARES, "50%", "50", "%"),
        (SHARES, "3家", None, "个"),
    ],
)
def test_a_unit_is_told_and_converted(
    where: tuple[str, str, str, str], text: str, expected: str | None, unit: str
) -> None:
    (found,) = _found("QJ2003", where, text)
    assert (found.expected, found.params["unit"]) == (expected, unit)


@pytest.mark.parametrize(
    ("where", "text", "variant"),
    [
        (MONEY, "3万元", None),
        (MONEY, "3吨", "unclear"),
        (COUNTS, "3项", "bare"),
        (COUNTS, "3吨", "unclear-bare"),
    ],
)
def test_a_column_without_a_unit_is_told_of_none(
    where: tuple[str, str, str, str], text: str, variant: str | None
) -> None:
    (found,) = _found("QJ2003", where, text)
    assert found.params.get("variant") == variant
    for lang in LANGS:
        assert not any(empty in " ".join(render(found, lang)) for empty in ("（）", "()", "“”", "into ."))


def test_a_share_is_in_per_cent_whether_the_edition_says_so_or_not() -> None:
    name, table, block, field = SHARES
    share = plan(edition(name)).block(table, block).by_id[field]
    for unit in ("%", None):
        met = [numbers.read(text) for text in ("50%", "3家")]
        told = [writing._converted(one, share._replace(unit=unit)) for one in met if one is not None]
        assert [figure.value if figure is not None else None for figure in told] == [50, None]


def test_marks_are_gathered_by_table_and_spelling() -> None:
    rows: list[dict[str, Any]] = [{"power": "无", "coal": "—"}, {"power": " 无 ", "coal": "/"}]
    tables = {table: {"companies": {"rows": rows}} for table in ("2-2", "3-2")}
    found = [one for one in mark_in_words(View(*form(tables)), rule("QJ2008")) if isinstance(one, Finding)]
    told = [
        (
            one.place.sheet,
            one.value,
            one.expected,
            one.params["count"],
            [place.address for place in one.related],
        )
        for one in found
    ]
    assert told == [
        ("表2-2", "无", "0", "2", ["E4"]),
        ("表3-2", "无", "0", "2", ["E4"]),
        ("表2-2", "—", "/", "1", []),
        ("表3-2", "—", "/", "1", []),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("核实无误，核对无误。", "empty"),
        ("没有问题，没有错误。", "empty"),
        ("已核实，设备更新", None),
        ("已核实，设备更", "empty"),
        ("设备更", "short"),
        ("设备更新", None),
    ],
)
def test_four_characters_beside_the_phrases_say_something(text: str, wrong: str | None) -> None:
    assert flaw(text) == wrong
