"""What a button of the ribbon calls: `run("validate")`. Nothing that goes wrong reaches Excel as a traceback."""

from __future__ import annotations

import datetime as dt
import platform
import traceback
from pathlib import Path
from typing import Final

import xlwings as xw

from qingjian import __version__
from qingjian.catalog.tables import table
from qingjian_addin import commands, state
from qingjian_addin.hosts.excel import ExcelHost
from qingjian_addin.words import LANG

LOG: Final = "errors.log"
_QUIET: Final = ("next", "explain")
"""Commands that move the selection: a box after every step would be in the way."""
_BUSY: Final = {
    -2147418111,  # RPC_E_CALL_REJECTED: a cell is being edited
    -2147417846,  # RPC_E_SERVERCALL_RETRYLATER
    -2146777998,  # VBA_E_IGNORE: a dialogue is open
}
_LONGEST: Final = 250
"""Characters of a status line; Excel has no room for more."""


def run(name: str) -> str:
    """Do what a button says; the answer is what VBA shows in a box, nothing if there is nothing to show."""
    try:
        book = xw.Book.caller()
        return _done(name, book, ExcelHost(book.app))
    except Exception as error:  # noqa: BLE001 -- whatever it is: the clerk gets a sentence, we get a log
        if getattr(error, "hresult", None) in _BUSY:
            return _say("busy")
        return _say("crash", log=_logged(name))


def _done(name: str, book: xw.Book, host: ExcelHost) -> str:
    sentence = commands.run(name, book, host)
    book.app.status_bar = " ".join(sentence.split())[:_LONGEST]
    if host.said:
        return "\n\n".join(host.said)
    return "" if name in _QUIET else sentence


def _logged(name: str) -> Path:
    """The newest error first, the older ones gone: the file is sent by people, not by programs."""
    path = state.folder() / LOG
    now = dt.datetime.now().isoformat(timespec="seconds")
    head = f"{now}  qingjian {__version__}, Python {platform.python_version()}, {platform.platform()}, {name}"
    path.write_text(f"{head}\n\n{traceback.format_exc()}", encoding="utf-8")
    return path


def _say(key: str, **values: object) -> str:
    words: str = table("messages/ribbon.json")["entry"][key][LANG]
    return words.format_map(values)
