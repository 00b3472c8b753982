"""Annotated copies of what goes back, each in the folder of its unit, never over another file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from qingjian.api.annotating import annotated, copy_name
from qingjian.api.files import Contents, Source
from qingjian.catalog.messages import Lang
from qingjian.errors import CannotWrite, UnreadableWorkbook
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import beside
from qingjian.sheets.child import Reader
from qingjian.sheets.sent_names import nameable


class Copied(NamedTuple):
    """The copy of a file, or why there is none."""

    unit: str
    path: str
    copy: Path | None
    problem: CannotWrite | None = None


def copies(
    folder: Path, due: Iterable[tuple[str, Verdict, Source]], *, lang: Lang = "zh"
) -> Iterator[Copied]:
    """Write 退回/<unit>/<name> for each; a copy that is there already with the same content stays."""
    with Reader() as reader:
        contents = Contents(reader)
        for unit, verdict, source in due:
            try:
                data = annotated(contents.read(source), PurePosixPath(source.name).name, verdict, lang=lang)
                target = copy_path(folder, unit, verdict.path, lang)
                target.parent.mkdir(parents=True, exist_ok=True)
                yield Copied(unit, verdict.path, beside.put(target, data))
            except CannotWrite as problem:
                yield Copied(unit, verdict.path, None, problem)
            except UnreadableWorkbook:
                yield Copied(unit, verdict.path, None, CannotWrite("cannot-save", verdict.path))


def copy_path(folder: Path, unit: str, path: str, lang: Lang = "zh") -> Path:
    """Where the copy of a file goes: under the name that a notice gives it as well."""
    return folder / nameable(unit) / copy_name(PurePosixPath(path), lang)
