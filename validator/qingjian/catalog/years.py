"""{year}, {year-1} and {blank} in the words of an edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from qingjian.patterns import pattern

PLACEHOLDER: Final = pattern(r"\{(?:(?P<blank>blank)|year(?P<offset>[+-][1-9])?)\}")
_ANY: Final = pattern(r"\{[^{}]*\}?")
BLANK: Final = "    "
"""What a printed blank for the year looks like on the sheet."""
LINE: Final = "________"
"""A blank that a text begins with: spaces would not show there."""


def filled(text: str, year: int) -> str:
    """The words as they stand in the form of a report year."""
    blank = LINE if text.startswith("{blank}") else BLANK
    return replaced(text, lambda offset: str(year + offset), blank)


def replaced(text: str, word: Callable[[int], str], blank: str) -> str:
    """The words with each year written by `word`, given its distance from the report year."""

    def written(found: re.Match[str]) -> str:
        return blank if found["blank"] else word(int(found["offset"] or 0))

    return PLACEHOLDER.sub(written, text)


def unknown(text: str) -> tuple[str, ...]:
    """Braces in a text that are none of the placeholders."""
    return tuple(found for found in _ANY.findall(text) if PLACEHOLDER.fullmatch(found) is None)
