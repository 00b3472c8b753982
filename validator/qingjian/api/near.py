"""Names that resemble a word nobody knows, and words that tell things of one name apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from qingjian.api.fields import Asked, all_editions, asked
from qingjian.bind.captions import keyed
from qingjian.catalog.editions import edition_ids
from qingjian.catalog.factors import factors
from qingjian.catalog.glossary import terms
from qingjian.catalog.rules import rule_codes

_MOST: Final = 6
_ALIKE: Final = 0.5


def fields(word: str, among: Iterable[Asked]) -> tuple[str, ...]:
    """Fields whose caption or id resembles a word, as `caption (id)`."""
    return _near(word, _field_names(among))


def anything(word: str) -> tuple[str, ...]:
    """Names of every sort that resemble a word."""
    editions = {title: one.id for one in all_editions() for title in one.title.values()}
    names = {
        name: name for name in (*edition_ids(), *rule_codes(), *(one.id for one in factors()))
    } | editions
    names |= {name: name for found in terms() for name in found.names()}
    for edition in all_editions():
        names = _field_names(asked(edition)) | names
    return _near(word, names)


def choices(found: Iterable[Asked]) -> tuple[str, ...]:
    """Each field by words that mean it alone."""
    told = [f"{one.edition.id} {one.sheet.name} {one.id} ({one.caption})" for one in found]
    return tuple(dict.fromkeys(told))[: 2 * _MOST]


def _field_names(among: Iterable[Asked]) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in among:
        shown = f"{one.caption} ({one.id})"
        bare = keyed(one.field.caption).bare
        names |= {name: shown for name in (one.caption, bare, one.id, one.field.id) if name}
    return names


def _near(word: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Editions, then what holds the word, then what is spelt alike."""
    plain = word.casefold()
    holding = sorted((name for name in names if plain in name.casefold()), key=len)
    alike = get_close_matches(word, list(names), n=_MOST, cutoff=_ALIKE)
    found = dict.fromkeys(names[name] for name in (*holding, *alike))
    return tuple(sorted(found, key=lambda name: name not in edition_ids())[:_MOST])
