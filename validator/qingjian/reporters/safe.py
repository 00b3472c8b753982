"""Text from a stranger's file made harmless to show: nothing invisible, nothing that steers a terminal."""

from __future__ import annotations

import unicodedata
from typing import Final

_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, invisible formats (bidi among them), half characters, private use, line separators."""
_BREAKS: Final = {"\n": "⏎", "\r": "", "\t": " "}


def visible(text: str, *, limit: int | None = None) -> str:
    """The text with every steering character written out, on one line, cut at `limit` characters."""
    if limit is not None and len(text) > limit:
        text = text[:limit] + "…"
    if text.isprintable():  # which none of those below is
        return text
    return "".join(_shown(char) for char in text)


def width(text: str) -> int:
    """In columns of a terminal: Chinese characters take two, combining ones none."""
    return sum(columns(char) for char in text)


def columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def is_steering(char: str) -> bool:
    """Whether a character, other than a line break, does something instead of being seen."""
    return char != "\n" and unicodedata.category(char) in _STEERING


def _shown(char: str) -> str:
    if char in _BREAKS:
        return _BREAKS[char]
    return f"<U+{ord(char):04X}>" if is_steering(char) else char
