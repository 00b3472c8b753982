"""The add-in's own folder: its log, and what it needs to take its last change back."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

import xlwings as xw

_FOLDER: Final = "qingjian"


def folder() -> Path:
    """A folder of this user's, made when it is first needed."""
    home = Path.home()
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME") or home / ".local" / "state"
    chosen = Path(base) / _FOLDER
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


def of_book(book: xw.Book, suffix: str) -> Path:
    """A file about one workbook, named so that no two workbooks share it."""
    return folder() / f"{hashlib.sha256(full_name(book).encode()).hexdigest()[:24]}{suffix}"


def full_name(book: xw.Book) -> str:
    """Where a workbook is; its name alone where that is a place on the net that has no path here."""
    try:
        return book.fullname
    except xw.XlwingsError:
        return book.name
