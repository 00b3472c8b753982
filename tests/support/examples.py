"""The examples of the rule files, judged by their own rules."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

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
    before = example.get("previous")
    previous = (
        summarise(*form(before["tables"], before.get("edition", edition.id)), "去年.xlsx") if before else None
    )
    factors = tuple(Decimal(value) for value in example.get("accepted", ()))
    return run(filled, edition, only=[code], previous=previous, factors=factors)
