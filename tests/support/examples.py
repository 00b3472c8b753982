"""The examples of the rule files, judged by their own rules, and all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from qingjian.catalog.messages import LANGS, render
from qingjian.model.finding import Finding, Place
from qingjian.model.progress import Declared
from qingjian.rules.previous_form import summarise
from qingjian.rules.runner import Outcome, run
from support.by_columns import by_columns
from support.forms import form


def judged(code: str, example: Mapping[str, Any], *, columns: bool = False) -> Outcome:
    """What a rule says of the form that one of its examples describes; its lists row by row, or by columns."""
    filled, edition = form(
        example["tables"],
        example["edition"],
        parameters=example.get("parameters"),
        how=example.get("how", "content"),
        hidden=example.get("hidden"),
        merges=example.get("merges"),
        grid_format=example.get("format", "xlsx"),
        oddities=example.get("oddities", ()),
    )
    if columns:
        filled = by_columns(filled, edition)
    filled = filled._replace(progress=_declared(example.get("progress", ())))
    before = example.get("previous")
    previous = (
        summarise(*form(before["tables"], before.get("edition", edition.id)), "去年.xlsx") if before else None
    )
    factors = tuple(Decimal(value) for value in example.get("accepted", ()))
    return run(filled, edition, only=[code], previous=previous, factors=factors)


def _declared(lines: Sequence[Sequence[str]]) -> tuple[Declared, ...]:
    """The sheet 名单进度, from its second row down."""
    return tuple(
        Declared(name, state, Place("名单进度", row, 2)) for row, (name, state) in enumerate(lines, 2)
    )


def told(outcome: Outcome) -> Iterator[str]:
    """Every place, figure and sentence of an outcome."""
    for number, finding in enumerate(outcome.findings, 1):
        yield from _finding(number, finding)
    for skipped in outcome.skipped:
        if skipped.reason != "table-not-bound":  # examples are never whole forms
            yield f"- {skipped.reason} {skipped.detail}".rstrip()


def _finding(number: int, found: Finding) -> Iterator[str]:
    links = f"cause {found.cause}" if found.cause else ""
    parts = [
        f"{number}.",
        _cell(found.place),
        found.severity,
        found.row,
        found.field,
        found.params.get("variant", ""),
        links,
    ]
    yield " ".join(filter(None, parts))
    for name, places in (("with", found.related), ("suspects", found.suspects)):
        if places:
            yield f"   {name} {' '.join(map(_cell, places))}"
    yield f"   {found.value} | {found.expected} | {found.difference}"
    for lang in LANGS:
        yield from (f"   {text}" for text in render(found, lang))


def _cell(place: Place) -> str:
    return f"{place.sheet}!{place.address or place.row or ''}"
