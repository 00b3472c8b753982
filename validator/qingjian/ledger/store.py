"""The ledger as a file: made, opened, read, and written to in whole transactions only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from qingjian.errors import BadLedger
from qingjian.ledger.event import Draft, Event, chained, storable
from qingjian.ledger.location import is_shared
from qingjian.ledger.tables import APPLICATION, COLUMNS, FORMAT, TABLES
from qingjian.named_tuple import NamedTuple

_PATIENCE: Final = 60.0
"""Seconds that a writer waits for the others; one event takes them a few milliseconds."""
_FULL: Final = "full"


class Head(NamedTuple):
    """The last row: its number, and the hash that all rows lead to."""

    seq: int
    hash: str


class Pen:
    """Writes events of one moment and one person, within a transaction."""

    def __init__(self, database: sqlite3.Connection, *, at: str, who: str) -> None:
        self.database = database
        self._at, self._who = at, storable(who)

    def append(self, draft: Draft) -> Event:
        """One more row."""
        last = head(self.database)
        draft = draft._replace(unit=storable(draft.unit))
        event = chained(draft, seq=last.seq + 1, at=self._at, who=self._who, previous=last.hash)
        put(self.database, event)
        return event


def create(path: Path) -> None:
    """Make an empty ledger; one that is there already stays as it is."""
    _refuse_shared(path)
    with _told(path), _connection(path, "rwc") as database:
        database.execute("PRAGMA journal_mode=WAL")
        with _transaction(database):
            if _number(database, "application_id") == APPLICATION:
                return
            if database.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise BadLedger("not-a-ledger", str(path))
            for statement in _statements(TABLES):
                database.execute(statement)
            database.execute(f"PRAGMA application_id={APPLICATION}")
            database.execute(f"PRAGMA user_version={FORMAT}")
        with suppress(OSError):  # what companies filed is nobody else's business
            path.chmod(0o600)


@contextmanager
def reading(path: Path) -> Generator[sqlite3.Connection]:
    """The ledger to read from, at one moment."""
    _refuse_absent(path)
    with _told(path), _connection(path, _mode(path)) as database:
        _check_kind(database, path)
        database.execute("BEGIN")
        yield database


@contextmanager
def writing(path: Path, *, at: str, who: str) -> Generator[Pen]:
    """A transaction: all that is written in it is kept, or nothing."""
    _refuse_absent(path)
    _refuse_shared(path)
    with _told(path), _connection(path, "rw") as database:
        _check_kind(database, path)
        database.execute("PRAGMA journal_mode=WAL")
        with _transaction(database):
            yield Pen(database, at=at, who=who)


def head(database: sqlite3.Connection) -> Head:
    """The last row."""
    return Head._make(database.execute("SELECT seq, hash FROM head").fetchone())


def put(database: sqlite3.Connection, event: Event) -> None:
    """A row as it is; the ledger refuses it unless it follows the last one."""
    database.execute(f"INSERT INTO event ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)", event)  # noqa: S608


def events(
    database: sqlite3.Connection, unit: str | None = None, *, after: int = 0, kinds: Sequence[str] = ()
) -> Iterator[Event]:
    """The rows in order: of one unit or all, after a row, of some kinds or all."""
    wanted: list[str] = ["seq > ?"]
    values: list[str | int] = [after]
    if unit is not None:
        wanted.append("unit = ?")
        values.append(unit)
    if kinds:
        wanted.append(f"kind IN ({', '.join('?' * len(kinds))})")
        values.extend(kinds)
    query = f"SELECT {COLUMNS} FROM event WHERE {' AND '.join(wanted)} ORDER BY seq"  # noqa: S608  # fixed pieces
    return map(Event._make, database.execute(query, values))


@contextmanager
def _connection(path: Path, mode: str) -> Generator[sqlite3.Connection]:
    """`mode` as SQLite names it, or the words of a URI."""
    query = mode if "=" in mode else f"mode={mode}"
    name = f"file:{quote(str(path.absolute()).replace(chr(92), '/'))}?{query}"
    database = sqlite3.connect(name, uri=True, timeout=_PATIENCE, isolation_level=None)
    database.text_factory = _text
    try:
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            database.execute(f"PRAGMA {pragma}")
        yield database
    finally:
        database.close()


@contextmanager
def _transaction(database: sqlite3.Connection) -> Generator[None]:
    # IMMEDIATE: who begins as a reader and then writes fails at once when another was faster
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def _told(path: Path) -> Generator[None]:
    """What SQLite complains of, as one of our own refusals."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        said = str(problem)
        code = "busy" if "locked" in said else "disk-full" if _FULL in said else "not-opened"
        raise BadLedger(code, f"{path}: {said}" if code == "not-opened" else str(path)) from problem
    except sqlite3.IntegrityError:  # a caller's mistake: what it wrote breaks a rule of the tables
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as problem:  # SQLite's complaint may quote the noise
        raise BadLedger("not-a-ledger", str(path)) from problem


def _text(data: bytes) -> str:
    """Half a character, which JSON may hold, does not keep the rest from being read."""
    return data.decode("utf-8", "backslashreplace")


def _mode(path: Path) -> str:
    """A ledger in a folder that nobody may write to, such as one on a disc, is read as it lies there."""
    beside = path.with_name(f"{path.name}-wal")
    return "ro" if beside.exists() or os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"


def _check_kind(database: sqlite3.Connection, path: Path) -> None:
    if _number(database, "application_id") != APPLICATION:
        raise BadLedger("not-a-ledger", str(path))
    if _number(database, "user_version") != FORMAT:
        raise BadLedger("other-format", str(path))


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def _refuse_absent(path: Path) -> None:
    if not path.is_file():
        raise BadLedger("absent", str(path))


def _refuse_shared(path: Path) -> None:
    if is_shared(path):
        raise BadLedger("on-a-share", str(path))


def _statements(script: str) -> Iterator[str]:
    """One by one: a script run as a whole would end the transaction it stands in."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
