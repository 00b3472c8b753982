"""Text to figure: the closed list, what it refuses, and that it never raises."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.functions import names, numbers
from qingjian.model.figure import plain

UNDERSTOOD = [
    ("650", "650", (), None),
    ("650 ", "650", ("spaces",), None),
    ("\u3000650\n", "650", ("spaces",), None),
    ("6\u200b50", "650", ("invisible",), None),
    ("１６９，１００", "169100", ("full-width", "grouping"), None),
    ("1,234.5", "1234.5", ("grouping",), None),
    ("3.6吨", "3.6", ("unit",), "吨"),
    ("3.6 t/a", "3.6", ("unit",), "吨"),
    ("３．６ｋｇ", "3.6", ("full-width", "unit"), "千克"),
    ("44178m³", "44178", ("unit",), "m3"),
    ("7.4万度", "7.4", ("unit",), "万度"),
    ("1.2万", "12000", ("multiplier",), None),
    ("(3.2)", "-3.2", ("parentheses",), None),
    ("（3.2）", "-3.2", ("full-width", "parentheses"), None),
    ("-3.2", "-3.2", (), None),
    ("－3.2", "-3.2", ("sign",), None),
    ("\u22123.2", "-3.2", ("sign",), None),
    ("+3.2", "3.2", ("sign",), None),
    ("'650", "650", ("apostrophe",), None),
    ("3。6", "3.6", ("point",), None),
    (".5", "0.5", ("point",), None),
    ("5.", "5", ("point",), None),
    ("0650", "650", ("leading-zeros",), None),
    ("1.2E+5", "120000", ("exponent",), None),
    ("￥126.67", "126.67", ("currency",), "元"),
    ("12%", "12", ("unit",), "%"),
    ("0.00", "0", (), None),
]
REFUSED = [
    "", " ", "/", "—", "无", "约30", "≥5", "30-40", "3/4", "1,2345", "12,34", "1 2", "100 200", "--5", "—3",
    "²", "①", "三百", "2024年", "3.6吨左右", "1.2.3", "1e999", "1E100", "1E-100", "1E-400", "O.5", "(-3)", "5万元元", "¥5吨", "#REF!",
    "9" * 81, "NaN", "Infinity", "0x10", "1_000", "٣", "१२",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "oddities", "unit"), UNDERSTOOD)
def test_the_closed_list_is_understood(
    text: str, value: str, oddities: tuple[str, ...], unit: str | None
) -> None:
    reading = numbers.read(text)
    assert reading is not None
    assert (str(reading.figure), reading.oddities, reading.unit) == (value, oddities, unit)


@pytest.mark.parametrize("text", REFUSED)
def test_everything_else_is_refused(text: str) -> None:
    assert numbers.read(text) is None


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("3.6kg", "吨", "0.0036"),
        ("1.2万kWh", "度", "12000"),
        ("1.2亿元", "万元", "12000"),
        ("5000元", "万元", "0.5"),
        ("4.4万方", "m3", "44000"),
        ("1.2万", "度", "12000"),
        ("1.2万", "千克", "12000"),
        ("650", "吨", "650"),
    ],
)
def test_a_written_unit_is_converted_to_the_column(text: str, column: str, value: str) -> None:
    reading = numbers.read(text)
    assert reading is not None
    assert str(reading.in_unit(column)) == value


@pytest.mark.parametrize(("text", "column"), [("1.2万", "万元"), ("3.6吨", "度"), ("5人", "个")])
def test_two_readings_or_none_are_not_converted(text: str, column: str) -> None:
    reading = numbers.read(text)
    assert reading is not None
    assert reading.in_unit(column) is None


def test_saved_water_may_be_written_in_cubic_metres() -> None:
    reading = numbers.read("600m3")
    assert reading is not None
    assert reading.in_unit("吨") is None
    assert str(reading.in_unit("吨", substance="water")) == "600"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("/", "not-applicable"), ("   / ", "not-applicable"), ("／", "not-applicable"), ("—", "dash"), ("-", "dash"),
     ("无", "none"), ("0", None), ("", None), ("无组织", None)],
)  # fmt: skip
def test_marks_stay_apart(text: str, kind: str | None) -> None:
    assert numbers.mark(text) == kind


@given(st.text())
def test_any_text_is_read_without_raising(text: str) -> None:
    reading = numbers.read(text)
    assert (reading is not None) + (numbers.mark(text) is not None) + numbers.is_blank(text) <= 1


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_a_plain_number_reads_as_itself(value: Decimal) -> None:
    reading = numbers.read(plain(value))
    assert reading is not None
    assert (reading.figure.value, reading.oddities) == (value, ())


@given(st.integers(min_value=0, max_value=10**14), st.integers(min_value=0, max_value=4))
def test_grouping_and_full_width_change_nothing(whole: int, places: int) -> None:
    value = Decimal(whole).scaleb(-places)
    wide = f"{value:,f}".translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    reading = numbers.read(wide)
    assert reading is not None
    assert reading.figure.value == value


SPELLINGS = st.text(
    alphabet="0123456789０１２.,，。+-−－()（）eE万亿吨度kgm³3/ \u3000\u200b'¥%无—", max_size=20
)


@given(SPELLINGS)
def test_the_corrected_figure_needs_no_correction(text: str) -> None:
    reading = numbers.read(text)
    if reading is not None:
        again = numbers.read(str(reading.figure))
        assert again is not None
        assert (again.figure.value, again.oddities, again.unit) == (reading.figure.value, (), None)


def test_what_is_invisible_is_not_printable() -> None:
    """On which `numbers` and `names` rely when they look for it."""
    ranges = (
        (0xAD, 0xAD),
        (0x180E, 0x180E),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0x2066, 0x2069),
    )
    for first, last in (*ranges, (0xFEFF, 0xFEFF)):
        for code in range(first, last + 1):
            assert not chr(code).isprintable()
            assert numbers.is_blank(chr(code))
            assert names.normal(f"甲（乙）{chr(code)}丙") == "甲(乙)丙"
