"""What a check says of one file, and of all files together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from qingjian.model.finding import Finding, Place, Severity, Skipped

Status = Literal["passed", "returned", "attachment", "unreadable"]


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


@dataclass(frozen=True, slots=True)
class Verdict:
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

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity)


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

    def counts(self) -> Mapping[str, int]:
        """The summary of the report, in the order of the contract."""
        return {
            "files": len(self.files),
            **{status: sum(1 for file in self.files if file.status == status) for status in _STATUSES},
            **{severity: sum(file.count(severity) for file in self.files) for severity in _SEVERITIES},
            "explained": 0,
            "waived": 0,
        }

    def findings(self) -> Iterator[Finding]:
        for file in self.files:
            yield from file.findings


_STATUSES: tuple[Status, ...] = ("passed", "returned", "attachment", "unreadable")
_SEVERITIES: tuple[Severity, ...] = ("mandatory", "verify", "advice")
