"""The record of what annotating changed, kept in the annotated file, and the way back.

For each changed part it holds what stood where, and the checksum of the part as we left it. As long
as every part is as we left it, taking the marks out gives back the very bytes. Applications drop the
record when they save, which is right: offsets and numbers of cell formats mean nothing any more.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from qingjian.errors import CannotWrite
from qingjian.sheets.package import Changes, Package
from qingjian.sheets.patch import Undo, undone

_PART: Final = "qingjian/marks.json"
_KIND: Final = "urn:qingjian:relationships/marks"
_CONTENT_TYPE: Final = "application/vnd.qingjian.marks+json"
_FORMAT: Final = 1


def record(package: Package) -> None:
    """Settle the package and put the record of it inside."""
    package.add(_PART, b"{}", content_type=_CONTENT_TYPE)
    package.relate("", _KIND, _PART)
    changes = package.settle()
    package.write(_PART, _written(package, changes))


def restore(package: Package) -> bool:
    """Undo what the record holds; False when there is none, or a part has changed since."""
    if _PART not in package:
        return False
    try:
        parts, added = _read(package)
    except (ValueError, KeyError, TypeError, AttributeError, CannotWrite):
        return False
    for name, data in parts.items():
        package.write(name, data)
    for name in added:
        package.drop(name)
    return True


def discard(package: Package) -> None:
    """Take a record out that no longer holds."""
    if _PART in package:
        package.unrelate("", _PART)
        package.remove(_PART)
        package.settle()


def _written(package: Package, changes: Changes) -> bytes:
    parts = {
        name: {
            "sha256": _sum(package.read(name)),
            "undo": [[undo.at, undo.length, undo.old.decode()] for undo in undos],
        }
        for name, undos in changes.undos.items()
    }
    whole = {"format": _FORMAT, "added": changes.added, "parts": parts}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _read(package: Package) -> tuple[dict[str, bytes], list[str]]:
    whole: dict[str, Any] = json.loads(package.read(_PART))
    added: list[str] = whole["added"]
    if whole["format"] != _FORMAT or any(name not in package for name in added):
        raise ValueError(_PART)
    parts: dict[str, bytes] = {}
    for name, entry in whole["parts"].items():
        data = package.read(name)
        if _sum(data) != entry["sha256"]:
            raise ValueError(name)
        undos = tuple(Undo(int(at), int(length), old.encode()) for at, length, old in entry["undo"])
        parts[name] = undone(data, undos)
    return parts, added


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
