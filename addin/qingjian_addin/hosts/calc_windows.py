"""Windows of LibreOffice: message, question, folder, a file shown in its own program."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Protocol

import uno

# com.sun.star.awt.MessageBoxButtons, MessageBoxResults, ui.dialogs.ExecutableDialogResults
_OK_BUTTON: Final = 1
_YES_NO_BUTTONS: Final = 3
_YES: Final = 2
_CHOSEN: Final = 1


class Windows(Protocol):
    """What the user is shown and asked."""

    def tell(self, text: str, title: str) -> None:
        """Show a message."""

    def ask(self, text: str, title: str) -> bool:
        """Yes or no."""
        ...

    def choose_folder(self, start: Path | None) -> Path | None:
        """None when the user thinks better of it."""

    def show(self, path: Path) -> None:
        """Open a file with the user's own program."""


class OfficeWindows:
    """Real windows, above the frame in which a command was chosen."""

    def __init__(self, context: Any, frame: Any) -> None:
        self._context = context
        self._frame = frame

    def tell(self, text: str, title: str) -> None:
        """Show a message."""
        self._box("INFOBOX", _OK_BUTTON, text, title)

    def ask(self, text: str, title: str) -> bool:
        """Yes or no; a window that is closed means no."""
        return bool(self._box("QUERYBOX", _YES_NO_BUTTONS, text, title) == _YES)

    def choose_folder(self, start: Path | None) -> Path | None:
        """Let the user choose a folder."""
        picker = self._service("com.sun.star.ui.dialogs.FolderPicker")
        if start is not None:
            picker.setDisplayDirectory(uno.systemPathToFileUrl(str(start)))
        if picker.execute() != _CHOSEN:
            return None
        return Path(uno.fileUrlToSystemPath(picker.getDirectory()))

    def show(self, path: Path) -> None:
        """Hand the file to the desktop; a spreadsheet comes up in this office."""
        shell = self._service("com.sun.star.system.SystemShellExecute")
        shell.execute(uno.systemPathToFileUrl(str(path)), "", 0)

    def _box(self, kind: str, buttons: int, text: str, title: str) -> Any:
        toolkit = self._service("com.sun.star.awt.Toolkit")
        kinds = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
        box = toolkit.createMessageBox(self._frame.ContainerWindow, kinds, buttons, title, text)
        try:
            return box.execute()
        finally:
            box.dispose()

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)
