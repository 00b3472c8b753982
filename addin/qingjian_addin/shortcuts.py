"""Shortcuts on the desktop and in Explorer's Send-to menu, onto which workbooks are dropped: `make` or `remove`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from qingjian.catalog.tables import table
from qingjian_addin.words import LANG

_FOLDERS: Final = ("Desktop", "SendTo")
_ARGUMENTS: Final = "-I -B -X utf8 -m qingjian_addin.dropped"


def make() -> None:
    """Explorer appends the dropped names to the arguments, properly quoted."""
    shell = _shell()
    for path in _paths(shell):
        shortcut = shell.CreateShortcut(str(path))
        shortcut.TargetPath = str(Path(sys.executable).with_name("pythonw.exe"))
        shortcut.Arguments = _ARGUMENTS
        shortcut.Save()


def remove() -> None:
    """Those of this user."""
    for path in _paths(_shell()):
        path.unlink(missing_ok=True)


def _shell() -> Any:
    return import_module("win32com.client").Dispatch("WScript.Shell")


def _paths(shell: Any) -> Iterator[Path]:
    name = table("messages/kit.json")["shortcut"][LANG]
    for folder in _FOLDERS:
        yield Path(str(shell.SpecialFolders(folder)), f"{name}.lnk")


if __name__ == "__main__":
    {"make": make, "remove": remove}[sys.argv[1]]()
