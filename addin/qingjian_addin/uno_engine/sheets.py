"""The sheets of a book, and one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError, XlwingsError, base_classes

from qingjian_addin.uno_engine.addresses import parsed
from qingjian_addin.uno_engine.constants import ANNOTATION
from qingjian_addin.uno_engine.exceptions import plain_errors
from qingjian_addin.uno_engine.names import Names
from qingjian_addin.uno_engine.notes import Note
from qingjian_addin.uno_engine.ranges import Range

if TYPE_CHECKING:
    from qingjian_addin.uno_engine.books import Book

Corner = str | tuple[int, ...] | Range


@plain_errors
class Sheets(base_classes.Sheets):
    """All sheets of a book, hidden ones too, in their order."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheets = book.document.Sheets

    @property
    def api(self) -> Any:
        return self._sheets

    @property
    def active(self) -> Sheet:
        controller = self._book.document.CurrentController
        return Sheet(self._book, controller.ActiveSheet if controller else self._sheets.getByIndex(0))

    def __call__(self, name_or_index: int | str) -> Sheet:
        if isinstance(name_or_index, int):
            return Sheet(self._book, self._sheets.getByIndex(name_or_index - 1))
        for name in self._sheets.ElementNames:
            if name.casefold() == name_or_index.casefold():  # as Excel compares them
                return Sheet(self._book, self._sheets.getByName(name))
        raise NoSuchObjectError(f"no sheet {name_or_index!r}")

    def __len__(self) -> int:
        return int(self._sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        for at in range(len(self)):
            yield Sheet(self._book, self._sheets.getByIndex(at))

    def __contains__(self, name_or_index: object) -> bool:
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        wanted = str(name_or_index).casefold()
        return any(name.casefold() == wanted for name in self._sheets.ElementNames)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new sheet, before the active one when no place is named; it becomes the active one, as in Excel."""
        refuse_fixed(self._book)
        if before is not None:
            position = before.index - 1
        else:
            position = after.index if after is not None else self.active.index - 1
        taken = {known.casefold() for known in self._sheets.ElementNames}
        new = name or next(
            name for name in (f"Sheet{n}" for n in range(1, len(taken) + 2)) if name.casefold() not in taken
        )
        self._sheets.insertNewByName(new, position)
        sheet = self(new)
        sheet.activate()
        return sheet


@plain_errors
class Sheet(base_classes.Sheet):
    """One sheet; `cells_of` is the UNO sheet behind it."""

    def __init__(self, book: Book, cells_of: Any) -> None:
        self._book = book
        self.cells_of = cells_of

    @property
    def api(self) -> Any:
        return self.cells_of

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return str(self.cells_of.Name)

    @name.setter
    def name(self, value: str) -> None:
        refuse_fixed(self._book)
        self.cells_of.Name = value

    @property
    def index(self) -> int:
        return int(self.cells_of.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self._book, self.cells_of.NamedRanges)

    @property
    def visible(self) -> bool:
        return bool(self.cells_of.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        refuse_fixed(self._book)
        self.cells_of.IsVisible = bool(value)

    @property
    def cells(self) -> Range:
        return Range(self, self.cells_of)

    @property
    def used_range(self) -> Range:
        """The smallest block that holds all that is used."""
        cursor = self.cells_of.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        area = cursor.RangeAddress
        return self.at(area.StartRow, area.StartColumn, area.EndRow, area.EndColumn)

    def used_end(self) -> tuple[int, int]:
        """The last used row and column, 0-based."""
        cursor = self.cells_of.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = cursor.RangeAddress
        return int(area.EndRow), int(area.EndColumn)

    def range(self, arg1: Corner, arg2: Corner | None = None) -> Range:
        """From an address, a name, a (row, column), a (row, column, height, width) or two corners; 1-based."""
        first = self._corners(arg1)
        last = self._corners(arg2) if arg2 is not None else first
        return self.at(
            min(first[0], last[0]) - 1,
            min(first[1], last[1]) - 1,
            max(first[2], last[2]) - 1,
            max(first[3], last[3]) - 1,
        )

    def at(self, top: int, left: int, bottom: int, right: int) -> Range:
        """A block by its corners, 0-based."""
        return Range(self, self.cells_of.getCellRangeByPosition(left, top, right, bottom))

    def of(self, cells: Any) -> Range:
        """The range of a UNO object on this sheet."""
        return Range(self, cells)

    def activate(self) -> None:
        controller = self._book.document.CurrentController
        if controller is not None and self.visible:
            controller.setActiveSheet(self.cells_of)

    def select(self) -> None:
        self.activate()

    def clear(self) -> None:
        self.cells.clear()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        refuse_fixed(self._book)
        self._book.document.Sheets.removeByName(self.name)

    @property
    def notes(self) -> list[Note]:
        """All notes of the sheet, row by row."""
        found = self.cells_of.queryContentCells(ANNOTATION)
        areas = (self.at(a.StartRow, a.StartColumn, a.EndRow, a.EndColumn) for a in found.RangeAddresses)
        cells = [area(place) for area in areas for place in range(1, len(area) + 1)]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        return [Note(cell, cell.cells.getCellByPosition(0, 0)) for cell in cells]

    def _corners(self, corner: Corner) -> tuple[int, int, int, int]:
        if isinstance(corner, Range):
            height, width = corner.shape
            return corner.row, corner.column, corner.row + height - 1, corner.column + width - 1
        if isinstance(corner, tuple):
            row, col, height, width = corner if len(corner) == 4 else (*corner, 1, 1)
            return row, col, row + height - 1, col + width - 1
        return self._addressed(corner)

    def _addressed(self, address: str) -> tuple[int, int, int, int]:
        limit = self.cells_of.RangeAddress
        corners = parsed(address, limit.EndRow + 1, limit.EndColumn + 1)
        return self._corners(self._named(address)) if corners is None else corners

    def _named(self, name: str) -> Range:
        for names in (self.names, self._book.names):
            if names.contains(name):
                return names(name).refers_to_range
        raise NoSuchObjectError(f"{name!r} is neither an address nor a name")


def refuse_fixed(book: Book) -> None:
    """Raise when the book's structure is protected; UNO would ignore the change without a word."""
    if book.document.isProtected():
        raise XlwingsError("the structure of the workbook is protected")
