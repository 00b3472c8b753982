"""Numbers that no spreadsheet can hold are no numbers; those it can hold never raise."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.model.figure import plain, printed, rounded, shown, stored


@pytest.mark.parametrize("text", ["1e309", "1e9999999", "1e-400", "1e999999999999999999999", "10e308"])
def test_out_of_range_is_no_number(text: str) -> None:
    assert stored(text) is None


@pytest.mark.parametrize("text", ["1.7E308", "1E-308", "-9.99999999999999E+307"])
def test_the_widest_numbers_round_and_print(text: str) -> None:
    value = stored(text)
    assert value is not None
    assert rounded(value, 6) == (0 if abs(value) < 1 else value)
    assert Decimal(plain(value)) == value


@given(
    st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{0,6})?([eE]-?[0-9]{1,3})?", fullmatch=True),
    st.sampled_from(("General", "0", "0.00", "#,##0.0###", "0.0%", "@", "0.00E+00")),
)
def test_what_is_printed_is_the_stored_number_as_shown(text: str, pattern: str) -> None:
    value = stored(text)

    assert printed(text, pattern) == (None if value is None else shown(value, pattern))
    assert str(printed(text)) == str(None if value is None else shown(value))
