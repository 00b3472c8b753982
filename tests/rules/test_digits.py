"""Digits that make no sense: where exactly a number begins to have too many, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from qingjian.model.finding import Finding
from support.by_columns import run
from support.forms import form

CODES = ("QJ2021", "QJ5007")


def _found(*rows: dict[str, Any], total: dict[str, Any] | None = None) -> list[Finding]:
    block: dict[str, Any] = {"rows": [{"name": f"第{n}化工有限公司", **row} for n, row in enumerate(rows)]}
    if total is not None:
        block["total"] = total
    return list(run(*form({"2-1": {"companies": block}}), only=CODES).findings)


def _codes(*rows: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(one.code, one.params.get("variant")) for one in _found(*rows)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.234567", [("QJ5007", None)]),
        ("0.1234567", [("QJ5007", None)]),
        ("1234567.654321", [("QJ5007", None)]),
        ("-1.234567", [("QJ5007", None)]),
        ("1.23456", []),
        ("12345678.12345", []),
        ("0.123456", []),
        ("0.00000123456", []),
        ("1.2345670", [("QJ5007", None)]),
        ("123456789012", []),
        ("0.000001", []),
        ("0.0000009", [("QJ5007", "tiny")]),
        ("9E-7", [("QJ5007", "tiny")]),
        ("1E-6", []),
        ("0.00000000", []),
    ],
)
def test_six_decimals_and_seven_digits_are_too_many_and_less_than_a_gram_too_little(
    text: str, told: list[tuple[str, str | None]]
) -> None:
    assert _codes({"cod": text}) == told


def test_what_is_not_seen_is_not_too_much() -> None:
    assert _codes({"cod": {"text": "1.23456789", "format": "0.00"}}) == []


def test_a_formula_has_as_many_digits_as_come_out() -> None:
    assert _codes({"cod": {"text": "1.23456789", "formula": "A1/3"}}) == []


def test_each_way_is_said_once_per_table() -> None:
    found = _found({"cod": "1.2345678"}, {"so2": "2.3456789", "nox": "0.0000001"}, {"cod": "1"})

    assert [(one.params["count"], [place.address for place in one.related]) for one in found] == [
        ("2", ["H4"]),
        ("1", []),
    ]
    assert found[0].value == "1.2345678"


@pytest.mark.parametrize(
    ("number_format", "text", "shown"),
    [("0%", "0.5", "50%"), ("0.00%", "3.6", "360%"), ("0.0%", "-0.025", "-2.5%")],
)
def test_a_percent_format_is_told_with_what_it_shows(number_format: str, text: str, shown: str) -> None:
    (found,) = _found({"cod": {"text": text, "format": number_format}})
    assert (found.code, found.severity, found.params["shown"]) == ("QJ2021", "verify", shown)


def test_nothing_is_no_percentage() -> None:
    assert _codes({"cod": {"text": "0", "format": "0%"}}) == []
    assert _codes({"cod": {"text": "/", "format": "0%"}}) == []


def test_a_percentage_is_not_told_for_its_digits_as_well() -> None:
    assert _codes({"cod": {"text": "0.12345678", "format": "0.00000000%"}}) == [("QJ2021", None)]
