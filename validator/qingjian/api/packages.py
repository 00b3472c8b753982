"""Files that came inside another: the members of a zip, the attachments of a mail. Nothing is unpacked to disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from qingjian.api.files import MAIL, is_package
from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.archive import Archive
from qingjian.sheets.child import Reader
from qingjian.sheets.mail import Attached, attachments
from qingjian.sheets.sent_names import distinct, is_noise

_DOCUMENTS: Final = frozenset({"[content_types].xml", "_rels/.rels", "content.xml", "ofd.xml"})
"""A part by which a zip is a document itself."""
_Content = Callable[[], bytes]


class Member(NamedTuple):
    """A file inside a package; `read` gives its content or says by `UnreadableWorkbook` why there is none."""

    name: str
    """Within the package, with forward slashes, harmless and distinct."""
    read: _Content


def opened(data: bytes, name: str, reader: Reader) -> tuple[Member, ...]:
    """The files in a package; none in one that is a document itself, or in a mail without attachments."""
    found = list(_inside(data, name, reader, frozenset()))
    names = distinct(one.name for one in found)
    return tuple(Member(free, one.read) for free, one in zip(names, found, strict=True))


def _inside(data: bytes, name: str, reader: Reader, around: frozenset[str]) -> Iterator[Member]:
    """`around`: the kinds of package that this one lies in."""
    kind = PurePosixPath(name).suffix.lower()
    if kind == MAIL:
        yield from _of_mail(reader.run(attachments, data), reader, around | {kind})
        return
    archive = Archive(data)
    if any(one.name.lower() in _DOCUMENTS for one in archive.files):
        return
    if not archive.files:
        raise UnreadableWorkbook("archive-empty")
    for number, packed in enumerate(archive.files):
        yield from _member(packed.name, _from_archive(archive, number), reader, around | {kind})


def _of_mail(found: list[Attached], reader: Reader, around: frozenset[str]) -> Iterator[Member]:
    for one in found:
        if not is_noise(one.name):
            yield from _member(one.name, _from_mail(one), reader, around)


def _member(name: str, read: _Content, reader: Reader, around: frozenset[str]) -> Iterator[Member]:
    """The file itself, or what is inside it; each kind of package is opened once on the way."""
    kind = PurePosixPath(name).suffix.lower()
    if not is_package(name):
        yield Member(name, read)
    elif kind in around:
        yield Member(name, _refusing(UnreadableWorkbook("nested-mail" if kind == MAIL else "nested-archive")))
    else:
        try:
            found = list(_inside(read(), name, reader, around))
        except UnreadableWorkbook as problem:
            yield Member(name, _refusing(problem))
            return
        yield from (Member(f"{name}/{one.name}", one.read) for one in found)
        if not found:
            yield Member(name, read)


def _from_archive(archive: Archive, number: int) -> _Content:
    return lambda: archive.read(number)


def _from_mail(one: Attached) -> _Content:
    if one.refusal is not None:
        return _refusing(UnreadableWorkbook(*one.refusal))
    if len(one.content) > guard.FILE_BYTES:
        return _refusing(UnreadableWorkbook("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB"))
    return lambda: one.content


def _refusing(problem: UnreadableWorkbook) -> _Content:
    def read() -> bytes:
        raise problem

    return read


class Packages:
    """The package that was opened last, kept because its files are asked for one after the other."""

    def __init__(self) -> None:
        self._key: tuple[Path, int, int] | None = None
        self._members: tuple[Member, ...] = ()

    def members(self, path: Path, reader: Reader) -> tuple[Member, ...]:
        """The files in the package at a path; anew where the file has changed."""
        state = path.stat()
        key = (path, state.st_mtime_ns, state.st_size)
        if key != self._key:
            self._key, self._members = None, ()
            self._members = opened(_bytes(path, state.st_size), path.name, reader)
            self._key = key
        return self._members


def _bytes(path: Path, size: int) -> bytes:
    limit = guard.FILE_BYTES if path.suffix.lower() == MAIL else guard.ARCHIVE_BYTES
    if size > limit:
        raise UnreadableWorkbook("archive-too-big", f"{limit // guard.MIB} MiB")
    return path.read_bytes()
