"""The task of every worker: one file judged in a limited child. What judges is loaded there, not here."""

from __future__ import annotations

from qingjian.api import JUDGES
from qingjian.api.files import Contents, Source
from qingjian.api.options import Options
from qingjian.errors import UnreadableWorkbook
from qingjian.hashes import hexdigest
from qingjian.model.verdict import Reason, Verdict
from qingjian.sheets.child_protocol import Handed


def on_file(contents: Contents, source: Source, options: Options) -> Verdict:
    """The verdict on one file."""
    contents.reader.ready(JUDGES)
    try:
        data = contents.read(source)
    except UnreadableWorkbook as problem:
        return Verdict(source.name, "", "unreadable", Reason(problem.code, problem.detail))
    try:
        return contents.reader.run(_in_child, Handed(data), source, options)
    except UnreadableWorkbook as problem:
        return Verdict(source.name, hexdigest(data), "unreadable", Reason(problem.code, problem.detail))


def _in_child(handed: Handed, source: Source, options: Options) -> Verdict:
    from qingjian.api.judge import judge  # noqa: PLC0415  # only the child needs it

    return judge(handed.take(), source.name, options, locked=source.locked)
