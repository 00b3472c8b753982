"""The host in LibreOffice Calc: copies, protection, messages."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import uno
import xlwings as xw

from qingjian_addin.host import Protected
from qingjian_addin.hosts.calc_windows import Windows
from qingjian_addin.uno_engine.books import XLSX_FILTER, prop

_PRODUCT: Final = "/org.openoffice.Setup/Product"


class CalcHost:
    """The office behind a UNO context; `windows` talks to the user."""

    def __init__(self, context: Any, windows: Windows) -> None:
        self._context = context
        self._windows = windows

    @property
    def name(self) -> str:
        """As the office calls itself: LibreOffice 7.4."""
        services = self._context.ServiceManager
        provider = services.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", self._context
        )
        product = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (prop("nodepath", _PRODUCT),)
        )
        return f"{product.ooName} {product.ooSetupVersion}"

    def save_copy(self, book: xw.Book, path: Path) -> None:
        """Write a copy as .xlsx; the workbook keeps its own name and whether it was changed."""
        document: Any = book.api
        document.storeToURL(uno.systemPathToFileUrl(str(path)), (prop("FilterName", XLSX_FILTER),))

    @contextmanager
    def unprotected(self, sheet: xw.Sheet) -> Generator[None]:
        """Lift a protection without password; the office keeps what it allows until it is put back."""
        cells: Any = sheet.api
        if not cells.isProtected():
            yield
            return
        if not _is_lifted(cells):
            raise Protected(sheet.name)
        try:
            yield
        finally:
            cells.protect("")

    def tell(self, text: str, title: str) -> None:
        self._windows.tell(text, title)

    def ask(self, text: str, title: str) -> bool:
        return self._windows.ask(text, title)

    def choose_folder(self, start: Path | None) -> Path | None:
        return self._windows.choose_folder(start)

    def show(self, path: Path) -> None:
        self._windows.show(path)


def _is_lifted(cells: Any) -> bool:
    """Whether a sheet's protection has no password. Exceptions of UNO are kept from contextlib,
    which cannot hand them on."""
    try:
        cells.unprotect("")
    except uno.getClass("com.sun.star.lang.IllegalArgumentException"):
        return False
    return not cells.isProtected()
