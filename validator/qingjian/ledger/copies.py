"""Copies of the ledger: made while others write, and put back without ever losing a newer row."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

from qingjian.errors import BadLedger
from qingjian.ledger.chain import Proof, verify
from qingjian.ledger.location import parts
from qingjian.ledger.store import create, events, head, put, reading, writing
from qingjian.named_tuple import NamedTuple


class Restored(NamedTuple):
    """What a restore did: made the ledger anew, added the rows that were missing, or found none missing."""

    how: Literal["made", "added", "same"]
    rows: int
    kept: Path | None = None
    """Where the damaged ledger lies that was in the way."""


def backup(ledger: Path, target: Path) -> Proof:
    """A proven copy of the ledger as it is at this moment; never over a file that is there."""
    if target.exists():
        raise BadLedger("exists", str(target))
    with _temporary(target) as copy:
        with reading(ledger) as source, closing(sqlite3.connect(copy)) as database:
            source.execute("COMMIT")  # the copying keeps a moment of its own
            source.backup(database)
            database.execute("PRAGMA journal_mode=DELETE")  # one file alone, to be carried anywhere
        proof = proven(copy)
        if proof.broken is not None:
            raise BadLedger("broken", f"{ledger} ({proof.broken.seq})")
        _sync(copy)
        _place(copy, target)
    return proof


def restore(copy: Path, ledger: Path, *, moment: str) -> Restored:
    """Bring a ledger to what a copy holds. One that holds rows which the copy does not is left alone."""
    proof = proven(copy)
    if proof.broken is not None:
        raise BadLedger("broken", f"{copy} ({proof.broken.seq})")
    if not ledger.exists():
        return _made(copy, ledger, proof)
    try:
        own: Proof | None = proven(ledger)
    except BadLedger as problem:
        if problem.code != "not-a-ledger":
            raise
        own = None
    if own is None or own.broken is not None:
        kept = _put_aside(ledger, moment)
        return _made(copy, ledger, proof)._replace(kept=kept)
    return _continued(copy, ledger)


def proven(ledger: Path, *, expected: str | None = None) -> Proof:
    """The proof of a file."""
    with reading(ledger) as database:
        return verify(database, expected=expected)


def _made(copy: Path, ledger: Path, proof: Proof) -> Restored:
    with _temporary(ledger) as fresh:
        with reading(copy) as source, closing(sqlite3.connect(fresh)) as database:
            source.execute("COMMIT")
            source.backup(database)
        _sync(fresh)
        _place(fresh, ledger)
    create(ledger)  # as every ledger in use: with a write-ahead log
    return Restored("made", proof.rows)


def _continued(copy: Path, ledger: Path) -> Restored:
    """Rows are added to the ledger that is there: others may have it open, and lose nothing by that."""
    with reading(copy) as source, writing(ledger, at="", who="") as pen:
        last = head(pen.database)
        if verify(source, expected=last.hash).broken is not None:
            raise BadLedger("newer", str(ledger))
        added = 0
        for event in events(source, after=last.seq):
            put(pen.database, event)
            added += 1
    return Restored("added" if added else "same", added)


def _put_aside(ledger: Path, moment: str) -> Path:
    kept = ledger.with_name(f"{ledger.name}.{moment}")
    if kept.exists():
        raise BadLedger("exists", str(kept))
    for own, aside in zip(parts(ledger), parts(kept), strict=True):
        with suppress(FileNotFoundError):
            own.rename(aside)
    return kept


@contextmanager
def _temporary(target: Path) -> Generator[Path]:
    path = target.with_name(f".{secrets.token_hex(6)}.qingjian-tmp")
    try:
        path.touch(0o600)  # what companies filed is nobody else's business, not in a copy either
    except OSError as problem:
        raise BadLedger("not-opened", f"{target}: {problem.strerror}") from problem
    try:
        yield path
    finally:
        for part in (*parts(path), path.with_name(f"{path.name}-journal")):
            part.unlink(missing_ok=True)


def _place(finished: Path, target: Path) -> None:
    """Give it its name, unless somebody else took the name meanwhile."""
    try:
        os.link(finished, target)
    except FileExistsError as problem:
        raise BadLedger("exists", str(target)) from problem
    except OSError:  # a memory stick knows no second name for a file
        finished.rename(target)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
