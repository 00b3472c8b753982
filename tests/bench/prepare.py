"""Makes the files of the bench, unless they are there already: `python prepare.py FOLDER FILES ROWS`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final, NamedTuple

DISTINCT: Final = 24
FEW: Final = 12
"""Files for what is slow or is done to one file at a time."""
_MANY: Final = 3
_SHORTEST: Final = 10
"""Rows of the shortest list."""


class Files(NamedTuple):
    """Where each kind of file is; the folders hold nothing else."""

    typical: list[Path]
    many: list[Path]
    """Three times as many."""
    uncalculated: list[Path]
    lists: list[Path]
    """Each with ten times the rows of the one before; the last is the long one."""
    hostile: list[Path]


def found(folder: Path) -> Files:
    """The files that an earlier call has made."""
    lists = sorted((folder / "lists").glob("*.xlsx"), key=lambda path: path.stat().st_size)
    names = ("typical", "many", "uncalculated", "hostile")
    typical, many, uncalculated, hostile = (sorted((folder / name).glob("*.xlsx")) for name in names)
    return Files(typical, many, uncalculated, lists, hostile)


def prepare(folder: Path, *, files: int, rows: int) -> None:
    """Make what is missing; the folder is named after what its content depends on, and so never stale."""
    if folder.is_dir():
        return
    from bench import contents, hostile  # noqa: PLC0415  # only where something is made

    half = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    contents.typical(half / "typical", files=files, distinct=min(files, DISTINCT))
    contents.typical(half / "many", files=_MANY * files, distinct=min(files, DISTINCT))
    contents.uncalculated(half / "uncalculated", files=min(files, FEW))
    while rows >= _SHORTEST:
        contents.national(half / "lists", rows=rows)
        rows //= 10
    hostile.hostile(half / "hostile")
    half.rename(folder)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    prepare(Path(sys.argv[1]), files=int(sys.argv[2]), rows=int(sys.argv[3]))
