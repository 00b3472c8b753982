"""导出上报件: checked, cleaned of marks, saved as a copy named by rule, with its check report beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlwings as xw

from qingjian import __version__
from qingjian.api.ground import schemas_hash
from qingjian.api.judge import judge
from qingjian.model.verdict import Report, Verdict
from qingjian.reporters import Style, reporter
from qingjian.reporters.summary import file_summary
from qingjian.resources import schemas
from qingjian.sheets import atomic
from qingjian_addin import marking, resultsheet
from qingjian_addin.commands.validate import show
from qingjian_addin.host import Host
from qingjian_addin.judging import Unjudged, copied, verdict_on
from qingjian_addin.quiet import quiet
from qingjian_addin.state import full_name
from qingjian_addin.words import LANG, listed, say

_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def run(book: xw.Book, host: Host) -> str:
    """Save what goes up; with anything mandatory left the user is asked first."""
    with quiet(book):
        try:
            found = verdict_on(book, host)
        except Unjudged as answer:
            return str(answer)
    open_points = found.number_of("mandatory") + found.number_of("verify")
    if open_points and not host.ask(say("export.ask", counts=file_summary(found, LANG)), say("export.title")):
        return say("export.stopped")
    folder = host.choose_folder(_home(book))
    if folder is None:
        return say("export.stopped")
    with quiet(book):
        return _saved(book, host, folder, found)


def _saved(book: xw.Book, host: Host, folder: Path, found: Verdict) -> str:
    was_marked = bool(resultsheet.lines(book))
    locked = marking.take_out(book, host)
    if locked:
        return say("clear_marks.locked", sheets=listed(locked))
    resultsheet.erase(book)
    try:
        with copied(book, host) as copy:
            data = copy.read_bytes()
    finally:
        if was_marked:
            show(book, host, found)
    target = _free(folder, _name(found, book))
    atomic.save(target, data)
    report = target.with_name(f"{target.stem}_{say('export.report')}.html")
    page = reporter("html")(_report(judge(data, target.name)), Style(LANG))
    atomic.save(report, page.encode())
    return say("export.done", path=target, report=report.name)


def _report(found: Verdict) -> Report:
    return Report((found,), lambda: schemas_hash(schemas()), __version__)


def _name(found: Verdict, book: xw.Book) -> str:
    """年度_单位_表名, as far as the workbook says; its own name where it says nothing."""
    parts = [
        say("export.year", year=found.report_year) if found.report_year else "",
        found.unit or Path(book.name).stem,
        say("export.form"),
    ]
    return _FORBIDDEN.sub("", "_".join(filter(None, parts)))


def _free(folder: Path, name: str) -> Path:
    """A name that nothing has yet: an earlier export is never overwritten."""
    return next(path for path in _numbered(folder, name) if not path.exists())


def _numbered(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.xlsx"
    number = 2
    while True:
        yield folder / f"{name}({number}).xlsx"
        number += 1


def _home(book: xw.Book) -> Path | None:
    folder = Path(full_name(book)).parent
    return folder if folder.is_absolute() and folder.is_dir() else None
