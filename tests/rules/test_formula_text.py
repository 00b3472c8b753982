"""Which cells a formula adds up."""

from __future__ import annotations

import pytest

from qingjian.functions import formulas
from qingjian.rules.formula_text import covered, is_official


@pytest.mark.parametrize(
    ("formula", "inside", "outside"),
    [
        ("SUM(E5:E9)", (9, 5), (10, 5)),
        ("=sum($E$5:$E$9)", (5, 5), (5, 6)),
        ("SUM(E9:E5)", (7, 5), (4, 5)),
        ("SUM(F5,H5,J5)", (5, 8), (5, 7)),
        ("F5+H5+J5", (5, 10), (5, 9)),
        ("ROUND(SUM(E5:E9),3)", (5, 5), (10, 5)),
        (formulas.parts_total(("F7", "G7"), 3), (7, 6), (7, 8)),
    ],
)
def test_plain_sums_are_understood(formula: str, inside: tuple[int, int], outside: tuple[int, int]) -> None:
    found = covered(formula)
    assert found is not None
    assert found.holds(*inside)
    assert not found.holds(*outside)


@pytest.mark.parametrize(
    "formula", ["SUM(E5:E9)*1.1", "E5*2", "SUMPRODUCT(E5:E9)", "Sheet2!E5", "1+SUM(E5:E9)", ""]
)
def test_anything_else_is_not(formula: str) -> None:
    assert covered(formula) is None


def test_the_official_total_covers_whatever_stands_above_it() -> None:
    official = formulas.column_total("E", 4)
    found = covered(official)
    assert found is not None
    assert found.holds(5, 5)
    assert found.holds(900, 5)
    assert is_official(official)
    assert is_official(formulas.carbon("E5", "coal", 3))
    assert not is_official("SUM(E5:E9)")
