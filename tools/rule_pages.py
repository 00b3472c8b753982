"""docs/rules: a page for every rule and an index, from the rule files and the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from qingjian.catalog.messages import Lang
from qingjian.catalog.rules import RuleSpec, Wording, rules
from qingjian.catalog.tables import table
from qingjian.reporters.wording import say
from qingjian.rules import explain

OWNS: Final = ("docs/rules/*.md",)
_LANG: Final[Lang] = "zh"
_LISTED: Final = 6
"""So many columns are named one by one; of more only the first and the number."""
_HOLE: Final = re.compile(r"\{([a-z0-9_]+)\}")


def files() -> Mapping[str, str]:
    """Path and content of each page."""
    pages = {f"docs/rules/{spec.code}.md": "\n".join(_page(spec)) + "\n" for spec in rules()}
    return {"docs/rules/README.md": "\n".join(_index()) + "\n", **pages}


def _say(key: str, lang: Lang = _LANG, **values: object) -> str:
    found: Any = table("messages/rule-page.json")
    for step in key.split("."):
        found = found[step]
    return str(found[lang]).format_map(values)


def _index() -> Iterator[str]:
    yield f"# {_say('index')}"
    yield ""
    yield _say("lead", count=len(rules()))
    yield ""
    yield _say("lead", "en", count=len(rules()))
    for family in table("messages/rule-page.json")["families"]:
        yield ""
        yield f"## {family} {_say(f'families.{family}')} / {_say(f'families.{family}', 'en')}"
        yield ""
        yield f"| {_say('code')} | {_say('title')} | {_say('severity')} | |"
        yield "|---|---|---|---|"
        for spec in rules():
            if spec.code.startswith(family):
                severity = say(f"severity.{spec.severity}", _LANG)
                yield f"| [{spec.code}]({spec.code}.md) | {spec.title['zh']} | {severity} | {spec.title['en']} |"


def _page(spec: RuleSpec) -> Iterator[str]:
    yield f"# {spec.code} {spec.title['zh']}"
    yield ""
    severity, status = say(f"severity.{spec.severity}", _LANG), say(f"rule.status.{spec.status}", _LANG)
    yield f"`{spec.name}` · {severity} · {status} · {spec.title['en']}"
    yield from _heading("says")
    yield from _wording(spec.wording)
    for variant in spec.variants.values():
        yield ""
        yield f"**{variant.when['zh']}** / {variant.when['en']} · {say(f'severity.{variant.severity}', _LANG)}"
        yield ""
        yield from _wording(variant)
    yield from _heading("how")
    yield explain.describe(spec)
    if spec.tolerance:
        yield _say("tolerance", text=spec.tolerance["zh"])
    yield from _judged(spec)
    yield from _heading("why", severity=severity)
    yield spec.explanation["zh"]
    yield f"{spec.explanation['en']}"
    yield from _heading("basis")
    yield from (f"- {basis.document}：{basis.clause}" for basis in spec.basis)
    yield from _heading("workbook")
    yield spec.formula_face["zh"]
    formula = explain.formula(spec)
    if formula is not None:
        yield from ("", "```text", formula if formula.startswith("=") else f"={formula}", "```")
    yield from _examples(spec)


def _heading(key: str, **values: str) -> Iterator[str]:
    yield ""
    yield f"## {_say(key, _LANG, **values)}"
    yield ""


def _wording(wording: Wording) -> Iterator[str]:
    for lang in ("zh", "en"):
        yield f"> {_open(wording.message[lang])}  "
        yield f"> → {_open(wording.hint[lang])}"
        if lang == "zh":
            yield ">"


def _open(sentence: str) -> str:
    return _HOLE.sub(r"‹\1›", sentence)


def _judged(spec: RuleSpec) -> Iterator[str]:
    found = list(explain.judged(spec))
    if not found:
        return
    yield from _heading("judged")
    for one in found:
        columns = "；".join(one.captions)
        if len(one.captions) > _LISTED:
            columns = _say("many", first=one.captions[0], count=len(one.captions))
        yield f"- `{one.edition}` {one.sheet}：{columns}"


def _examples(spec: RuleSpec) -> Iterator[str]:
    yield from _heading("examples")
    for number, example in enumerate(explain.examples(spec)):
        if number:
            yield ""
        yield f"**{example.title}** · {_say('fails' if example.fails else 'passes')}"
        if example.parameters:
            told = "，".join(f"{name} = {value}" for name, value in example.parameters.items())
            yield from ("", _say("declared", text=told))
        for change in example.changes:
            yield from ("", _say("changed", text=change))
        if example.cells:
            yield ""
            yield f"| {_say('sheet')} | {_say('row')} | {_say('column')} | {_say('content')} |"
            yield "|---|---|---|---|"
            for cell in example.cells:
                yield f"| {cell.sheet} | {cell.row} | {cell.caption} | {_escaped(cell.text) or _say('blank')} |"
        for finding in example.findings:
            if finding:
                yield from ("", _say("reported", text=finding))


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
