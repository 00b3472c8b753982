"""Rules, editions, tables, fields, factors and terms in words, found by what people call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qingjian.api import about_edition, about_factor, about_field, about_term, near
from qingjian.api.fields import Asked, all_editions, asked, search, table
from qingjian.catalog import glossary
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.factors import factor
from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import RuleSpec, rule, rules
from qingjian.errors import AmbiguousTopic, UnknownRule, UnknownTopic
from qingjian.patterns import pattern
from qingjian.reporters import rule_page
from qingjian.reporters.article import Article, Fact, text
from qingjian.reporters.wording import say

_CODE: Final = pattern(r"qj[0-9]{4}", re.IGNORECASE)
_FAMILY: Final = pattern(r"qj[0-9]{1,3}", re.IGNORECASE)


def explain(topic: str, lang: Lang = "zh") -> str:
    """All there is to say of a topic: `QJ2103`, `liaoning/2024`, `liaoning/2024 表2-2 节电`, `节电`, the id or
    figure of an electricity factor, a term of the glossary. Several topics may follow each other."""
    return "\n".join(text(one, lang) for one in articles(topic.split(), lang))


def articles(words: Sequence[str], lang: Lang = "zh") -> tuple[Article, ...]:
    """The articles that words ask for; an edition is followed by a table and a field of it, if by anything."""
    found: list[Article] = []
    rest = list(words)
    while rest:
        taken = _term_words(rest)
        while taken < len(rest) and not _stands_alone(rest[taken]) and _goes_on(rest[0]):
            taken += 1
        found += _articles(rest[:taken], lang)
        rest = rest[taken:]
    return tuple(found)


def listed(lang: Lang = "zh") -> tuple[tuple[str, str, str], ...]:
    """Code, severity and title of every rule that is not withdrawn."""
    return tuple(
        (spec.code, say(f"severity.{spec.severity}", lang), spec.title[lang])
        for spec in rules()
        if spec.status != "withdrawn"
    )


def _term_words(words: Sequence[str]) -> int:
    """How many of the first words name a term together, such as `operating margin`; else one."""
    together = (count for count in range(len(words), 1, -1) if glossary.named(" ".join(words[:count])))
    return next(together, 1)


def _stands_alone(word: str) -> bool:
    return bool(_CODE.fullmatch(word)) or factor(word) is not None or _edition(word) is not None


def _goes_on(word: str) -> bool:
    """Whether the words after this one narrow it down."""
    return _edition(word) is not None or table(word, all_editions()) is not None


def _articles(words: list[str], lang: Lang) -> list[Article]:
    first = words[0]
    if _CODE.fullmatch(first):
        return [_rule(rule(first.upper()), lang)]
    if _FAMILY.fullmatch(first):
        return [_family(first.upper(), lang)]
    known = factor(first)
    if known is not None:
        return [about_factor.article(known, lang)]
    chosen = _edition(first)
    if chosen is not None:
        return [_within(chosen, words[1:], lang)]
    return _by_name(words, lang)


def _edition(word: str) -> Edition | None:
    plain = word.casefold()
    return edition(plain) if plain in edition_ids() else None


def _rule(spec: RuleSpec, lang: Lang) -> Article:
    title, *lines = rule_page.text(spec, lang).splitlines()
    return Article("rule", spec.code, title, (Fact("text", tuple(lines)),))


def _family(beginning: str, lang: Lang) -> Article:
    """The rules whose codes begin alike."""
    lines = tuple("  ".join(row) for row in listed(lang) if row[0].startswith(beginning))
    if not lines:
        raise UnknownRule(beginning)
    return Article("rule", beginning, beginning, (Fact("text", lines),))


def _within(chosen: Edition, words: list[str], lang: Lang) -> Article:
    """The edition, a table of it or a field of it."""
    if not words:
        return about_edition.article(chosen, lang)
    table_id = table(words[0], [chosen])
    if table_id is not None and len(words) == 1:
        return about_edition.table_article(chosen, table_id, lang)
    rest, tables = (words[1:], [table_id]) if table_id is not None else (words, [])
    found = search(rest, asked(chosen, tables))
    if not found:
        raise UnknownTopic(" ".join(words), near.fields(rest[-1], asked(chosen, tables)))
    return _field(found, " ".join(words), lang, everywhere=False)


def _by_name(words: list[str], lang: Lang) -> list[Article]:
    """Without an edition: terms and factors' figures first, then the field in the newest form that has it."""
    topic = " ".join(words)
    found = [about_term.article(one, lang) for one in glossary.named(topic)]
    found += [about_factor.article(one, lang) for one in about_factor.valued(topic)]
    if found:
        return found
    table_id = table(words[0], all_editions())
    if table_id is not None and len(words) == 1:
        newest = next(one for one in all_editions() if table(words[0], [one]) is not None)
        return [about_edition.table_article(newest, table_id, lang)]
    for chosen in all_editions():
        if table_id is not None and table(words[0], [chosen]) is None:
            continue
        tables = [] if table_id is None else [table_id]
        places = search(words[1:] if table_id else words, asked(chosen, tables))
        if places:
            return [_field(places, topic, lang, everywhere=True)]
    raise UnknownTopic(topic, near.anything(topic))


def _field(found: tuple[Asked, ...], topic: str, lang: Lang, *, everywhere: bool) -> Article:
    """One article for tables that ask alike; different fields of one name are to be told apart."""
    if len({(one.id, one.caption) for one in found}) > 1:
        raise AmbiguousTopic(topic, near.choices(found))
    return about_field.article(found, lang, everywhere=everywhere)
