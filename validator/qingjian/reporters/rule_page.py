"""A rule as a page of text, for `qingjian explain`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import RuleSpec, Wording
from qingjian.patterns import pattern
from qingjian.reporters.wording import say

_HOLE: Final = pattern(r"\{([a-z0-9_]+)\}")


def text(spec: RuleSpec, lang: Lang) -> str:
    """What the rule says and what it rests on."""
    return "\n".join(_lines(spec, lang)) + "\n"


def _lines(spec: RuleSpec, lang: Lang) -> Iterator[str]:
    yield f"{spec.code}  {spec.title[lang]}  ({spec.name})"
    status = [say(f"severity.{spec.severity}", lang), say(f"rule.status.{spec.status}", lang)]
    yield "  " + say("comma", lang).join(status)
    yield ""
    yield from _worded(spec.wording, lang)
    for variant in spec.variants.values():
        yield ""
        yield "  " + say("rule.when", lang, when=variant.when[lang])
        if variant.severity != spec.severity:
            yield "  " + say(f"severity.{variant.severity}", lang)
        yield from _worded(variant, lang)
    yield ""
    yield "  " + say("rule.basis", lang)
    for basis in spec.basis:
        yield f"    {basis.document}  {basis.clause}"
    for key, words in _paragraphs(spec):
        if words:
            yield "  " + say(f"rule.{key}", lang)
            yield f"    {words[lang]}"
    if spec.applies.editions:
        yield "  " + say("rule.editions", lang)
        yield f"    {', '.join(spec.applies.editions)}"
    if spec.replaced_by:
        yield "  " + say("rule.replaced", lang, code=spec.replaced_by)


def _worded(wording: Wording, lang: Lang) -> Iterator[str]:
    yield f"    {_open(wording.message[lang], lang)}"
    yield f"    → {_open(wording.hint[lang], lang)}"


def _paragraphs(spec: RuleSpec) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "tolerance", spec.tolerance
    yield "explanation", spec.explanation
    yield "formula_face", spec.formula_face


def _open(sentence: str, lang: Lang) -> str:
    """The sentence with its figures left open."""
    return _HOLE.sub(say("rule.hole", lang), sentence).replace("{{", "{").replace("}}", "}")
