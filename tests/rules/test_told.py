"""What the findings of every example come to, to the last word: places, figures, and the sentences in both languages.

An example announces what matters of it; this is all the rest, looked at once and kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qingjian.catalog.messages import LANGS, render
from qingjian.catalog.rules import RuleSpec, rules
from qingjian.model.finding import Finding, Place
from qingjian.rules.runner import Outcome
from support.examples import judged
from support.snapshot import Snapshot

SPECS = [spec for spec in rules() if any("tables" in example for example in spec.examples)]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.code)
def test_examples_are_told_in_full(spec: RuleSpec, snapshot: Snapshot) -> None:
    lines: list[str] = []
    for index, example in enumerate(spec.examples):
        if "tables" in example:
            lines += [f"# {index}", *_outcome(judged(spec.code, example))]
    snapshot("\n".join(lines))


def _outcome(outcome: Outcome) -> Iterator[str]:
    for number, finding in enumerate(outcome.findings, 1):
        yield from _finding(number, finding)
    for skipped in outcome.skipped:
        if skipped.reason != "table-not-bound":  # examples are never whole forms
            yield f"- {skipped.reason} {skipped.detail}".rstrip()


def _finding(number: int, found: Finding) -> Iterator[str]:
    links = f"cause {found.cause}" if found.cause else ""
    told = [
        f"{number}.",
        _cell(found.place),
        found.severity,
        found.row,
        found.field,
        found.params.get("variant", ""),
        links,
    ]
    yield " ".join(filter(None, told))
    for name, places in (("with", found.related), ("suspects", found.suspects)):
        if places:
            yield f"   {name} {' '.join(map(_cell, places))}"
    yield f"   {found.value} | {found.expected} | {found.difference}"
    for lang in LANGS:
        yield from (f"   {text}" for text in render(found, lang))


def _cell(place: Place) -> str:
    return f"{place.sheet}!{place.address or place.row or ''}"
