"""docs/glossary.md: the terms of the trade by subject, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from qingjian.catalog.glossary import Term, by_subject, term, terms, titles
from qingjian.catalog.tables import table

OWNS: Final = ("docs/glossary.md",)


def files() -> Mapping[str, str]:
    """The page."""
    return {"docs/glossary.md": "\n".join(_page()) + "\n"}


def _page() -> Iterator[str]:
    title = table("glossary.json")["title"]
    yield "<!-- tools/generate.py glossary -->"
    yield ""
    yield f"# {title['zh']} / {title['en']}"
    yield ""
    yield (
        f"共 {len(terms())} 条，来自 `schemas/glossary.json`；`qingjian explain 术语` 在命令行查同样的内容。"
        "没有注明出处的，是本工具自己的用语。"
    )
    yield ""
    yield (
        f"{len(terms())} terms from `schemas/glossary.json`; `qingjian explain TERM` tells the same. "
        "Where no source is given, the word is this tool's own."
    )
    for subject, names in titles().items():
        yield ""
        yield f"## {names['zh']} / {names['en']}"
        for one in by_subject(subject):
            yield from _entry(one)


def _entry(one: Term) -> Iterator[str]:
    yield ""
    yield f"### {one.zh} / {one.en}"
    yield ""
    yield f"{one.definition['zh']}  "
    yield one.definition["en"]
    lines = list(_details(one))
    if lines:
        yield ""
        yield from lines


def _details(one: Term) -> Iterator[str]:
    if one.zh_forms:
        yield f"- 也称 / also: {'、'.join(one.zh_forms)}"
    if one.source:
        yield f"- 出处 / source: {one.source}"
    if one.see:
        yield f"- 参见 / see: {'、'.join(f'{term(other).zh} / {term(other).en}' for other in one.see)}"
