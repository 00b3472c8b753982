"""How much an odd figure weighs: its share of its column's total, so that an officer reads the heaviest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from qingjian.catalog.rules import rule
from qingjian.functions import numbers
from qingjian.model.finding import Finding
from qingjian.rules.view import View

EFFECT: Final = "effect"
"""The parameter that holds the share, 0 to 1."""
_ODD: Final = "plausible."
"""Rules about figures that are possible and odd, by the beginning of their names."""


def weighed(findings: Iterable[Finding], view: View) -> Iterator[Finding]:
    """The findings, those about odd figures with their effect where the total can be read."""
    for found in findings:
        share = _share(found, view) if rule(found.code).name.startswith(_ODD) else None
        yield found if share is None else found._replace(params={**found.params, EFFECT: share})


def _share(found: Finding, view: View) -> str | None:
    value = numbers.read(found.value or "")
    if value is None:
        return None
    for line, filled in view.total_lines:
        if line.block.table == found.table and filled.columns.get(found.field) == found.place.col:
            entry = line.entries.get(found.field)
            total = entry.value if entry is not None else None
            if total is None or total <= 0:
                return None
            return f"{min(abs(value.figure.value) / total, Decimal(1)):.4f}"
    return None
