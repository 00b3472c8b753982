"""What LibreOffice's component calls: a worksheet function, a command. Nothing of it ends in a traceback."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Sequence
from typing import Any, Final

from qingjian.catalog.tables import table
from qingjian_addin import commands, uno_engine
from qingjian_addin.crashes import crashed
from qingjian_addin.functions import FUNCTIONS
from qingjian_addin.hosts.calc import CalcHost
from qingjian_addin.hosts.calc_windows import OfficeWindows, Windows
from qingjian_addin.words import LANG, say

_ONLY_READ: Final = ("next", "export", "selftest", "about")
"""Commands that change nothing; a document opened for reading takes no other."""
_SHOWN_SECONDS: Final = 30.0
"""How long a sentence stands in the status line; the office's own fields are hidden meanwhile."""


def call_function(name: str, given: Sequence[Any]) -> tuple[tuple[object, ...], ...]:
    """A worksheet function on what Calc hands over: numbers, texts, rows of them, None for what is left out.

    The answer is a block, of one cell where there is one answer.
    """
    try:
        found = FUNCTIONS[name](*given)
    except Exception:  # noqa: BLE001 -- a cell shows a sentence, and we get a log
        return ((crashed(name),),)
    return tuple(map(tuple, found)) if isinstance(found, list) else ((found,),)


def run_command(name: str, context: Any, frame: Any, windows: Windows | None = None) -> str:
    """A command on the document of a frame; gives the sentence that the status line shows."""
    shown = windows or OfficeWindows(context, frame)
    document = frame.Controller.Model
    try:
        if document.isReadonly() and name not in _ONLY_READ:
            shown.tell(say("calc.read_only"), _title())
            return say("calc.read_only")
        book = uno_engine.book_of(context, document)
        with _without_halves(document, name):
            sentence = commands.run(name, book, CalcHost(context, shown))
    except Exception:  # noqa: BLE001 -- the clerk gets a sentence, and we get a log
        sentence = crashed(name)
        shown.tell(sentence, _title())
    _show(frame, sentence)
    return sentence


@contextlib.contextmanager
def _without_halves(document: Any, name: str) -> Generator[None]:
    """Afterwards the office's own list of what can be undone is empty, as Excel's is after an add-in's work.

    Calc records colours and notes but no values written in blocks: Ctrl+Z would take half of a command back.
    撤销 takes back all of it.
    """
    try:
        yield
    finally:
        if name not in _ONLY_READ:
            document.UndoManager.clear()


def _title() -> str:
    return str(table("messages/ribbon.json")["tab"][LANG])


def _show(frame: Any, sentence: str) -> None:
    indicator = frame.createStatusIndicator()
    indicator.start(" ".join(sentence.split()), 0)
    clock = threading.Timer(_SHOWN_SECONDS, _end, [indicator])
    clock.daemon = True
    clock.start()


def _end(indicator: Any) -> None:
    with contextlib.suppress(Exception):  # the window was closed meanwhile
        indicator.end()
