"""A copy of a workbook with its findings in it."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

from qingjian.api.prefilling import prefilled
from qingjian.catalog.messages import Lang
from qingjian.errors import CannotWrite
from qingjian.model.verdict import Verdict
from qingjian.reporters.marks import marks
from qingjian.reporters.wording import say
from qingjian.sheets import annotate as sheets_annotate
from qingjian.sheets import atomic
from qingjian.sheets.kind import sniff
from qingjian.sheets.sent_names import nameable

_STEM: Final = 40
"""Characters of the original's name."""


def annotate(path: Path, verdict: Verdict, target: Path, *, lang: Lang = "zh") -> None:
    """Write a copy with a note at each finding's cell, the sheet 校验结果, and in 情况说明 a line for each point
    to verify that lacks nothing but the reason; the original stays as it is."""
    copy = annotated(path.read_bytes(), path.name, verdict, lang=lang)
    atomic.save(target, copy, sources=[path])


def annotated(data: bytes, name: str, verdict: Verdict, *, lang: Lang = "zh") -> bytes:
    """The same from and to bytes, for files that lie in a zip or a mail."""
    if sniff(data, name) != "xlsx":
        raise CannotWrite("not-xlsx", name)
    made = marks(verdict, lang)
    return sheets_annotate.annotate(prefilled(data, verdict), made.notes, made.table)


def copy_name(original: PurePath, lang: Lang) -> str:
    """What the copy that goes back is called; a long name is cut, for the sake of its path."""
    return nameable(say("notice.copy", lang, name=original.stem[:_STEM]) + original.suffix)
