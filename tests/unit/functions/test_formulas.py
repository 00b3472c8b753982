"""The Excel text of formulas, and what Python gives in their place."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog.wording import pending, spellings
from qingjian.functions import computed, formulas, totals
from qingjian.functions.computed import Value
from qingjian.model.figure import Figure

FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
CELLS = st.none() | FIGURES | st.sampled_from([*spellings(), "3.6吨", "650 ", "待定"])


def test_a_total_takes_everything_between_the_header_and_itself() -> None:
    text = formulas.column_total("D", 4, 3)
    assert set(re.findall(r"\$?[A-Z]\$?\d+", text)) == {"D$4"}
    assert "ROUND(SUM(" in text
    assert "ROUND" not in formulas.column_total("D", 4)


def test_a_row_names_its_own_row_only() -> None:
    assert set(re.findall(r"[A-Z](\d+)", formulas.parts_total(["F7", "H7"], 3))) == {"7"}
    for by in ("electricity", "coal", "oil", "gas"):
        assert set(re.findall(r"\b[A-Z](\d+)\b", formulas.carbon("E7", by, 3))) == {"7"}


def test_no_formula_is_longer_than_excel_allows() -> None:
    longest = formulas.parts_total([f"AB{row}" for row in range(100, 140)])
    assert len(longest) < 8192


@given(st.lists(CELLS, max_size=6))
def test_totals_of_exact_marks_agree_with_the_judge_of_totals(values: list[Value]) -> None:
    found = computed.total(values)
    parts = [
        totals.figure(Figure(value, 3)) if isinstance(value, Decimal) else totals.entry(value or "")
        for value in values
        if value not in ("650 ", "待定", "3.6吨")
    ]
    if len(parts) < len(values):
        assert found == pending().part
    else:
        expected = totals.total(parts)
        assert found == (expected.figure.value if expected.figure else expected.text)


def test_the_empty_text_of_another_formula_is_blank() -> None:
    assert computed.total(["", None]) == ""
    assert computed.total(["", "/"]) == "/"
    assert computed.total(["", Decimal(2)]) == Decimal(2)
    assert computed.carbon_of("", "coal", digits=3) == ""


@pytest.mark.parametrize("text", ["/ ", "／ ", "不 涉及", "O"])
def test_formulas_know_marks_by_their_exact_spelling(text: str) -> None:
    assert not computed.is_mark(text)
    assert computed.total([text]) == pending().part


def test_letter_case_does_not_tell_marks_apart() -> None:
    assert computed.is_mark("n/a")
    assert computed.is_mark("N/A")
    assert len({spelling.casefold() for spelling in spellings()}) == len(spellings())
