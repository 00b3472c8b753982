"""Lint of errata: each points to a place that is there and quotes what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qingjian.catalog.edition import Edition, Erratum
from qingjian.catalog.problem import Problem
from qingjian.catalog.resolve import find, printed_texts
from qingjian.errors import BadSchema

Json = dict[str, Any]


def problems(edition: Edition, whole: Json) -> Iterator[Problem]:
    """Errata that do not hold; `whole` is the resolved declaration."""
    for erratum in edition.errata:
        texts = _texts(whole, erratum.at)
        if texts is None:
            yield Problem("errata", "erratum-place", {"at": erratum.at})
        elif not _stands(erratum, texts):
            yield Problem("errata", "erratum-text", {"at": erratum.at, "printed": erratum.printed})


def _stands(erratum: Erratum, texts: list[str]) -> bool:
    """An empty quotation means that nothing is printed there."""
    if not erratum.printed:
        return not texts
    return any(erratum.printed in text for text in texts)


def _texts(whole: Json, at: str) -> list[str] | None:
    """What is printed at a place; None when there is no such place."""
    head, _, last = at.rpartition("/")
    try:
        if head.endswith("/notes") and last.isdigit():
            return [_node(whole, head.removesuffix("/notes"))["notes"][int(last)]]
        if last == "unit":
            unit = _node(whole, head).get("unit")
            return [unit] if unit else []
        return list(printed_texts(_node(whole, at)))
    except (BadSchema, IndexError, KeyError):
        return None


def _node(whole: Json, at: str) -> Json:
    owner, index = find(whole, at, "")
    return owner[index]
