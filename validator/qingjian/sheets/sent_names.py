"""Names of files that others chose, made into paths that are safe to show and to write under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final, Literal

from qingjian.patterns import pattern

_DRIVE: Final = pattern(r"[A-Za-z]:")
_HARMFUL: Final = pattern(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
"""What no system takes in a file's name, or what makes a name look like another."""
_RESERVED: Final = pattern(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")
_LONGEST: Final = 120
_LONGEST_SUFFIX: Final = 10
_SHORT: Final = 60
"""Characters of a name that we make: a path of Windows has 260 in all, a name elsewhere 255 bytes."""
_NOISE: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_NOISE_FOLDER: Final = "__macosx"
_LOCKS: Final = ("~$", ".~lock.")


def is_noise(path: str) -> bool:
    """What systems and programs leave beside files; nobody sent it on purpose."""
    folders, name = _split(path)
    if any(folder.lower() == _NOISE_FOLDER or _is_hidden(folder) for folder in folders):
        return True
    return name.lower() in _NOISE or name.startswith(_LOCKS) or _is_hidden(name)


def safe_path(path: str, *, keep: Literal["all", "last"] = "all") -> str | None:
    """The path with harmless names; None where it leads out of its folder. `last`: the file's name alone."""
    folders, name = _split(path)
    if keep == "last":
        folders = ()
    elif path[:1] in ("/", "\\") or _DRIVE.match(path) or ".." in (*folders, name):
        return None
    parts = [_safe(part) for part in (*folders, name) if part not in ("", ".", "..")]
    return "/".join(parts) or None


def distinct(names: Iterable[str]) -> Iterator[str]:
    """The names in their order, with a number where one was there before."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    for name in names:
        free, number = name, last.get(name, 1)
        while free.casefold() in taken:
            number += 1
            path = PurePosixPath(name)
            free = str(path.with_stem(f"{path.stem} ({number})"))
        last[name] = number
        taken.add(free.casefold())
        yield free


def _split(path: str) -> tuple[tuple[str, ...], str]:
    *folders, name = path.replace("\\", "/").split("/")
    return tuple(folders), name


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name not in (".", "..")


def _safe(name: str) -> str:
    """A name that every system can write, not longer than most can take."""
    clean = _HARMFUL.sub("_", name).rstrip(". ") or "_"
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    if len(clean) <= _LONGEST:
        return clean
    suffix = PurePosixPath(clean).suffix[:_LONGEST_SUFFIX]
    return clean[: _LONGEST - len(suffix)] + suffix


def nameable(name: str) -> str:
    """A name, of a folder or a file, that every system can write; a unit's slash leads nowhere."""
    return safe_path(name[:_SHORT].replace("/", "_").replace("\\", "_"), keep="last") or "_"
