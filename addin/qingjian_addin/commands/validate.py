"""校验: judge the workbook as the bureau will, mark the cells, list the findings."""

from __future__ import annotations

import xlwings as xw

from qingjian.model.verdict import Verdict
from qingjian.reporters.marks import marks
from qingjian.reporters.summary import file_summary
from qingjian.reporters.wording import say as report_say
from qingjian_addin import marking, resultsheet
from qingjian_addin.host import Host
from qingjian_addin.judging import Unjudged, verdict_on
from qingjian_addin.quiet import quiet
from qingjian_addin.words import LANG, listed, say


def run(book: xw.Book, host: Host) -> str:
    """Mark and list what is found; what was filled in stays as it is."""
    with quiet(book):
        try:
            found = verdict_on(book, host)
        except Unjudged as answer:
            return str(answer)
        return show(book, host, found)


def show(book: xw.Book, host: Host, found: Verdict) -> str:
    """Marks and list for a verdict, in place of those of the check before."""
    made = marks(found, LANG)
    marking.take_out(book, host)
    marked = marking.put(book, host, made.notes)
    resultsheet.write(book, made.table)
    status = report_say(f"status.{found.status}", LANG)
    sentence = say("validate.done", status=status, counts=file_summary(found, LANG))
    if marked.more:
        sentence += say("validate.more", count=marked.more)
    if marked.locked:
        sentence += say("validate.locked", sheets=listed(marked.locked))
    return sentence
