"""Carbon of every row off by one and the same factor: then the factor that the form declares is to be suspected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding
from qingjian.model.form import Entry
from qingjian.rules.suspects import Item
from qingjian.rules.view import View

_CARBON: Final = "carbon"
_BY: Final = "electricity"
_FEWEST: Final = 3
"""Rows; two may agree by accident."""


def by_factor(findings: Sequence[Finding | None], view: View) -> Iterator[Item]:
    """One item, if no row of the form bears the declared factor out and one other factor fits them all."""
    off = [(at, one) for at, one in enumerate(findings) if one is not None and _is_off(one)]
    if len(off) < _FEWEST or len({one.params["candidates"] for _, one in off}) > 1:
        return
    head, *follow = (at for at, _ in off)
    places = off[0][1].related[1:]
    if places and len(off) == _rows(view):
        yield Item(head, tuple(follow), places)


def _is_off(found: Finding) -> bool:
    return bool(found.params.get("candidates")) and rule(found.code).kind == _CARBON


def _rows(view: View) -> int:
    """How many rows have an energy figure and its carbon, for the factor to be read from."""
    return sum(
        _has_figures(line.entries.get(field.carbon.of), line.entries.get(field.id))
        for block in view.plan.blocks
        for field in block.carbons
        if field.carbon is not None and field.carbon.by == _BY
        for line in view.lines(block)
    )


def _has_figures(*entries: Entry | None) -> bool:
    return all(entry is not None and entry.value for entry in entries)
