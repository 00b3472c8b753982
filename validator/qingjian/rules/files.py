"""What the reader met in the file itself and a person should know."""

from __future__ import annotations

from typing import Final

from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.tables import table
from qingjian.model.finding import Place
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.view import View

_OF_WORD: Final = frozenset({"word-form", "stray-figure"})
"""There is nothing to remove; what helps is the official workbook."""


@rule("QJ0001")
def oddities(view: View, spec: RuleSpec) -> Outcomes:
    """One finding for each kind of oddity on each sheet, those apart that nobody needs to act on."""
    known = table("oddities.json")
    told: set[tuple[str, str | None]] = set()
    for oddity in view.form.grid.oddities:
        at_cell = oddity.row is not None
        if known.get(oddity.code, {}).get("severity") is None or (
            not at_cell and (oddity.code, oddity.sheet) in told
        ):
            continue
        told.add((oddity.code, oddity.sheet))
        yield spec.finding(
            Place(oddity.sheet or "", oddity.row or 0, oddity.col or 0),
            variant="word" if oddity.code in _OF_WORD else None,
            oddity=oddity.code,
            detail=oddity.detail,
        )
