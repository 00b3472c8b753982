"""Verdicts of earlier runs in one SQLite file: by the content of a file, the schemas, the program and the options.

Each is written as soon as it is known, so that a run that was killed goes on where it was. The cache is a
convenience: where it cannot be opened or is damaged, files are checked as if there were none."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from qingjian.api.files import Source
from qingjian.api.kept import from_bytes, to_bytes
from qingjian.model.verdict import Verdict

T = TypeVar("T")
FILE: Final = "verdicts.sqlite3"
LIMIT_BYTES: Final = 256 << 20
"""What all verdicts may take; a typical one has three thousand bytes."""
_KEPT_SHARE: Final = 0.75
"""What is left when the limit was passed; those not asked for longest go first."""
_PATIENCE: Final = 5.0
_DAY: Final = 86_400
_SUM_BYTES: Final = 16
_PASSING: Final = frozenset({"too-expensive", "reader-died", "not-opened"})
"""Refusals that say as much of the machine as of the file."""
_TABLES: Final = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS verdict (
  key BLOB PRIMARY KEY, used INTEGER NOT NULL, sum BLOB NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS verdict_used ON verdict (used);
"""


class Cache:
    """The verdicts of earlier runs. `ground` names all that a verdict rests on besides the file."""

    def __init__(self, folder: Path, ground: str, *, whole_names: bool = False) -> None:
        self._ground = ground
        self._whole_names = whole_names
        self._today = int(time.time()) // _DAY
        self._again: list[bytes] = []
        self._database = _opened(folder)

    def get(self, source: Source, sha256: str) -> Verdict | None:
        """The verdict on a file, if one is known."""
        key = self._key(source, sha256)
        row = self._try(
            lambda known: known.execute(
                "SELECT used, sum, content FROM verdict WHERE key=?", (key,)
            ).fetchone()
        )
        if row is None or row[1] != _sum(key, row[2]):
            return None
        try:
            verdict = from_bytes(zlib.decompress(row[2]))
        except (ValueError, TypeError, ArithmeticError, zlib.error):
            return None
        if row[0] != self._today:
            self._again.append(key)
        return verdict._replace(path=source.name)

    def put(self, source: Source, verdict: Verdict) -> None:
        """Keep a verdict, unless another run might well come to another."""
        if not verdict.sha256 or (verdict.reason is not None and verdict.reason.code in _PASSING):
            return
        key, content = self._key(source, verdict.sha256), zlib.compress(to_bytes(verdict), 1)
        row = (key, self._today, _sum(key, content), content)
        self._try(lambda known: known.execute("INSERT OR REPLACE INTO verdict VALUES (?,?,?,?)", row))

    def close(self) -> None:
        """Note what was asked for, forget what was not asked for longest."""
        days = [(self._today, key) for key in self._again]
        self._try(lambda known: known.executemany("UPDATE verdict SET used=? WHERE key=?", days))
        self._try(_shrink)
        if self._database is not None:
            self._database.close()
            self._database = None

    def _key(self, source: Source, sha256: str) -> bytes:
        """The name counts as far as it takes part: its ending, and whole where last year's file is found by it."""
        name = source.name if self._whole_names else PurePosixPath(source.name).name
        parts = (self._ground, sha256, name, str(source.locked))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).digest()

    def _try(self, act: Callable[[sqlite3.Connection], T]) -> T | None:
        """What can be had from the database; one that fails is not asked again."""
        if self._database is None:
            return None
        try:
            return act(self._database)
        except sqlite3.Error:
            self._database.close()
            self._database = None
            return None


@contextmanager
def opened(folder: Path, ground: str, *, whole_names: bool) -> Generator[Cache]:
    """The cache in a folder, closed in the end."""
    with closing(Cache(folder, ground, whole_names=whole_names)) as cache:
        yield cache


def default_folder() -> Path:
    """Where this user's programs keep what can be made again."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "qingjian" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "qingjian"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "qingjian"


def _opened(folder: Path) -> sqlite3.Connection | None:
    path = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _connected(path)
        except sqlite3.OperationalError:  # locked, or the disk is full or read-only: it may be sound
            return None
        except sqlite3.DatabaseError:
            for one in (path, path.with_name(f"{FILE}-wal"), path.with_name(f"{FILE}-shm")):
                one.unlink(missing_ok=True)
            return _connected(path)
    except (OSError, sqlite3.Error):
        return None


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        database.executescript(_TABLES)
        with suppress(OSError):  # names of companies and units are nobody else's business
            path.chmod(0o600)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _shrink(database: sqlite3.Connection) -> None:
    def taken() -> int:
        size, pages, free = (
            database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_size", "page_count", "freelist_count")
        )
        return int(size * (pages - free))

    before = taken()
    if before <= LIMIT_BYTES:
        return
    (count,) = database.execute("SELECT count(*) FROM verdict").fetchone()
    going = count - int(count * _KEPT_SHARE * LIMIT_BYTES / before)
    database.execute(
        "DELETE FROM verdict WHERE key IN (SELECT key FROM verdict ORDER BY used LIMIT ?)", (going,)
    )


def _sum(key: bytes, content: bytes) -> bytes:
    """Of both, so that a verdict is never taken for that of another file."""
    return hashlib.sha256(key + content).digest()[:_SUM_BYTES]
