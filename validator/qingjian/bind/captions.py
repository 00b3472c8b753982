"""Captions compared by what they say: spaces, brackets of either width, footnote marks, units,
years and section numbers put aside."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from qingjian.catalog.notation import normal, notation
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_INVISIBLE: Final = pattern("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u3164\u2800]+")
_FOOTNOTE: Final = pattern(r"\[[0-9]{1,2}\]")
_YEAR: Final = pattern(r"(?:[0-9]{4}|[_-]{2,}|\{[a-z0-9+-]+\}|本)?年度?")
_NUMBERING: Final = pattern(r"^(?:[一二三四五六七八九十]{1,3}、|\(?[0-9]{1,2}[)、.](?![0-9]))")
_DOTS: Final = pattern(r"[.…·]{2,}")
_BRACKET: Final = pattern(r"\(([^()]*)\)")
_FORMATTING: Final = str.maketrans("", "", ":;,。、'\"_")


class Keyed(NamedTuple):
    """What a caption says."""

    full: str
    """Everything but looks, unit, year and numbering."""
    bare: str
    """The same without any brackets."""
    unit: str | None


def unit_of(text: str) -> str | None:
    """The unit a text names, in the form's own spelling."""
    unit = notation().units.get(normal(_plain(text).strip("()")))
    return unit.name if unit else None


@lru_cache(maxsize=16_384)
def keyed(text: str) -> Keyed:
    """Normal forms of a caption; cached, because a thousand files share their captions."""
    name = _name(text)
    if name:
        return Keyed(name, name, None)
    plain = _YEAR.sub("年", _FOOTNOTE.sub("", _plain(text)))
    plain = _NUMBERING.sub("", _DOTS.sub("…", plain))
    unit: str | None = None
    for inner in _BRACKET.findall(plain):
        known = unit_of(inner)
        if known is not None:
            unit = known
            plain = plain.replace(f"({inner})", "")
    full = plain.translate(_FORMATTING)
    return Keyed(full, _BRACKET.sub("", plain).translate(_FORMATTING) or full, unit)


def keys(text: str) -> tuple[str, ...]:
    """The normal forms of a text that is hardly a caption, such as one of a hundred thousand names."""
    name = _name(text)
    return (name,) if name else _few_keys(text)


def _name(text: str) -> str:
    """The normal form of a text in which nothing has to be put aside, such as a company's name; of others, none."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return plain if plain.isalnum() and "年" not in plain else ""


@lru_cache(maxsize=1_024)  # names of industries come again and again
def _few_keys(text: str) -> tuple[str, ...]:
    full, bare, _ = keyed.__wrapped__(text)
    return (full,) if full == bare else (full, bare)


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


class Wanted(NamedTuple):
    """The normal forms under which a caption of the edition may appear."""

    full: str
    keys: frozenset[str]

    def matches(self, found: Keyed) -> bool:
        return found.full in self.keys or found.bare in self.keys


@lru_cache(maxsize=4_096)
def wanted(caption: str, aliases: tuple[str, ...] = ()) -> Wanted:
    """What to look for when a caption of the edition is looked for."""
    forms = [keyed(text) for text in (caption, *aliases)]
    return Wanted(forms[0].full, frozenset(key for form in forms for key in (form.full, form.bare) if key))


def near(one: str, other: str) -> bool:
    """The same caption with a slip or two: at most one character in six differs."""
    longest = max(len(one), len(other))
    if longest < 5 or abs(len(one) - len(other)) > longest // 6:
        return False
    return _distance(one, other, longest // 6) <= longest // 6


def _distance(one: str, other: str, limit: int) -> int:
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
        if min(row) > limit:
            return limit + 1
    return row[-1]
