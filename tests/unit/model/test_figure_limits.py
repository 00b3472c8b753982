"""Numbers that no spreadsheet can hold are no numbers; those it can hold never raise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qingjian.model.figure import plain, rounded, stored


@pytest.mark.parametrize("text", ["1e309", "1e9999999", "1e-400", "1e999999999999999999999", "10e308"])
def test_out_of_range_is_no_number(text: str) -> None:
    assert stored(text) is None


@pytest.mark.parametrize("text", ["1.7E308", "1E-308", "-9.99999999999999E+307"])
def test_the_widest_numbers_round_and_print(text: str) -> None:
    value = stored(text)
    assert value is not None
    assert rounded(value, 6) == (0 if abs(value) < 1 else value)
    assert Decimal(plain(value)) == value
