"""The examples of the rule files, judged by their own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from qingjian.model.finding import Place
from qingjian.model.progress import Declared
from qingjian.rules.previous_form import summarise
from qingjian.rules.runner import Outcome, run
from support.forms import form


def judged(code: str, example: Mapping[str, Any]) -> Outcome:
    """What a rule says of the form that one of its examples describes."""
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
