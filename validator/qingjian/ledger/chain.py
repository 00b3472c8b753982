"""The proof that nothing was changed: every row hashes to what it says and names the one before it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Literal

from qingjian.ledger.event import ORIGIN, Event, canonical, digest
from qingjian.ledger.tables import COLUMNS, TABLES
from qingjian.named_tuple import NamedTuple

Fault = Literal["missing", "unlinked", "altered", "cut", "unknown-head", "unguarded", "damaged"]


class Break(NamedTuple):
    """The first row that does not hold, and how."""

    seq: int
    fault: Fault


class Proof(NamedTuple):
    """How far the chain holds."""

    rows: int
    head: str
    broken: Break | None = None


def verify(database: sqlite3.Connection, *, expected: str | None = None) -> Proof:
    """Go through every row. `expected` is a hash that was noted earlier: it has to be in the chain still."""
    seq, head, noted = 0, ORIGIN, expected in (None, ORIGIN)
    try:
        for event in _events(database):
            fault = _fault(event, seq, head)
            if fault is not None:
                return Proof(seq, head, Break(seq + 1 if fault == "missing" else event.seq, fault))
            seq, head = event.seq, event.hash
            noted = noted or head == expected
        last = database.execute("SELECT seq, hash FROM head").fetchall()
        sound = database.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        guarded = _schema(database) == _intended()
    except (sqlite3.DatabaseError, UnicodeError):
        return Proof(seq, head, Break(seq + 1, "damaged"))
    if last != [(seq, head)]:
        return Proof(seq, head, Break(seq + 1, "cut"))
    if not sound or not guarded:
        return Proof(seq, head, Break(seq + 1, "unguarded" if sound else "damaged"))
    return Proof(seq, head, None if noted else Break(seq + 1, "unknown-head"))


def _events(database: sqlite3.Connection) -> Iterator[Event]:
    # NOT INDEXED: the rows themselves, not a copy that an index keeps of them
    rows = database.execute(f"SELECT {COLUMNS} FROM event NOT INDEXED ORDER BY seq")  # noqa: S608
    return map(Event._make, rows)


def _fault(event: Event, seq: int, head: str) -> Fault | None:
    if event.seq != seq + 1:
        return "missing"
    if event.previous != head:
        return "unlinked"
    return None if event.hash == digest(event) and _is_canonical(event.payload) else "altered"


def _is_canonical(payload: str) -> bool:
    try:
        return canonical(json.loads(payload)) == payload
    except ValueError:
        return False


def _schema(database: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Tables, indexes and triggers: without the triggers, the next program could change a row unhindered."""
    rows = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        (str(kind), str(name), str(sql)) for kind, name, sql in rows if not str(name).startswith("sqlite_")
    }


@cache
def _intended() -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(TABLES)
        return _schema(fresh)
