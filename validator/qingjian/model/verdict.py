"""What a check says of one file, and of all files together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Literal

from qingjian.model.digest import Digest
from qingjian.model.finding import STANDINGS, Finding, Place, Severity, Skipped, Standing
from qingjian.model.picture import Picture
from qingjian.model.progress import Progress
from qingjian.model.season import NO_SETTINGS, Settings
from qingjian.named_tuple import NamedTuple

Status = Literal["passed", "returned", "attachment", "unreadable"]
UnitBy = Literal["hand", "package", "folder"]


class Reason(NamedTuple):
    """Why a file could not be read or is no form: a code of schemas/refusals.json and its detail."""

    code: str
    detail: str = ""


class Recognised(NamedTuple):
    """Which edition a file is, and how it was told."""

    id: str
    title: Mapping[str, str]
    how: Literal["stamp", "content"]
    confidence: Decimal


class Verdict(NamedTuple):
    """One file judged. It crosses a process boundary, so it holds values only."""

    path: str
    sha256: str
    status: Status
    reason: Reason | None = None
    unit: str | None = None
    report_year: int | None = None
    template: Recognised | None = None
    findings: tuple[Finding, ...] = ()
    ran: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    progress: tuple[Progress, ...] = ()
    """How far the firms of published lists have come; nothing follows from it."""
    previous: str | None = None
    """Last year's file that this one was compared with."""
    digest: Digest | None = None
    """What the other files are compared with; no report shows it."""
    unit_by: UnitBy | None = None
    """How the unit was found where the file names none: said by hand, by the form beside it, by its folder's name."""
    picture: Picture | None = None
    """What a page shows beside the findings; kept where one is going to be made."""

    @property
    def told_unit(self) -> str | None:
        """The unit as the file itself names it, or as it was found."""
        return self.unit or (self.digest.unit if self.digest is not None else None)

    def number_of(self, standing: Standing) -> int:
        return sum(1 for finding in self.findings if finding.standing == standing)

    @property
    def found(self) -> tuple[str, ...]:
        """Rules that ran and found something, in the order they ran."""
        said = {finding.code for finding in self.findings}
        return tuple(code for code in self.ran if code in said)

    @property
    def clean(self) -> tuple[str, ...]:
        """Rules that ran and found nothing; one that could not judge every table is not among them."""
        other = {finding.code for finding in self.findings} | {one.code for one in self.skipped}
        return tuple(code for code in self.ran if code not in other)


class CrossFinding(NamedTuple):
    """A finding that concerns several files."""

    code: str
    severity: Severity
    where: tuple[tuple[str, Place], ...]
    params: Mapping[str, str]


class Report(NamedTuple):
    """Every file that was looked at, in stable order."""

    files: tuple[Verdict, ...]
    schemas: Callable[[], str]
    """Gives the hash of the schemas that judged; reading them all is left to the reports that print it."""
    version: str
    cross: tuple[CrossFinding, ...] = ()
    season: Settings = NO_SETTINGS
    """Rules that the season demotes or switches off."""

    def counts(self) -> Mapping[str, int]:
        """The summary of the report, in the order of the contract."""
        return {
            "files": len(self.files),
            **{status: sum(1 for file in self.files if file.status == status) for status in _STATUSES},
            **{standing: sum(file.number_of(standing) for file in self.files) for standing in STANDINGS},
        }

    def findings(self) -> Iterator[Finding]:
        for file in self.files:
            yield from file.findings


_STATUSES: tuple[Status, ...] = ("passed", "returned", "attachment", "unreadable")
