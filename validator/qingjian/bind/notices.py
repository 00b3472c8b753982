"""Structural findings met while a form is being bound."""

from __future__ import annotations

from dataclasses import dataclass, field

from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place


@dataclass(slots=True)
class Notices:
    """Collects findings; severity and wording are the rule's."""

    found: list[Finding] = field(default_factory=list[Finding])

    def add(
        self,
        code: str,
        place: Place = Place(),
        *,
        table: str = "",
        row: str = "",
        name: str = "",
        variant: str | None = None,
        **params: str,
    ) -> None:
        """One finding of a structural rule; `name` is the id of the field it concerns."""
        self.found.append(rule(code).finding(place, table=table, row=row, field=name, variant=variant, **params))
