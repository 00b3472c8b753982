"""The terms of the trade in both languages, schemas/glossary.json."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from qingjian import resources
from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple


class Term(NamedTuple):
    """A term, what it is called in the other language, what it means."""

    id: str
    zh: str
    en: str
    definition: Mapping[str, str]
    zh_forms: tuple[str, ...]
    """Other words for it that people use or the forms print."""
    en_forms: tuple[str, ...]
    """Other English words that are allowed for it."""
    source: str | None
    """Document and clause that define it; None where the product does."""
    see: tuple[str, ...]
    is_everyday: bool
    """Too common a word to be asked for in every English sentence."""

    def names(self) -> tuple[str, ...]:
        """Every word that stands for the term."""
        return (self.zh, *self.zh_forms, self.en, *self.en_forms)


def terms() -> tuple[Term, ...]:
    """Every term, in the order of the file: by subject."""
    return _terms(resources.root())


def term(identity: str) -> Term:
    """The term with this id."""
    return next(found for found in terms() if found.id == identity)


def named(word: str) -> tuple[Term, ...]:
    """The terms that a word stands for; letter case does not count."""
    wanted = word.strip().casefold()
    whole = tuple(found for found in terms() if wanted in (found.zh, found.en.casefold(), found.id))
    return whole or tuple(found for found in terms() if wanted in map(str.casefold, found.names()))


def titles() -> Mapping[str, Mapping[str, str]]:
    """Subject → what to call it, in the order of the page."""
    titles_: Mapping[str, Mapping[str, str]] = table("glossary.json")["subjects"]
    return titles_


def by_subject(subject: str) -> tuple[Term, ...]:
    """The terms of a subject."""
    wanted = {entry["id"] for entry in table("glossary.json")["terms"] if entry["subject"] == subject}
    return tuple(found for found in terms() if found.id in wanted)


@cache
def _terms(root: str) -> tuple[Term, ...]:
    del root  # only tells one schemas folder from another
    return tuple(
        Term(
            id=entry["id"],
            zh=entry["zh"],
            en=entry["en"],
            definition=entry["definition"],
            zh_forms=tuple(entry.get("zh_forms", ())),
            en_forms=tuple(entry.get("en_forms", ())),
            source=entry.get("source"),
            see=tuple(entry.get("see", ())),
            is_everyday=entry.get("everyday", False),
        )
        for entry in table("glossary.json")["terms"]
    )
