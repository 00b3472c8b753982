"""What commands need of a spreadsheet application and the public xlwings API does not offer."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import xlwings as xw


class Protected(Exception):
    """A sheet cannot be changed: its protection has a password."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        super().__init__(sheet)


class Host(Protocol):
    """One spreadsheet application. Every method is short, and each application has its own."""

    @property
    def name(self) -> str:
        """What to call the application, with its version."""
        ...

    def save_copy(self, book: xw.Book, path: Path) -> None:
        """Write a copy of the workbook as it stands; the user's own stays open, unsaved or not."""

    def unprotected(self, sheet: xw.Sheet) -> AbstractContextManager[None]:
        """Within the block the sheet can be changed; afterwards it is protected as it was. Raises Protected."""
        ...

    def tell(self, text: str, title: str) -> None:
        """Show a message."""

    def ask(self, text: str, title: str) -> bool:
        """Ask a question that is answered with yes or no."""
        ...

    def choose_folder(self, start: Path | None) -> Path | None:
        """Let the user choose a folder; None when he thinks better of it."""

    def show(self, path: Path) -> None:
        """Open a file with whatever the user opens such files with."""
