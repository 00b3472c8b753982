"""Annotated copies of what was checked, each under the name of its original."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingjian.cli import exits, screen
from qingjian.cli.words import lang, say
from qingjian.errors import CannotWrite, UnreadableWorkbook
from qingjian.model.verdict import Report
from qingjian.reporters.wording import write_refusal

if TYPE_CHECKING:
    from qingjian.api.files import Source
    from qingjian.sheets.child import Reader

_REPORT_ONLY: Final = frozenset(
    {"not-xlsx", "signed", "shared", "encrypted", "damaged-part", "other-encoding"}
)
"""Files that get the report alone; that is no failure of the run."""


def write_copies(report: Report, originals: Sequence[Source], folder: Path) -> int:
    """A copy of every file that has findings; gives an exit code."""
    from qingjian.sheets.child import Reader  # noqa: PLC0415

    with Reader() as reader:
        return _write(report, originals, folder, reader)


def _write(report: Report, originals: Sequence[Source], folder: Path, reader: Reader) -> int:
    from qingjian.api.annotating import annotated  # noqa: PLC0415
    from qingjian.api.files import Contents  # noqa: PLC0415
    from qingjian.sheets import atomic  # noqa: PLC0415

    contents = Contents(reader)
    written, code = 0, exits.PASSED
    taken: set[Path] = set()
    for verdict, original in zip(report.files, originals, strict=True):
        if not verdict.findings:
            continue
        target = _free(folder / verdict.path, taken)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = annotated(contents.read(original), Path(original.name).name, verdict, lang=lang())
            atomic.save(target, copy, sources=[original.path])
        except (CannotWrite, UnreadableWorkbook, OSError) as error:
            problem = error if isinstance(error, CannotWrite) else CannotWrite("cannot-save", str(target))
            screen.note(say("said.not_annotated", path=verdict.path, problem=write_refusal(problem, lang())))
            code = code if problem.code in _REPORT_ONLY else exits.UNUSABLE
        else:
            written += 1
    screen.note(say("said.annotated", count=written, folder=folder))
    return code


def _free(target: Path, taken: set[Path]) -> Path:
    """Two folders given may hold files of one name; neither copy may replace the other."""
    free, number = target, 2
    while free in taken:
        free, number = target.with_stem(f"{target.stem} ({number})"), number + 1
    taken.add(free)
    return free
