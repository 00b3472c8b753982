"""What the check says of a workbook with one mistake, held against what a reader would say."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from qingjian.api.checking import check
from qingjian.model.finding import Finding
from qingjian.model.verdict import Verdict
from support.defects.kinds import Kind
from support.defects.sow import Sown, base, correct, sown
from support.realistic.deal import Realistic

_MANNERS: Final = ("2008", "2009", "2108")
"""Remarks on how something is written (marks in words, notations mixed, a formula overtyped): they hit
nothing unless the kind is that very thing."""
Key = tuple[str, str, str, str]


class Outcome(NamedTuple):
    """One workbook with one mistake."""

    sown: Sown
    verdict: Verdict
    hits: tuple[Finding, ...]
    """Right family, and the cell or one of the candidates is right."""
    elsewhere: tuple[Finding, ...]
    """Neither there nor, as the report has it, following from something there."""
    new: tuple[Finding, ...]
    """All that the correct form had not."""

    @property
    def is_found(self) -> bool:
        return bool(self.hits)


class Row(NamedTuple):
    """What came of one kind."""

    kind: Kind
    made: int
    found: int
    codes: tuple[tuple[str, int], ...]
    """Codes of the hits, most frequent first."""
    new: int
    elsewhere: int
    serious: int
    """Of those elsewhere, the ones that return the form."""


def outcomes(kind: Kind, instances: int) -> Iterator[Outcome]:
    """The kind's workbooks, checked as a folder."""
    return outcomes_of([kind], instances)


def outcomes_of(kinds: Sequence[Kind], instances: int) -> Iterator[Outcome]:
    """The workbooks of several kinds in one folder: one child reads them all."""
    made = [one for kind in kinds for one in sown(kind, instances)]
    for one, verdict in zip(made, verdicts([one.workbook for one in made]), strict=True):
        yield judged(one, verdict)


def verdicts(workbooks: Sequence[bytes]) -> tuple[Verdict, ...]:
    """What `check` says of workbooks that lie in one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(workbooks):
            Path(folder, f"{number:05}.xlsx").write_bytes(content)
        return check([Path(folder)]).files


def judged(one: Sown, verdict: Verdict) -> Outcome:
    new = _new(verdict.findings, before(one.form.edition, one.form.seed))
    at_place = {id(finding): _is_there(one, finding) for finding in verdict.findings}
    hits = tuple(f for f in new if at_place[id(f)] and _is_of_family(one.kind, f.code))
    elsewhere = tuple(f for f in new if not at_place[id(f)] and not _follows(f, verdict.findings, at_place))
    return Outcome(one, verdict, hits, elsewhere, new)


def row(kind: Kind, instances: int) -> Row:
    """The kind's line in the table."""
    found = list(outcomes(kind, instances))
    codes = Counter(code for one in found for code in {finding.code for finding in one.hits})
    return Row(
        kind,
        len(found),
        sum(one.is_found for one in found),
        tuple(codes.most_common(3)),
        sum(len(one.new) for one in found),
        sum(len(one.elsewhere) for one in found),
        sum(finding.severity != "advice" for one in found for finding in one.elsewhere),
    )


@cache
def before(edition: str, seed: int) -> Counter[Key]:
    """What the correct form gives already: advice, and points a person explains."""
    number = 0
    while (form := base(edition, number)).seed != seed:
        number += 1
    return _found_in(form)


def _found_in(form: Realistic) -> Counter[Key]:
    (verdict,) = verdicts([correct(form)])
    return Counter(_key(finding) for finding in verdict.findings)


def _new(findings: Sequence[Finding], known: Counter[Key]) -> tuple[Finding, ...]:
    """What was not said before: first by its row, then, where a mistake renamed the row, by its column."""
    left, unmatched = Counter(known), list[Finding]()
    for finding in findings:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            unmatched.append(finding)
    renamed = Counter(key[:-1] for key in left.elements())
    new: list[Finding] = []
    for finding in unmatched:
        if renamed[_key(finding)[:-1]]:
            renamed[_key(finding)[:-1]] -= 1
        else:
            new.append(finding)
    return tuple(new)


def _key(finding: Finding) -> Key:
    return finding.code, finding.place.sheet, finding.field, finding.row


def _is_of_family(kind: Kind, code: str) -> bool:
    digits = code.removeprefix("QJ")
    if digits in _MANNERS:
        return digits in kind.families
    return digits.startswith(kind.families)


def _is_there(one: Sown, finding: Finding) -> bool:
    candidates = {finding.place, *finding.suspects} if finding.suspects else {finding.place, *finding.related}
    return "" in one.sheets or any(
        place.sheet in one.sheets or (place.sheet, place.address) in one.cells for place in candidates
    )


def _follows(finding: Finding, every: Sequence[Finding], there: dict[int, bool]) -> bool:
    """A consequence, by the report itself, of a finding that is there."""
    return bool(finding.cause) and there[id(every[finding.cause - 1])]
