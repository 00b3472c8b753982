"""One term of the trade: what it means, what it is called in the other language."""

from __future__ import annotations

from collections.abc import Sequence

from qingjian.catalog.glossary import Term, term
from qingjian.catalog.messages import Lang
from qingjian.reporters.article import Article, facts, say


def article(found: Term, lang: Lang) -> Article:
    """What there is to say of a term."""
    title, aliases, other = (
        (found.zh, found.zh_forms, found.en)
        if lang == "zh"
        else (found.en, (), say("listing", lang).join((found.zh, *found.zh_forms)))
    )
    told: dict[str, Sequence[str]] = {
        "definition": [found.definition[lang]],
        "aliases": aliases,
        "other_language": [other],
        "source": [found.source] if found.source else [],
        "see": [say("listing", lang).join(words_of(one, lang) for one in found.see)] if found.see else [],
    }
    return Article("term", found.id, title, facts(told))


def words_of(identity: str, lang: Lang) -> str:
    """What a term is called."""
    found = term(identity)
    return found.zh if lang == "zh" else found.en
