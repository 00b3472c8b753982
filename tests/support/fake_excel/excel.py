"""An Excel of COM objects over an openpyxl workbook: it does what our commands ask of Excel, and writes down every
change asked of it. A member that nobody has needed yet does not exist: its first use fails a test.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import range_boundaries

from support.fake_excel.areas import Cells, Comment, Range
from support.fake_excel.com import Com
from support.fake_excel.modules import ComError

WINDOW: Final = 1
_FAILED: Final = -2147352567
_PERMISSIONS: Final = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}
"""What Excel says a protection allows: what the file says it forbids."""


class Application(Com):
    def __init__(self, path: Path) -> None:
        super().__init__("Application")
        self.keep(Name="Microsoft Excel", Version="16.0", Build=17328, Hwnd=WINDOW)
        self.keep(OperatingSystem="Windows (64-bit) NT 10.00", ScreenUpdating=True, DisplayAlerts=True)
        self.keep(StatusBar=False, Calculation=-4105, Application=self, folder=path.parent)
        self.keep(ActiveWorkbook=Workbook(self, path))
        self.keep(Selection=self.ActiveWorkbook.ActiveSheet.Range("A1"))

    def FileDialog(self, kind: int) -> FileDialog:
        self.did("FileDialog", kind)
        return FileDialog(self.folder)


class FileDialog(Com):
    def __init__(self, folder: Path) -> None:
        super().__init__("FileDialog")
        self.keep(SelectedItems=self, folder=folder)

    def Show(self) -> int:
        self.did("Show")
        return -1

    def Item(self, number: int) -> str:
        assert number == 1
        return str(self.folder)


class Workbook(Com):
    def __init__(self, app: Application, path: Path) -> None:
        super().__init__("Workbook")
        book = openpyxl.load_workbook(path)
        values = openpyxl.load_workbook(path, data_only=True)
        self.keep(Application=app, Parent=app, Name=path.name, FullName=str(path), Path=str(path.parent))
        self.keep(stored=book, values=values, Names=Names(book))
        sheets = [Worksheet(self, sheet, values[sheet.title]) for sheet in book.worksheets]
        self.keep(Worksheets=Worksheets(self, sheets), ActiveSheet=sheets[0])

    def SaveCopyAs(self, path: str) -> None:
        """The file as it was opened: what was changed since is in the trace."""
        self.did("SaveCopyAs", Path(path).name)
        shutil.copyfile(self.FullName, path)

    def Activate(self) -> None:
        self.did("Activate")


class Names(Com):
    def __init__(self, book: Any) -> None:
        super().__init__("Names")
        found = {name: Name(self, name, f"={one.attr_text}") for name, one in book.defined_names.items()}
        self.keep(found=found)

    @property
    def Count(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Name]:
        return iter(list(self.found.values()))

    def __call__(self, key: int | str) -> Any:
        if isinstance(key, int):
            return list(self.found.values())[key - 1]
        if key not in self.found:
            raise ComError(_FAILED, key)
        return self.found[key]

    def Add(self, name: str, refers_to: str) -> Any:
        self.did("Add", name, refers_to)
        self.found[name] = Name(self, name, refers_to)
        return self.found[name]


class Name(Com):
    def __init__(self, names: Names, name: str, refers_to: str) -> None:
        super().__init__(f"Names({name!r})")
        self.keep(Name=name, RefersTo=refers_to, names=names)

    def Delete(self) -> None:
        self.did("Delete")
        del self.names.found[self.Name]


class Worksheets(Com):
    def __init__(self, book: Workbook, sheets: list[Worksheet]) -> None:
        super().__init__("Worksheets")
        self.keep(Parent=book, sheets=sheets)

    @property
    def Count(self) -> int:
        return len(self.sheets)

    def __iter__(self) -> Iterator[Worksheet]:
        return iter(self.sheets)

    def __call__(self, key: int | str) -> Any:
        if isinstance(key, int):
            return self.sheets[key - 1]
        for sheet in self.sheets:
            if key == sheet.Name:
                return sheet
        raise ComError(_FAILED, key)

    def Add(self, Before: Worksheet) -> Worksheet:
        self.did("Add", Before=Before)
        book = self.Parent
        stored = book.stored.create_sheet("Sheet1", Before.Index - 1)
        values = book.values.create_sheet("Sheet1")
        sheet = Worksheet(book, stored, values)
        self.sheets.insert(Before.Index - 1, sheet)
        return sheet


class Protection(Com):
    def __init__(self, stored: Any) -> None:
        super().__init__("Protection")
        self.keep(stored=stored)

    def __getattr__(self, name: str) -> bool:
        if name not in _PERMISSIONS:
            raise AttributeError(name)
        return not getattr(self.stored, _PERMISSIONS[name])


class Worksheet(Com):
    def __init__(self, book: Workbook, stored: Any, values: Any) -> None:
        super().__init__(f"Worksheets({stored.title!r})")
        self.keep(stored=stored, values=values, Parent=book, Application=book.Application)
        self.keep(Visible=-1 if stored.sheet_state == "visible" else 0, EnableSelection=0)
        self.keep(ProtectContents=bool(stored.protection.sheet), ProtectDrawingObjects=False)
        self.keep(ProtectScenarios=False, ProtectionMode=False, Protection=Protection(stored.protection))
        self.keep(Cells=Cells(self))

    @property
    def Name(self) -> str:
        return str(self.stored.title)

    def set_Name(self, name: str) -> None:
        self.stored.title = name
        self.keep(_label=f"Worksheets({name!r})")

    @property
    def Index(self) -> int:
        return int(self.Parent.Worksheets.sheets.index(self)) + 1

    def Move(self, Before: Worksheet) -> None:
        self.did("Move", Before=Before)
        sheets = self.Parent.Worksheets.sheets
        sheets.remove(self)
        sheets.insert(sheets.index(Before), self)

    @property
    def UsedRange(self) -> Range:
        return Range(self, (1, 1, self.stored.max_column, self.stored.max_row))

    @property
    def Comments(self) -> list[Comment]:
        cells = [cell for row in self.stored.iter_rows() for cell in row if cell.comment is not None]
        return [Comment(Range(self, (cell.column, cell.row) * 2)) for cell in cells]

    def Range(self, first: str | Range, last: Range | None = None) -> Range:
        if isinstance(first, str):
            return Range(self, range_boundaries(first.replace("$", "")))
        assert last is not None
        return Range(self, (*first.bounds[:2], *last.bounds[2:]))

    def Activate(self) -> None:
        self.did("Activate")
        self.Parent.keep(ActiveSheet=self)

    def Unprotect(self, password: str) -> None:
        self.did("Unprotect", password)
        if self.stored.protection.password:
            raise ComError(_FAILED, "password")
        self.keep(ProtectContents=False)

    def Protect(self, **options: bool) -> None:
        self.did("Protect", **options)
        self.keep(ProtectContents=options["Contents"])

    def checked(self) -> None:
        if self.ProtectContents:
            raise ComError(_FAILED, "the sheet is protected")
