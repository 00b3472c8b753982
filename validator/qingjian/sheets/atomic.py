"""Saving a file so that its name always holds either the old bytes or the new ones, never half of them."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from qingjian.errors import CannotWrite
from qingjian.patterns import pattern

_RESERVED: Final = pattern(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?\Z", re.IGNORECASE)
_FORBIDDEN: Final = pattern(r'[\x00-\x1f<>:"|?*]')
_SHARING: Final = frozenset({5, 32, 33})
"""Windows: what replacing a file says when another program has it open. 5 is also "access denied";
but then the temporary file beside it could not have been written."""
_PAUSES: Final = (0.1, 0.3, 0.6, 1.0)
"""A virus scanner or an indexer lets go within a second; Excel does not."""
CODES: Final = {
    errno.ENOSPC: "disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk-full",  # Windows knows no quota
    errno.EFBIG: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.ENOENT: "no-such-folder",
    errno.ENOTDIR: "no-such-folder",
    errno.EISDIR: "target-is-folder",
    errno.ENAMETOOLONG: "bad-name",
    errno.EINVAL: "bad-name",
}
"""What the system says, and what we call it; anything else is "cannot-save"."""


_SUFFIX: Final = ".qingjian-tmp"
_STALE_SECONDS: Final = 3600


def save(target: Path, data: bytes, *, sources: Iterable[Path] = ()) -> None:
    """Write a file completely or not at all; never one of the files it was made from."""
    _check(target, list(sources))
    final = Path(os.path.realpath(target))
    _sweep(final.parent)
    temporary = final.with_name(f".{secrets.token_hex(6)}{_SUFFIX}")
    try:
        _write(temporary, data, like=final)
        _replace(temporary, final)
        _sync_folder(final.parent)
    except OSError as error:
        raise CannotWrite(_code(error), str(target)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _check(target: Path, sources: list[Path]) -> None:
    if _RESERVED.match(target.name) or _FORBIDDEN.search(target.name) or target.name.endswith((".", " ")):
        raise CannotWrite("bad-name", target.name)
    try:
        if any(_is_same(target, source) for source in sources):
            raise CannotWrite("own-input", str(target))
        if target.is_dir():
            raise CannotWrite("target-is-folder", str(target))
        if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
            raise CannotWrite("read-only", str(target))
    except OSError as error:
        raise CannotWrite(_code(error), str(target)) from error


def _is_same(target: Path, source: Path) -> bool:
    """By name as the system folds it, and by what the name leads to."""
    if os.path.normcase(os.path.realpath(target)) == os.path.normcase(os.path.realpath(source)):
        return True
    return target.exists() and source.exists() and target.samefile(source)


def _write(temporary: Path, data: bytes, *, like: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        temporary.chmod(stat.S_IMODE(like.stat().st_mode))


def _replace(temporary: Path, final: Path) -> None:
    for pause in (*_PAUSES, None):
        try:
            temporary.replace(final)
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING:
                raise
            if pause is None:
                raise CannotWrite("target-open", str(final)) from error
            time.sleep(pause)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk as well; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a killed process left behind; younger files may be another process at work."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f".*{_SUFFIX}"):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


def _code(error: OSError) -> str:
    return CODES.get(error.errno or 0, "cannot-save")
