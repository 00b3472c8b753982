"""When the program itself fails: a sentence for the clerk, and the traceback in a log that can be sent."""

from __future__ import annotations

import datetime as dt
import platform
import traceback
from pathlib import Path
from typing import Final

from qingjian import __version__
from qingjian.catalog.tables import table
from qingjian_addin import state
from qingjian_addin.words import LANG

LOG: Final = "errors.log"
_LONGEST: Final = 50_000


def crashed(name: str) -> str:
    """Log the exception that is being handled; gives what to tell the user."""
    words: str = table("messages/ribbon.json")["entry"]["crash"][LANG]
    return words.format(log=_logged(name))


def _logged(name: str) -> Path:
    """The newest error first, as many of the older ones as fit: the first is often the cause of the others."""
    path = state.folder() / LOG
    older = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    now = dt.datetime.now().isoformat(timespec="seconds")
    head = f"{now}  qingjian {__version__}, Python {platform.python_version()}, {platform.platform()}, {name}"
    path.write_text(f"{head}\n\n{traceback.format_exc()}\n{older}"[:_LONGEST], encoding="utf-8")
    return path
