"""Structural findings met while a form is being bound."""

from __future__ import annotations

from typing import Final

from qingjian.bind.page import Page
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.named_tuple import NamedTuple

_WHOLE_FILE: Final = Place()


class Notices:
    """Collects findings; severity and wording are the rule's."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def add(
        self,
        code: str,
        place: Place = _WHOLE_FILE,
        *,
        table: str = "",
        row: str = "",
        name: str = "",
        variant: str | None = None,
        **params: str,
    ) -> None:
        """One finding of a structural rule; `name` is the id of the field it concerns."""
        spec = rule(code)
        if variant is not None:
            params["variant"] = variant
        self.found.append(
            Finding(
                code=code,
                severity=spec.worded(variant).severity,
                place=place,
                table=table,
                row=row,
                field=name,
                params=params,
                trial=spec.status == "trial",
            )
        )


class Site(NamedTuple):
    """Where the binder is at work: a page, the table that stands on it, what is noticed there."""

    page: Page
    table: str
    notices: Notices

    def notice(
        self, code: str, row: int = 0, col: int = 0, *, name: str = "", row_name: str = "", **params: str
    ) -> None:
        """A finding on this page."""
        place = Place(self.page.sheet.name, row, col)
        self.notices.add(code, place, table=self.table, name=name, row=row_name, **params)
