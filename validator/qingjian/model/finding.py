"""What a rule found: a code, a place and figures, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from qingjian.model.grid import a1
from qingjian.named_tuple import NamedTuple

Severity = Literal["mandatory", "verify", "advice"]
SEVERITIES: tuple[Severity, ...] = ("mandatory", "verify", "advice")
Standing = Literal["mandatory", "verify", "advice", "explained", "trial", "waived"]
STANDINGS: tuple[Standing, ...] = (*SEVERITIES, "explained", "trial", "waived")
_NO_PARAMS: Final[Mapping[str, str]] = {}


class Place(NamedTuple):
    """A cell, a whole sheet (row and col 0) or the whole file (sheet empty)."""

    sheet: str = ""
    row: int = 0
    col: int = 0

    @property
    def address(self) -> str:
        return a1(self.row, self.col) if self.row and self.col else ""


class Waiver(NamedTuple):
    """The receiving bureau lets a finding stand: why, and who decided it."""

    reason: str
    name: str


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
    trial: bool = False
    """The rule is on trial: it informs, and nothing follows from it."""
    demoted_from: Severity | None = None
    """What the rule itself would have said, where a season's declaration says less."""
    explanation: str | None = None
    """The filer's words, where they are accepted."""
    waiver: Waiver | None = None
    """The receiving bureau's, as its ledger has it."""
    cause: int = 0
    """Number of the finding of the same file that this one follows from; 0 for none."""
    suspects: tuple[Place, ...] = ()
    """Cells any one of which, being wrong, would account for this finding and all that follow from it."""
    entangled: tuple[int, ...] = ()
    """Numbers of findings that share cells with this one while no single cell settles both."""

    @property
    def standing(self) -> Standing:
        """As what the finding counts: its severity, unless it is on trial, waived or explained."""
        if self.trial:
            return "trial"
        if self.waiver is not None:
            return "waived"
        return "explained" if self.explanation is not None else self.severity


class Skipped(NamedTuple):
    """A rule that could not run, and the code of the reason (schemas/reasons.json)."""

    code: str
    reason: str
    detail: str = ""
