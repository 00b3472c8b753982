"""清除标记: the workbook as it was before the check."""

from __future__ import annotations

import xlwings as xw

from qingjian_addin import marking, resultsheet
from qingjian_addin.host import Host
from qingjian_addin.quiet import quiet
from qingjian_addin.words import listed, say


def run(book: xw.Book, host: Host) -> str:
    """Take colours, notes and results away, and give the user's own back."""
    with quiet(book):
        locked = marking.take_out(book, host)
        if locked:
            return say("clear_marks.locked", sheets=listed(locked))
        resultsheet.erase(book)
        return say("clear_marks.done")
