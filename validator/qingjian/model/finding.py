"""What a rule found: a code, a place and figures, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from qingjian.model.grid import a1

Severity = Literal["mandatory", "verify", "advice"]
SEVERITIES: tuple[Severity, ...] = ("mandatory", "verify", "advice")
_NO_PARAMS: Final[Mapping[str, str]] = {}


class Place(NamedTuple):
    """A cell, a whole sheet (row and col 0) or the whole file (sheet empty)."""

    sheet: str = ""
    row: int = 0
    col: int = 0

    @property
    def address(self) -> str:
        return a1(self.row, self.col) if self.row and self.col else ""


class Finding(NamedTuple):
    """One problem. `params` fill the rule's message; every value is a string, ready to show."""

    code: str
    severity: Severity
    place: Place
    table: str = ""
    row: str = ""
    """What the clerk calls the row: a company's name, an item's caption, 合计."""
    field: str = ""
    value: str | None = None
    expected: str | None = None
    difference: str | None = None
    related: tuple[Place, ...] = ()
    params: Mapping[str, str] = _NO_PARAMS


class Skipped(NamedTuple):
    """A rule that could not run, and the code of the reason (schemas/reasons.json)."""

    code: str
    reason: str
    detail: str = ""
