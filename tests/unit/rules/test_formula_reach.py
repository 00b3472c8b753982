"""Which cells of its sheet a formula reads: the official total by its place, any other by its text."""

from __future__ import annotations

from typing import Final

import pytest

from qingjian.functions import formulas
from qingjian.rules.formula_text import refers

TOTAL: Final = formulas.column_total("E", 4)


@pytest.mark.parametrize(
    ("own", "other", "is_read"),
    [
        ((9, 5), (8, 5), True),
        ((9, 5), (5, 5), True),
        ((9, 5), (9, 5), False),
        ((9, 5), (10, 5), False),
        ((9, 5), (8, 6), False),
        ((9, 5), (5, 9), False),
        ((9, 6), (8, 6), True),
        ((9, 6), (5, 5), False),
        ((9, 9), (6, 9), True),
        ((5, 9), (4, 8), False),
        ((2, 8), (5, 8), False),
        ((6, 5), (5, 6), False),
        ((9, 6), (4, 5), True),
    ],
)
def test_the_official_total_reads_what_stands_above_it(
    own: tuple[int, int], other: tuple[int, int], *, is_read: bool
) -> None:
    assert refers(TOTAL, own, other) is is_read


def test_a_formula_of_another_shape_reads_what_it_names() -> None:
    assert not refers("SUM(F5:F9)", (9, 5), (8, 5))
    assert refers("SUM(F5:F9)", (9, 5), (8, 6))
    assert refers("sum(f9:f5)", (9, 5), (8, 6))
