"""The files behind the paths a user gives: folders, zips and mails opened, order stable, names relative."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.child import Reader

if TYPE_CHECKING:
    from qingjian.api.packages import Packages

_LOCK_PREFIXES: Final = ("~$", ".~lock.")
_IGNORED: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
ZIP: Final = ".zip"
MAIL: Final = ".eml"


class Source(NamedTuple):
    """A file to look at, and what to call it in the report."""

    path: Path
    """The file on disk; the zip or mail, where it came in one."""
    name: str
    """Relative to the path given, with forward slashes: 邮件.eml/附件.xlsx."""
    locked: bool = False
    """Somebody has it open: a lock file lies beside it."""
    member: int | None = None
    """Which of the files in the zip or mail."""
    refusal: tuple[str, str] | None = None
    """Why the zip or mail was not opened, if it was not: a code of schemas/refusals.json and its detail."""


class Contents:
    """What is in the files. One for each process or thread: it keeps the package opened last."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._packages: Packages | None = None

    def read(self, source: Source) -> bytes:
        """The bytes of a file; `UnreadableWorkbook` where they cannot be had."""
        if source.refusal is not None:
            raise UnreadableWorkbook(*source.refusal)
        try:
            if source.member is not None:
                return self.packages.members(source.path, self.reader)[source.member].read()
            if source.path.stat().st_size > guard.FILE_BYTES:
                raise UnreadableWorkbook("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB")
            return source.path.read_bytes()
        except OSError as problem:
            raise UnreadableWorkbook("not-opened", problem.strerror or "") from problem
        except IndexError as problem:  # the package is another by now
            raise UnreadableWorkbook("not-opened", "") from problem

    def inside(self, source: Source) -> Iterator[Source]:
        """The files in a zip or mail, or the file itself where it holds none."""
        try:
            members = self.packages.members(source.path, self.reader)
        except UnreadableWorkbook as problem:
            yield source._replace(refusal=(problem.code, problem.detail))
            return
        except OSError:
            members = ()
        for number, member in enumerate(members):
            yield Source(source.path, f"{source.name}/{member.name}", member=number)
        if not members:
            yield source

    @property
    def packages(self) -> Packages:
        if self._packages is None:
            from qingjian.api.packages import Packages  # noqa: PLC0415  # most checks meet no zip and no mail

            self._packages = Packages()
        return self._packages


def collect(paths: Sequence[Path]) -> list[Source]:
    """Every file behind the paths; a file given twice is looked at once."""
    found: dict[Path, Source] = {}
    for path in paths:
        root = path if path.is_dir() else path.parent
        for file in _walk(path):
            name = file.relative_to(root).as_posix()
            found.setdefault(file.resolve(), Source(file, name, _is_locked(file)))
    if not any(is_package(source.name) for source in found.values()):
        return list(found.values())
    with Reader() as reader:
        contents = Contents(reader)
        return [one for source in found.values() for one in _opened(source, contents)]


def is_package(name: str) -> bool:
    """Whether a file may hold others; its content has the last word."""
    return name.lower().endswith((ZIP, MAIL))


def _opened(source: Source, contents: Contents) -> Iterator[Source]:
    if is_package(source.name):
        yield from contents.inside(source)
    else:
        yield source


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
