"""The workbooks that are open, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import uno
from xlwings import NoSuchObjectError, XlwingsError, base_classes

from qingjian_addin.uno_engine.exceptions import plain_errors
from qingjian_addin.uno_engine.formulas import Grammar
from qingjian_addin.uno_engine.names import Names
from qingjian_addin.uno_engine.ranges import Range
from qingjian_addin.uno_engine.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from qingjian_addin.uno_engine.apps import App

XLSX_FILTER: Final = "Calc MS Excel 2007 XML"
_FILTERS: Final = {
    ".xlsx": XLSX_FILTER,
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
}
_SPREADSHEET: Final = "com.sun.star.sheet.SpreadsheetDocument"


def prop(name: str, value: object) -> Any:
    """A named argument of a UNO call."""
    return uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)


@plain_errors
class Books(base_classes.Books):
    """Every spreadsheet of the running office, in the order in which it lists them."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def api(self) -> Any:
        return self._app.desktop.Components

    @property
    def active(self) -> Book | None:
        """The one in front; a hidden one only when there is no other."""
        current = self._app.desktop.getCurrentComponent()
        if current is not None and current.supportsService(_SPREADSHEET):
            return Book(self._app, current)
        return next(iter(self), None)

    def __call__(self, name_or_index: int | str) -> Book:
        if isinstance(name_or_index, int):
            return list(self)[name_or_index - 1]
        for book in self:
            if name_or_index in {book.name, book.fullname}:
                return book
        raise NoSuchObjectError(f"no open workbook {name_or_index!r}")

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Book]:
        components = self._app.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if document.supportsService(_SPREADSHEET):
                yield Book(self._app, document)

    def add(self) -> Book:
        return Book(self._app, self._load("private:factory/scalc"))

    def open(self, fullname: str, *_others: object, **_options: object) -> Book:
        path = Path(fullname).resolve()
        if not path.exists():
            raise FileNotFoundError(path)
        return Book(self._app, self._load(uno.systemPathToFileUrl(str(path))))

    def _load(self, url: str) -> Any:
        never = 0  # MacroExecutionMode.NEVER_EXECUTE, UpdateDocMode.NO_UPDATE
        options = prop("MacroExecutionMode", never), prop("UpdateDocMode", never)
        return self._app.desktop.loadComponentFromURL(url, "_blank", 0, options)


@plain_errors
class Book(base_classes.Book):
    """One workbook; `document` is the UNO model behind it."""

    def __init__(self, app: App, document: Any) -> None:
        self._app = app
        self.document = document

    @property
    def api(self) -> Any:
        return self.document

    @property
    def app(self) -> App:
        return self._app

    @cached_property
    def grammar(self) -> Grammar:
        """Excel's notation of formulas for this document."""
        return Grammar(self.document)

    @property
    def fullname(self) -> str:
        """The path; the title alone for a book that was never saved."""
        return uno.fileUrlToSystemPath(self.document.URL) if self.document.URL else str(self.document.Title)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, self.document.NamedRanges)

    @property
    def selection(self) -> Range | None:
        """The first selected block of cells; None when a drawing is selected."""
        controller = self.document.CurrentController
        selected = controller.Selection if controller is not None else None
        if selected is not None and selected.supportsService("com.sun.star.sheet.SheetCellRanges"):
            selected = selected.getByIndex(0) if selected.Count else None
        if selected is None or not hasattr(selected, "Spreadsheet"):
            return None
        return Sheet(self, selected.Spreadsheet).of(selected)

    def activate(self) -> None:
        controller = self.document.CurrentController
        if controller is not None:
            controller.Frame.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save, under a new path if one is given; the suffix tells the format."""
        if password is not None:
            raise XlwingsError("the office asks for passwords itself; none can be given here")
        if path is None and self.document.hasLocation():
            self.document.store()
            return
        target = Path(path or self.name).resolve()
        kind = _FILTERS.get(target.suffix.lower(), XLSX_FILTER)
        self.document.storeAsURL(uno.systemPathToFileUrl(str(target)), (prop("FilterName", kind),))

    def close(self) -> None:
        self.document.close(True)
