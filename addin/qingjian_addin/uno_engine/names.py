"""Defined names of a book or of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uno
from xlwings import NoSuchObjectError, base_classes

from qingjian_addin.uno_engine.exceptions import plain_errors

if TYPE_CHECKING:
    from qingjian_addin.uno_engine.books import Book
    from qingjian_addin.uno_engine.ranges import Range


@plain_errors
class Names(base_classes.Names):
    """Names by name or position."""

    def __init__(self, book: Book, names: Any) -> None:
        self._book = book
        self._names = names

    @property
    def api(self) -> Any:
        return self._names

    def __call__(self, name_or_index: int | str) -> Name:
        if isinstance(name_or_index, int):
            return Name(self._book, self._names, self._names.ElementNames[name_or_index - 1])
        name = self._known(name_or_index)
        if name is None:
            raise NoSuchObjectError(f"no name {name_or_index!r}")
        return Name(self._book, self._names, name)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, Name(self._book, self._names, name)) for name in self._names.ElementNames]

    def contains(self, name_or_index: int | str) -> bool:
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self._known(name_or_index) is not None

    def __len__(self) -> int:
        return int(self._names.Count)

    def add(self, name: str, refers_to: str) -> Name:
        """A name for an address written as Excel does: =Sheet1!$A$1."""
        if known := self._known(name):
            self._names.removeByName(known)
        self._names.addNewByName(name, "", _origin(), 0)
        added = Name(self._book, self._names, name)
        added.refers_to = refers_to
        return added

    def _known(self, name: str) -> str | None:
        wanted = name.casefold()
        return next((known for known in self._names.ElementNames if known.casefold() == wanted), None)


@plain_errors
class Name(base_classes.Name):
    """One name and what it refers to."""

    def __init__(self, book: Book, names: Any, name: str) -> None:
        self._book = book
        self._names = names
        self._name = name

    @property
    def api(self) -> Any:
        return self._names.getByName(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._name = value

    @property
    def refers_to(self) -> str:
        entry = self.api
        return self._book.grammar.text(entry.getTokens(), entry.ReferencePosition)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        entry = self.api
        entry.setTokens(self._book.grammar.parse(value, entry.ReferencePosition))

    @property
    def refers_to_range(self) -> Range:
        cells = self.api.ReferredCells
        if cells is None:
            raise NoSuchObjectError(f"{self._name!r} does not refer to cells")
        return self._book.sheets(cells.Spreadsheet.Name).of(cells)

    def delete(self) -> None:
        self._names.removeByName(self._name)


def _origin() -> Any:
    return uno.createUnoStruct("com.sun.star.table.CellAddress", 0, 0, 0)
