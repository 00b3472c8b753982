"""The buttons: each command takes the workbook and the application, and gives the sentence for the status line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

import xlwings as xw

from qingjian_addin.host import Host

Command = Callable[[xw.Book, Host], str]

_MODULES: Final = {
    "validate": "validate",
    "fill_totals": "filling:fill_totals",
    "carbon": "filling:carbon",
    "clear_marks": "clear_marks",
    "next": "next_finding",
    "explain": "explain",
    "undo": "undo",
    "export": "export",
    "selftest": "selftest",
    "about": "about",
}
NAMES: Final = tuple(_MODULES)
"""Every command, as menus and ribbons call it."""


def command(name: str) -> Command:
    """The command of a name, imported when it is first called."""
    module, _, function = _MODULES[name].partition(":")
    found: Command = getattr(import_module(f"{__name__}.{module}"), function or "run")
    return found


def run(name: str, book: xw.Book, host: Host) -> str:
    """Do what a button says."""
    return command(name)(book, host)
