"""What is known of one topic as headed lines: as text for people, as data for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

from qingjian import resources
from qingjian.catalog.messages import Lang
from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.safe import visible

Kind = Literal["rule", "edition", "table", "field", "factor", "term"]


class Fact(NamedTuple):
    """Lines under a heading; `name` is its key in schemas/messages/explain.json."""

    name: str
    lines: tuple[str, ...]


class Article(NamedTuple):
    """Everything that `qingjian explain` says of one topic."""

    kind: Kind
    id: str
    title: str
    facts: tuple[Fact, ...]


def say(key: str, lang: Lang, **values: object) -> str:
    """The sentence at a dotted key of schemas/messages/explain.json, filled in."""
    found: Any = _document(resources.root())
    for step in key.split("."):
        found = found[step]
    return str(found[lang]).format_map(values)


def facts(found: Mapping[str, Sequence[str]]) -> tuple[Fact, ...]:
    """Facts from lines by name; headings without a line are left out."""
    return tuple(Fact(name, tuple(lines)) for name, lines in found.items() if lines)


def text(article: Article, lang: Lang) -> str:
    """Title, then every heading with its lines indented."""
    if article.kind == "rule":  # a page of its own, with its own indents
        return "\n".join((article.title, *(line for fact in article.facts for line in fact.lines))) + "\n"
    lines = [f"{article.title}  ({article.id})" if article.id != article.title else article.title]
    for fact in article.facts:
        lines.append("  " + say(f"headings.{fact.name}", lang))
        lines += [f"    {visible(line)}" for line in fact.lines]
    return "\n".join(lines) + "\n"


def as_json(article: Article) -> dict[str, object]:
    """The same as plain data."""
    return {
        "kind": article.kind,
        "id": article.id,
        "title": article.title,
        "facts": {fact.name: list(fact.lines) for fact in article.facts},
    }


@cache
def _document(root: str) -> Mapping[str, Any]:
    del root  # only tells one schemas folder from another
    return table("messages/explain.json")
