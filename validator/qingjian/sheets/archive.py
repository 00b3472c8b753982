"""A zip in which files were sent: read strictly, one file at a time, its names put right and made harmless."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.container import Entry, entries, unpacked
from qingjian.sheets.sent_names import is_noise, safe_path

_ASCII_ONLY: Final = 0x80
_THREE_BYTES: Final = "\u0800"
"""UTF-8 writes Chinese with three bytes; what it would write with two is Latin, Greek, Cyrillic and such."""


class Packed(NamedTuple):
    """A file in the archive. `refusal` says why it is not unpacked, if it is not."""

    name: str
    entry: Entry
    refusal: tuple[str, str] | None = None


class Archive:
    """The files of a zip, in the order of their names."""

    def __init__(self, data: bytes) -> None:
        if len(data) > guard.ARCHIVE_BYTES:
            raise UnreadableWorkbook("archive-too-big", f"{guard.ARCHIVE_BYTES // guard.MIB} MiB")
        self._data = data
        try:
            found = list(entries(data, cap=guard.ARCHIVE_FILES))
        except UnreadableWorkbook as problem:
            raise _of_archive(problem) from problem
        if sum(entry.size for entry in found) > guard.ARCHIVE_TOTAL_BYTES:
            raise UnreadableWorkbook("archive-too-big", f"{guard.ARCHIVE_TOTAL_BYTES // guard.MIB} MiB")
        names = _names(found)
        self.files: tuple[Packed, ...] = tuple(
            sorted(
                (
                    _packed(name, entry)
                    for name, entry in zip(names, found, strict=True)
                    if not is_noise(name)
                ),
                key=lambda one: (one.name, one.entry.start),
            )
        )

    def read(self, number: int) -> bytes:
        """The content of a file; `UnreadableWorkbook` where it is refused or damaged."""
        packed = self.files[number]
        if packed.refusal is not None:
            raise UnreadableWorkbook(*packed.refusal)
        return unpacked(self._data, packed.entry)


def _packed(name: str, entry: Entry) -> Packed:
    path = safe_path(name)
    refusal = None
    if path is None:
        path, refusal = safe_path(name, keep="last") or "?", ("unsafe-name", name)
    elif entry.size > guard.FILE_BYTES:
        refusal = ("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB")
    elif entry.size > guard.MIB and entry.size > guard.ARCHIVE_RATIO * entry.packed:
        refusal = ("archive-ratio", str(guard.ARCHIVE_RATIO))
    return Packed(path, entry, refusal)


def _of_archive(problem: UnreadableWorkbook) -> UnreadableWorkbook:
    """The same said of an archive: nobody finds the password of a workbook or its parts there."""
    if problem.code == "encrypted":
        return UnreadableWorkbook("archive-encrypted")
    if problem.code == "too-many-parts":
        return UnreadableWorkbook("archive-too-many", str(guard.ARCHIVE_FILES))
    return UnreadableWorkbook("archive-damaged", f"{problem.code} {problem.detail}".strip())


def _names(found: Sequence[Entry]) -> list[str]:
    """The names as their senders wrote them. Chinese Windows writes GBK and does not say so, macOS UTF-8."""
    silent = [entry.name.encode("cp437") for entry in found if not entry.is_utf8]
    code = _code(silent)
    return [
        entry.name if entry.is_utf8 else entry.name.encode("cp437").decode(code, "replace") for entry in found
    ]


def _code(names: Sequence[bytes]) -> str:
    """One code for the whole archive: a short GBK name alone may look like UTF-8."""
    text = b"\n".join(names)
    if max(text, default=0) < _ASCII_ONLY:
        return "ascii"
    try:
        if max(text.decode("utf-8")) >= _THREE_BYTES:
            return "utf-8"
    except UnicodeDecodeError:
        pass
    return "gb18030"
