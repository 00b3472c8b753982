"""A judged file on record: received or sent again, its verdict, and what the new version changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, Final, Literal

from qingjian.ledger import figures as kept
from qingjian.ledger import noted
from qingjian.ledger.answers import answers
from qingjian.ledger.difference import Difference, difference
from qingjian.ledger.event import Draft, Event, canonical, storable
from qingjian.ledger.figures import Figures
from qingjian.ledger.noted import Noted
from qingjian.ledger.store import Pen, events
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple

Role = Literal["form", "attachment", "unreadable"]
What = Literal["received", "resubmitted", "seen", "rejudged"]
_ROLES: Final[Mapping[str, Role]] = {"attachment": "attachment", "unreadable": "unreadable"}
_LATEST: Final = """
SELECT filed.seq, max(verdict.seq) FROM event AS verdict JOIN event AS filed ON filed.sha256 = verdict.sha256
WHERE verdict.unit = ? AND verdict.kind = 'verdict' AND verdict.sha256 <> ''
AND filed.kind IN ('received', 'resubmitted') AND filed.sha256 <> ''
AND json_extract(verdict.payload, '$.status') IN ('passed', 'returned')
GROUP BY filed.seq ORDER BY filed.seq DESC LIMIT 1
"""
_FILED: Final = (
    "SELECT seq FROM event WHERE kind IN ('received', 'resubmitted') AND sha256 = ? AND sha256 <> ''"
)
_NAMED: Final = """
SELECT seq FROM event WHERE kind IN ('received', 'resubmitted') AND sha256 = '' AND unit = ?
AND json_extract(payload, '$.name') = ?
"""
"""A file that could not be opened has no bytes to be known by."""


class Submission(NamedTuple):
    """A file as it was judged. `unit` is who sent it; empty where that cannot be told."""

    verdict: Verdict
    unit: str
    size: int | None = None
    figures: Figures | None = None
    judged_by: str = ""
    """Version of the program and hash of the schemas."""


class Outcome(NamedTuple):
    """What became of a file."""

    path: str
    unit: str
    what: What
    seq: int
    """The row that tells of it; of a file seen before, the row that told of it first."""
    status: str
    difference: Difference | None = None


class Version(NamedTuple):
    """A form on record and the verdict on it."""

    filed: Event
    verdict: Event

    @property
    def findings(self) -> tuple[Noted, ...]:
        return findings(self.verdict)

    @property
    def figures(self) -> Figures | None:
        raw = self.filed.content.get("figures")
        return None if raw is None else kept.from_json(raw)


def record(pen: Pen, sent: Submission) -> Outcome:
    """Put a judged file on record; the same bytes are told, not recorded twice."""
    sha256 = sent.verdict.sha256
    known = _filed(pen.database, sent)
    if known is not None:
        return _again(pen, sent, known)
    role = _ROLES.get(sent.verdict.status, "form")
    before = latest(pen.database, sent.unit) if role == "form" and sent.unit else None
    compared = None if before is None else _compared(pen, sent, before)
    payload: dict[str, Any] = {"name": storable(sent.verdict.path), "role": role, "size": sent.size}
    if sent.figures is not None:
        payload["figures"] = sent.figures.as_json()
    if before is not None and compared is not None:
        payload |= {"after": before.filed.sha256, "difference": compared.as_json()}
    what: Literal["received", "resubmitted"] = "received" if before is None else "resubmitted"
    filed = pen.append(Draft(what, sent.unit, payload, sha256))
    pen.append(Draft("verdict", filed.unit, _judged(sent), sha256))
    return Outcome(sent.verdict.path, filed.unit, what, filed.seq, sent.verdict.status, compared)


def latest(database: sqlite3.Connection, unit: str) -> Version | None:
    """The last form of a unit and the last verdict on it."""
    row = database.execute(_LATEST, (unit,)).fetchone()
    return None if row is None else Version(_event(database, row[0]), _event(database, row[1]))


def findings(verdict: Event) -> tuple[Noted, ...]:
    """The findings of a verdict on record."""
    return tuple(noted.from_json(one) for one in verdict.content["findings"])


def _event(database: sqlite3.Connection, seq: int) -> Event:
    return next(events(database, after=seq - 1))


def _filed(database: sqlite3.Connection, sent: Submission) -> Event | None:
    sha256, path = sent.verdict.sha256, storable(sent.verdict.path)
    row = (
        database.execute(_FILED, (sha256,)) if sha256 else database.execute(_NAMED, (sent.unit, path))
    ).fetchone()
    return None if row is None else _event(database, row[0])


def _verdict(database: sqlite3.Connection, filed: Event) -> Event | None:
    if not filed.sha256:  # nothing but its place tells whose verdict it is
        return _event(database, filed.seq + 1)
    query = "SELECT max(seq) FROM event WHERE kind = 'verdict' AND sha256 = ?"
    (seq,) = database.execute(query, (filed.sha256,)).fetchone()
    return None if seq is None else _event(database, seq)


def _again(pen: Pen, sent: Submission, filed: Event) -> Outcome:
    """Other rules may judge the same file otherwise: then the new verdict is recorded, and what it changes told."""
    path, verdict = sent.verdict.path, _verdict(pen.database, filed)
    judged = _judged(sent)
    if verdict is not None and _essence(verdict.content) == _essence(judged):
        return Outcome(path, filed.unit, "seen", filed.seq, sent.verdict.status)
    fresh = pen.append(Draft("verdict", sent.unit or filed.unit, judged, filed.sha256))
    old = () if verdict is None else findings(verdict)
    compared = difference((old, None), (findings(fresh), None))
    return Outcome(path, filed.unit, "rejudged", fresh.seq, sent.verdict.status, compared)


def _essence(judged: Mapping[str, Any]) -> str:
    return canonical({key: value for key, value in judged.items() if key != "judged_by"})


def _compared(pen: Pen, sent: Submission, before: Version) -> Difference:
    now = tuple(noted.noted(one) for one in sent.verdict.findings)
    known = answers(events(pen.database, sent.unit, kinds=("explained", "waived")))
    return difference((before.findings, before.figures), (now, sent.figures), known)


def _judged(sent: Submission) -> dict[str, Any]:
    verdict = sent.verdict
    return {
        "status": verdict.status,
        "reason": verdict.reason.code if verdict.reason is not None else None,
        "edition": verdict.template.id if verdict.template is not None else None,
        "report_year": verdict.report_year,
        "judged_by": sent.judged_by,
        "findings": [noted.noted(one).as_json() for one in verdict.findings],
    }
