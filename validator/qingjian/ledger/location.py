"""Where a ledger may be: never on a network share, where several machines would write without seeing each other."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
_SHARED: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ncpfs", "fuse.sshfs", "davfs"}
)
_REMOTE: Final = 4
"""DRIVE_REMOTE, as Windows calls a mapped network drive."""
_ENDS: Final = ("", "-wal", "-shm")
"""A ledger in use is three files; these end their names."""


def parts(ledger: Path) -> tuple[Path, ...]:
    """The files that a ledger is made of, whether they are there or not."""
    return tuple(ledger.with_name(ledger.name + end) for end in _ENDS)


def is_shared(path: Path) -> bool:
    """Whether a file there would lie on another machine."""
    whole = Path(os.path.realpath(path))
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        drive = whole.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _REMOTE
    try:
        listed = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:  # no such list on this system
        return False
    return file_system(whole, listed) in _SHARED


def file_system(path: Path, mounts: str) -> str:
    """The kind of file system that a path lies on, by a list such as /proc/self/mounts."""
    best, kind = Path(), ""
    for line in mounts.splitlines():
        _, point, found, *_ = (*line.split(" "), "", "", "")
        where = Path(point.replace("\\040", " "))
        if path.is_relative_to(where) and len(where.parts) >= len(
            best.parts
        ):  # the last mount on a place hides others
            best, kind = where, found
    return kind
