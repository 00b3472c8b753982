"""What the ledger says today: the state of every unit, who is late, the history of one, findings by their words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from qingjian.ledger.answers import ANSWERS, answers, standings
from qingjian.ledger.event import Event
from qingjian.ledger.recording import findings, latest
from qingjian.ledger.store import events
from qingjian.model.digest import ExpectedUnit
from qingjian.named_tuple import NamedTuple

State = Literal["missing", "unreadable", "attached", "to_return", "returned", "passed", "accepted"]
STATES: Final[tuple[State, ...]] = (
    "missing", "unreadable", "attached", "to_return", "returned", "passed", "accepted",
)  # fmt: skip
_DONE: Final = frozenset({"passed", "accepted"})
_FILED: Final = """
SELECT unit, count(*), max(at), sum(json_extract(payload, '$.role') = 'form'),
  sum(json_extract(payload, '$.role') = 'unreadable')
FROM event WHERE kind IN ('received', 'resubmitted') GROUP BY unit
"""
_DECIDED: Final = (
    "SELECT unit, kind, max(seq) FROM event WHERE kind IN ('returned', 'accepted') GROUP BY unit, kind"
)
_SEARCHED: Final = """
SELECT seq, at, unit, code, sheet, cell, message FROM (
  SELECT event.seq, event.at, event.unit, json_extract(one.value, '$.code') AS code,
    json_extract(one.value, '$.sheet') AS sheet, json_extract(one.value, '$.cell') AS cell,
    json_extract(one.value, '$.row') AS row, json_extract(one.value, ?) AS message
  FROM event, json_each(event.payload, '$.findings') AS one WHERE event.kind = 'verdict'
) WHERE """
_HAYSTACK: Final = (
    "instr(lower(unit || char(10) || code || char(10) || sheet || char(10) || row || char(10) || message), ?)"
)


class Declared(NamedTuple):
    """What the ledger is about: who has to report, and until when."""

    year: int | None = None
    deadline: date | None = None
    units: tuple[ExpectedUnit, ...] = ()


class UnitState(NamedTuple):
    """One unit today."""

    unit: str
    state: State
    is_overdue: bool
    versions: int
    """Forms received."""
    files: int
    """Files received, attachments too."""
    last_at: str
    last_name: str
    counts: Mapping[str, int]
    """Findings of the last version by what they count as, answers on record applied."""


class Hit(NamedTuple):
    """A finding whose words were searched for."""

    seq: int
    at: str
    unit: str
    code: str
    sheet: str
    cell: str
    message: str


def declared(database: sqlite3.Connection) -> Declared:
    """The last word on each point."""
    content: dict[str, Any] = {}
    for event in events(database, kinds=("declared",)):
        content |= {key: value for key, value in event.content.items() if value is not None}
    until = content.get("deadline")
    return Declared(
        content.get("year"),
        None if until is None else date.fromisoformat(until),
        tuple(ExpectedUnit(name, tuple(aliases)) for name, aliases in content.get("units", ())),
    )


def status(database: sqlite3.Connection, today: date) -> Iterator[UnitState]:
    """Every unit: those that have to report in their order, then whoever else sent something."""
    about = declared(database)
    filed = {row[0]: _Filed._make(row[1:]) for row in database.execute(_FILED)}
    decided = {(unit, kind): seq for unit, kind, seq in database.execute(_DECIDED)}
    is_late = about.deadline is not None and today > about.deadline
    expected = [one.name for one in about.units]
    judged = {row[0] for row in database.execute("SELECT DISTINCT unit FROM event WHERE kind = 'verdict'")}
    for unit in (*expected, *sorted((filed.keys() | judged) - set(expected))):
        yield _unit(database, unit, filed.get(unit, _NOTHING), decided, is_late=is_late and bool(unit))


class _Filed(NamedTuple):
    """What came from a unit."""

    files: int
    last: str
    forms: int
    unreadable: int


_NOTHING: Final = _Filed(0, "", 0, 0)


def _unit(
    database: sqlite3.Connection,
    unit: str,
    filed: _Filed,
    decided: Mapping[tuple[str, str], int],
    *,
    is_late: bool,
) -> UnitState:
    version = latest(database, unit) if unit else None
    if version is None:
        state: State = "unreadable" if filed.unreadable else "attached" if filed.files else "missing"
        return UnitState(unit, state, is_late, filed.forms, filed.files, filed.last, "", {})
    known = answers(events(database, unit, kinds=ANSWERS))
    counts = Counter(standings(findings(version.verdict), known))
    state = _state(unit, version.filed.seq, counts, decided)
    name: str = version.filed.content["name"]
    late = is_late and state not in _DONE
    return UnitState(unit, state, late, filed.forms, filed.files, version.filed.at, name, counts)


def _state(
    unit: str, version: int, counts: Mapping[str, int], decided: Mapping[tuple[str, str], int]
) -> State:
    """A decision concerns the version that was there; a newer one is looked at afresh."""
    if decided.get((unit, "accepted"), 0) > max(version, decided.get((unit, "returned"), 0)):
        return "accepted"
    if decided.get((unit, "returned"), 0) > version:
        return "returned"
    return "to_return" if counts.get("mandatory") or counts.get("verify") else "passed"


def history(database: sqlite3.Connection, unit: str) -> Sequence[Event]:
    """All that happened with one unit, in order."""
    return tuple(events(database, unit))


def search(database: sqlite3.Connection, text: str, lang: str) -> Iterator[Hit]:
    """Findings of every verdict on record that hold all the words, wherever they stand: in the unit's name, the
    rule's code, the sheet, the row or the sentence."""
    words = text.lower().split()
    if not words:
        return
    query = _SEARCHED + " AND ".join([_HAYSTACK] * len(words)) + " ORDER BY seq"
    yield from map(Hit._make, database.execute(query, (f"$.message.{lang}", *words)))
