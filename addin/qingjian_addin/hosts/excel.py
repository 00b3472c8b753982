"""Excel on Windows, by COM: what the commands need of it beyond the public xlwings API."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import xlwings as xw

from qingjian_addin.host import Protected

_FOLDER_PICKER: Final = 4  # msoFileDialogFolderPicker
_CHOSEN: Final = -1
_PERMISSIONS: Final = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
"""What a protection may leave to the user; Protect takes them under the names Protection shows them by."""


class ExcelHost:
    """One running Excel."""

    def __init__(self, app: xw.App) -> None:
        self._app = app
        self.said: list[str] = []
        """What `tell` was told. VBA shows it after the command: Excel waits for the command, and complains
        of that ("waiting for another application to complete an OLE action") while a box is open."""

    @property
    def name(self) -> str:
        """Version and bitness; the operating system is named with the bitness of Excel itself."""
        excel = self._app.api
        return f"{excel.Name} {excel.Version}.{excel.Build}, {excel.OperatingSystem}"

    def save_copy(self, book: xw.Book, path: Path) -> None:
        """In the workbook's own format, whatever the suffix says: readers go by content."""
        shows_alerts, self._app.display_alerts = self._app.display_alerts, False
        try:
            book.api.SaveCopyAs(str(path))
        finally:
            self._app.display_alerts = shows_alerts

    @contextmanager
    def unprotected(self, sheet: xw.Sheet) -> Generator[None]:
        """Nothing to lift, nothing to put back."""
        protection = _protection(sheet.api)
        if protection is None:
            yield
            return
        _lift(sheet)
        selectable = sheet.api.EnableSelection
        try:
            yield
        finally:
            sheet.api.Protect(**protection)
            sheet.api.EnableSelection = selectable

    def tell(self, text: str, title: str) -> None:  # noqa: ARG002 -- VBA's box has the title of the add-in
        """Kept until the command has ended."""
        self.said.append(text)

    def ask(self, text: str, title: str) -> bool:
        """Asked at once: the command goes on from the answer."""
        return self._app.alert(text, title, buttons="yes_no") == "yes"

    def choose_folder(self, start: Path | None) -> Path | None:
        """Excel's own dialogue, so that it stands before Excel's window."""
        dialogue = self._app.api.FileDialog(_FOLDER_PICKER)
        if start is not None:
            dialogue.InitialFileName = f"{start}\\"  # without the end of a folder its parent is shown
        if dialogue.Show() != _CHOSEN:
            return None
        return Path(str(dialogue.SelectedItems.Item(1)))

    def show(self, path: Path) -> None:
        """By the suffix's usual program."""
        start: Any = getattr(os, "startfile")  # noqa: B009 -- Windows alone has it, type checkers elsewhere do not
        start(str(path))


def _protection(sheet: Any) -> dict[str, bool] | None:
    """What Protect has to be called with to give the same protection again; None without protection."""
    kinds = {
        "Contents": bool(sheet.ProtectContents),
        "DrawingObjects": bool(sheet.ProtectDrawingObjects),
        "Scenarios": bool(sheet.ProtectScenarios),
    }
    if not any(kinds.values()):
        return None
    granted = {name: bool(getattr(sheet.Protection, name)) for name in _PERMISSIONS}
    return {**kinds, "UserInterfaceOnly": bool(sheet.ProtectionMode), **granted}


def _lift(sheet: xw.Sheet) -> None:
    """Given an empty password Excel does not ask for one: it refuses where there is another."""
    com_error: type[Exception] = import_module("pywintypes").com_error
    try:
        sheet.api.Unprotect("")
    except com_error as refusal:
        raise Protected(sheet.name) from refusal
    if sheet.api.ProtectContents:
        raise Protected(sheet.name)
