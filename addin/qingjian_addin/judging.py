"""The verdict on an open workbook: a copy of it, read and judged exactly as the receiving bureau would."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import xlwings as xw

from qingjian.api.judge import judge
from qingjian.model.verdict import Verdict
from qingjian.reporters.wording import refusal
from qingjian_addin.host import Host
from qingjian_addin.words import LANG

_COPY: Final = "copy.xlsx"


class Unjudged(Exception):
    """The workbook is no form of ours, or cannot be read; the text says why."""


def verdict_on(book: xw.Book, host: Host) -> Verdict:
    """What the checker says of the workbook as it stands on the screen."""
    with copied(book, host) as copy:
        found = judge(copy.read_bytes(), _named(book))
    if found.reason is not None:
        raise Unjudged(refusal(found.reason, LANG))
    return found


@contextmanager
def copied(book: xw.Book, host: Host) -> Generator[Path]:
    """A copy that is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="qingjian-") as folder:
        path = Path(folder) / _COPY
        host.save_copy(book, path)
        yield path


def _named(book: xw.Book) -> str:
    """As the report names it; the copy is an .xlsx, whatever the workbook itself is."""
    return f"{Path(book.name).stem}.xlsx"
