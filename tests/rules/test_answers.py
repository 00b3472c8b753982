"""Answers of 表1 that leave something out: what counts as an answer and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from support.by_columns import run
from support.forms import form


def _codes(blocks: dict[str, Any]) -> list[tuple[str, str]]:
    found = run(*form({"1": blocks}), only=["QJ2207", "QJ2208"]).findings
    return [(one.code, one.place.address) for one in found]


@pytest.mark.parametrize("total", ["0", "/", "", "五"])
def test_where_nothing_was_published_nothing_is_missing(total: str) -> None:
    assert _codes({"published": {"cells": {"total": total}}, "disclosure": {"rows": []}}) == []


@pytest.mark.parametrize("row", [{"name": "/"}, {"medium": "政府网站"}, {"name": "名单"}])
def test_any_word_on_disclosure_is_an_answer(row: dict[str, str]) -> None:
    blocks = {"published": {"cells": {"total": "5"}}, "disclosure": {"rows": [row]}}
    assert _codes(blocks) == []


def test_a_form_without_the_section_is_told_elsewhere() -> None:
    assert _codes({"published": {"cells": {"total": "5"}}}) == []
    assert _codes({"disclosure": {"rows": []}}) == []


@pytest.mark.parametrize(
    ("answer", "is_told"),
    [
        ("20%", True),
        ("２０％", True),
        ("约20 %", True),
        ("占比百分之二十", False),
        ("占20%", True),
        ("120人，20%", False),
        ("二十人，占20%", False),
        ("120", False),
        ("/", False),
        ("", False),
        ("未统计", False),
    ],
)
def test_a_share_needs_its_number(answer: str, *, is_told: bool) -> None:
    found = _codes({"training": {"cells": {"officials.five_years": answer}}})
    assert [code for code, _ in found] == (["QJ2208"] if is_told else [])


def test_a_number_formatted_in_percent_is_a_share() -> None:
    for pattern, told in (("0%", ["QJ2208"]), ("General", [])):
        cell = {"text": "0.2", "format": pattern}
        found = _codes({"training": {"cells": {"officials.five_years": cell}}})
        assert [code for code, _ in found] == told
