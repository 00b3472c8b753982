"""Whether an explanation says anything: the lists of schemas/explanations.json."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from qingjian.catalog.notation import normal
from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple

Flaw = Literal["empty", "short", "wordless", "reference"]


class _Lists(NamedTuple):
    phrases: tuple[str, ...]
    """Longest first, so that a phrase inside another does not spoil it."""
    words: frozenset[str]
    fillers: tuple[str, ...]
    references: frozenset[str]
    blanks: frozenset[str]
    shortest: int


@cache
def _lists() -> _Lists:
    raw: Mapping[str, Any] = table("explanations.json")
    return _Lists(
        phrases=_longest_first(raw["phrases"]),
        words=frozenset(map(bare, raw["words"])),
        fillers=_longest_first(raw["fillers"]),
        references=frozenset(map(bare, raw["references"])),
        blanks=frozenset(map(bare, raw["blanks"])),
        shortest=raw["shortest"],
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(map(bare, words), key=len, reverse=True))


def bare(text: str) -> str:
    """Letters and digits alone."""
    return "".join(char for char in normal(text) if char.isalnum())


def flaw(text: str) -> Flaw | None:
    """Why a text is no explanation; None when it is one."""
    lists, said = _lists(), bare(text)
    if not any(char.isalpha() for char in said):
        return "wordless"
    if said in lists.words:
        return "empty"
    if said in lists.references:
        return "reference"
    left = _without(said, lists.phrases)
    if left != said and len(_without(left, lists.fillers)) < lists.shortest:
        return "empty"
    return "short" if len(said) < lists.shortest else None


def is_blank(text: str) -> bool:
    """Nothing, or a word for nothing, in the place of a figure."""
    said = bare(text)
    return not text.strip() or said in _lists().blanks


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text
