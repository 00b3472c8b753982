"""The task of every worker: one file judged in a limited child."""

from __future__ import annotations

from qingjian.api import JUDGES
from qingjian.api.files import Contents, Source
from qingjian.api.in_child import judged
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
        return contents.reader.run(judged, Handed(data), source.name, options, source.locked)
    except UnreadableWorkbook as problem:
        return Verdict(source.name, hexdigest(data), "unreadable", Reason(problem.code, problem.detail))
