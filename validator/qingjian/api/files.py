"""The files behind the paths a user gives: folders opened, order stable, names relative."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

_LOCK_PREFIXES: Final = ("~$", ".~lock.")
_IGNORED: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class Source(NamedTuple):
    """A file to look at, and what to call it in the report."""

    path: Path
    name: str
    """Relative to the path given, with forward slashes."""
    locked: bool = False
    """Somebody has it open: a lock file lies beside it."""


def collect(paths: Sequence[Path]) -> list[Source]:
    """Every file behind the paths; a file given twice is looked at once."""
    found: dict[Path, Source] = {}
    for path in paths:
        root = path if path.is_dir() else path.parent
        for file in _walk(path):
            name = file.relative_to(root).as_posix()
            found.setdefault(file.resolve(), Source(file, name, _is_locked(file)))
    return list(found.values())


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__MACOSX" and not name.startswith("."))
        for name in sorted(names):
            if name.lower() not in _IGNORED and not name.startswith((*_LOCK_PREFIXES, ".")):
                yield Path(folder, name)


def _is_locked(path: Path) -> bool:
    beside = (
        path.with_name(f"~${path.name}"),
        path.with_name(f"~${path.name[2:]}"),
        path.with_name(f".~lock.{path.name}#"),
    )
    return any(lock.exists() for lock in beside)
