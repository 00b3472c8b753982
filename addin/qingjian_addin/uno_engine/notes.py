"""A cell's note (annotation)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import XlwingsError, base_classes

from qingjian_addin.uno_engine.constants import ANNOTATION
from qingjian_addin.uno_engine.exceptions import plain_errors
from qingjian_addin.uno_engine.protection import allow_formats

if TYPE_CHECKING:
    from qingjian_addin.uno_engine.ranges import Range


@plain_errors
class Note(base_classes.Note):
    """The note of one cell."""

    def __init__(self, parent: Range, cell: Any) -> None:
        self._parent = parent
        self._cell = cell

    @classmethod
    def added(cls, parent: Range, cell: Any, text: str) -> Note:
        """A new note; Excel refuses a second one in a cell, and so do we."""
        if cell.queryContentCells(ANNOTATION).Count:
            raise XlwingsError(f"{parent.address} has a note already")
        parent.sheet.cells_of.Annotations.insertNew(cell.CellAddress, text)
        return cls(parent, cell)

    @property
    def api(self) -> Any:
        return self._cell.Annotation

    @property
    def text(self) -> str:
        return str(self._cell.Annotation.String)

    @text.setter
    def text(self, value: str) -> None:
        allow_formats(self._parent.sheet.cells_of, self._cell)
        self._cell.Annotation.String = value

    @property
    def author(self) -> str:
        return str(self._cell.Annotation.Author)

    @property
    def location(self) -> Range:
        return self._parent.sheet.of(self._cell)

    def delete(self) -> None:
        allow_formats(self._parent.sheet.cells_of, self._cell)
        self._cell.clearContents(ANNOTATION)
