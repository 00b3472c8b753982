"""What the check says of correct forms, beyond the points that a person has to explain anyway."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qingjian.api import write
from qingjian.api.checking import check
from qingjian.model.finding import Finding
from qingjian.model.verdict import Verdict
from support.realistic.companies import Explain
from support.realistic.deal import Realistic, realistic


class Alarm(NamedTuple):
    """A finding on a form in which nothing is wrong."""

    seed: int
    edition: str
    finding: Finding

    def __str__(self) -> str:
        found = self.finding
        where = f"{found.place.sheet}!{found.place.address}"
        return (
            f"seed {self.seed} {self.edition} {found.severity} {found.code} {where} "
            f"{found.row} {found.field} value={found.value} expected={found.expected} {dict(found.params)}"
        )


class Tried(NamedTuple):
    """A run of forms."""

    alarms: tuple[Alarm, ...]
    explained: int
    """Findings that the form says a person must explain."""
    unread: tuple[int, ...]
    """Seeds whose workbook was not taken for the edition it is."""


def tried(seeds: Sequence[int]) -> Tried:
    """Write the forms of these seeds as workbooks and check the folder."""
    forms = [realistic(seed) for seed in seeds]
    alarms: list[Alarm] = []
    explained, unread = 0, list[int]()
    for form, verdict in zip(forms, _verdicts(forms), strict=True):
        if verdict.template is None or verdict.template.id != form.edition:
            unread.append(form.seed)
        for finding in _serious(verdict):
            if any(excuses(point, finding) for point in form.explain):
                explained += 1
            else:
                alarms.append(Alarm(form.seed, form.edition, finding))
    return Tried(tuple(alarms), explained, tuple(unread))


def excuses(point: Explain, finding: Finding) -> bool:
    """Whether real life leaves this finding to the filer's explanation: never a mandatory one."""
    return (
        finding.severity == "verify"
        and finding.code.removeprefix("QJ").startswith(point.family)
        and point.sheet in ("", finding.place.sheet)
    )


def _verdicts(forms: Sequence[Realistic]) -> Sequence[Verdict]:
    with tempfile.TemporaryDirectory() as folder:
        for number, form in enumerate(forms):
            write(form.edition, form.data, Path(folder, f"{number:05}.xlsx"))
        return check([Path(folder)]).files


def _serious(verdict: Verdict) -> Iterator[Finding]:
    return (finding for finding in verdict.findings if finding.standing in ("mandatory", "verify"))
