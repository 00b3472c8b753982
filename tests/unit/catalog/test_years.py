"""Placeholders of years in captions."""

from __future__ import annotations

import pytest

from qingjian.catalog.years import BLANK, LINE, filled, unknown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{year}年表", "2025年表"),
        ("{year-1}年表", "2024年表"),
        ("{year-2}年至{year+1}年", "2023年至2026年"),
        ("表1  {blank}年表", f"表1  {BLANK}年表"),
        ("{blank}区（县）", f"{LINE}区（县）"),
        ("本年度", "本年度"),
    ],
)
def test_filled(text: str, shown: str) -> None:
    assert filled(text, 2025) == shown


@pytest.mark.parametrize(
    ("text", "braces"),
    [("{year}{blank}", ()), ("{yaer}年", ("{yaer}",)), ("{year-10}", ("{year-10}",)), ("{year", ("{year",))],
)
def test_unknown(text: str, braces: tuple[str, ...]) -> None:
    assert unknown(text) == braces
