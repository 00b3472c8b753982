"""Saving a file under its name, or under the next free one where another file has that name already."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qingjian.sheets import atomic


def put(target: Path, data: bytes, *, sources: Iterable[Path] = ()) -> Path:
    """Where the file is now. Somebody may have written in an earlier one; the same bytes are not written twice."""
    free, number = target, 2
    while free.exists():
        if free.is_file() and free.read_bytes() == data:
            return free
        free, number = target.with_stem(f"{target.stem} ({number})"), number + 1
    atomic.save(free, data, sources=sources)
    return free
