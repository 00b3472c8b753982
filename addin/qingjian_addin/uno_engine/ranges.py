"""A range of cells as xlwings sees one: values, formulas, formats, notes, merges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from qingjian.model.grid import letters
from qingjian_addin.uno_engine import blocks, measures
from qingjian_addin.uno_engine.colours import from_uno, to_uno
from qingjian_addin.uno_engine.constants import ANNOTATION, ANY_RESULT, CONTENTS, FORMATS
from qingjian_addin.uno_engine.exceptions import plain_errors
from qingjian_addin.uno_engine.fonts import Font
from qingjian_addin.uno_engine.notes import Note
from qingjian_addin.uno_engine.numberformats import format_code, set_format
from qingjian_addin.uno_engine.protection import allow_contents, allow_formats

if TYPE_CHECKING:
    from qingjian_addin.uno_engine.sheets import Sheet


@plain_errors
class Range(base_classes.Range):
    """Cells of one sheet; `cells` is the UNO range behind it."""

    def __init__(self, sheet: Sheet, cells: Any) -> None:
        self._sheet = sheet
        self.cells = cells
        self.options: dict[str, Any] = {}
        area = cells.RangeAddress
        self._top, self._left = area.StartRow, area.StartColumn
        self._shape = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1

    # ------------------------------------------------------------ where

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Any:
        return self.cells

    @property
    def row(self) -> int:
        return int(self._top) + 1

    @property
    def column(self) -> int:
        return int(self._left) + 1

    @property
    def shape(self) -> tuple[int, int]:
        return self._shape

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return (self._sheet.name, self.row, self.column, *self._shape)

    @property
    def address(self) -> str:
        return self.get_address(row_absolute=True, col_absolute=True, external=False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:  # noqa: FBT001 -- theirs
        height, width = self._shape
        corners = [(self.row, self.column)]
        if (height, width) != (1, 1):
            corners.append((self.row + height - 1, self.column + width - 1))
        text = ":".join(_absolute(row, col, row_absolute, col_absolute) for row, col in corners)
        return f"'[{self._sheet.book.name}]{self._sheet.name}'!{text}" if external else text

    def __len__(self) -> int:
        return int(self._shape[0] * self._shape[1])

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """The cell at a row and column of this range, or at a position counted row by row; 1-based."""
        if arg2 is None:
            row, col = divmod(arg1 - 1, self._shape[1])
        else:
            row, col = arg1 - 1, arg2 - 1
        return self._sheet.range((self.row + row, self.column + col))

    # ------------------------------------------------------------ values and formulas

    @property
    def raw_value(self) -> list[list[Any]]:
        return blocks.read(self._document, self.cells)

    @raw_value.setter
    def raw_value(self, value: object) -> None:
        allow_contents(self._sheet.cells_of, self.cells)
        if isinstance(value, str) and value.startswith("=") and len(value) > 1:
            self._fill(value)
        else:
            blocks.write(self._document, self.cells, self._rows(value), self._sheet.book.grammar)

    @property
    def formula(self) -> Any:
        """Text as the user would type it: a string for a cell, rows of them for a block."""
        texts = [list(row) for row in self.cells.getFormulaArray()]
        grammar = self._sheet.book.grammar
        for row, col in blocks.places(self.cells, self.cells.queryFormulaCells(ANY_RESULT)):
            texts[row][col] = grammar.to_excel(self.cells.getCellByPosition(col, row), texts[row][col])
        return texts[0][0] if self._shape == (1, 1) else tuple(map(tuple, texts))

    @formula.setter
    def formula(self, value: object) -> None:
        self.raw_value = value

    @property
    def formula2(self) -> Any:
        return self.formula

    @formula2.setter
    def formula2(self, value: object) -> None:
        self.raw_value = value

    @property
    def has_array(self) -> bool:
        return self._shape == (1, 1) and bool(self.cells.getArrayFormula())

    def clear(self) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.clearContents(CONTENTS | FORMATS | ANNOTATION)

    def clear_contents(self) -> None:
        allow_contents(self._sheet.cells_of, self.cells)
        self.cells.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.clearContents(FORMATS)

    # ------------------------------------------------------------ formats

    @property
    def color(self) -> tuple[int, int, int] | None:
        return from_uno(self.cells.CellBackColor)

    @color.setter
    def color(self, color_or_rgb: str | int | Sequence[int] | None) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.CellBackColor = to_uno(color_or_rgb)

    @property
    def number_format(self) -> str | None:
        return format_code(self._document, self.cells)

    @number_format.setter
    def number_format(self, value: str) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        set_format(self._document, self.cells, value)

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def wrap_text(self) -> bool | None:
        if self.cells.getPropertyState("IsTextWrapped").value == "AMBIGUOUS_VALUE":
            return None
        return bool(self.cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.IsTextWrapped = value

    @property
    def column_width(self) -> float:
        return measures.characters(self.cells.Columns.getByIndex(0).Width)

    @column_width.setter
    def column_width(self, value: float) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.Columns.Width = measures.from_characters(value)

    @property
    def row_height(self) -> float:
        return measures.points(self.cells.Rows.getByIndex(0).Height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.Rows.Height = measures.from_points(value)

    @property
    def row_hidden(self) -> bool:
        return not self.cells.Rows.IsVisible

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool:
        return not self.cells.Columns.IsVisible

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        self.cells.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        allow_formats(self._sheet.cells_of, self.cells)
        if axis in {None, "columns", "c"}:
            self.cells.Columns.OptimalWidth = True
        if axis in {None, "rows", "r"}:
            self.cells.Rows.OptimalHeight = True

    # ------------------------------------------------------------ merges

    @property
    def merge_area(self) -> Range:
        """The merged area that the first cell belongs to; the cell itself when it is alone."""
        cursor = self._sheet.cells_of.createCursorByRange(self._first)
        cursor.collapseToMergedArea()
        area = cursor.RangeAddress
        return self._sheet.at(area.StartRow, area.StartColumn, area.EndRow, area.EndColumn)

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged; None when some are and some are not."""
        merged = self.merge_area
        if len(merged) > 1 and self._is_within(merged):
            return True
        if len(self) == 1:
            return False
        return None if len(merged) > 1 or self.cells.getIsMerged() else False

    # ------------------------------------------------------------ notes

    @property
    def note(self) -> Note | None:
        cell = self._first
        return Note(self, cell) if cell.queryContentCells(ANNOTATION).Count else None

    def add_note(self, text: str) -> Note:
        allow_formats(self._sheet.cells_of, self.cells)
        return Note.added(self, self._first, text)

    # ------------------------------------------------------------ moving about

    def select(self) -> None:
        """A cell of a merged area selects the whole of it, as in Excel."""
        self._sheet.activate()
        controller = self._document.CurrentController
        if controller is not None:
            controller.select(self.merge_area.cells if len(self) == 1 else self.cells)

    def end(self, direction: str) -> Range:
        """Where Ctrl and an arrow key lead from the first cell."""
        cursor = self._sheet.cells_of.createCursorByRange(self._first)
        origin, limit = cursor.RangeAddress, self._sheet.cells_of.RangeAddress
        steps = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}[direction]
        last = limit.EndRow, limit.EndColumn
        line = self._line(origin.StartRow, origin.StartColumn, steps)
        jump = _jump([value != "" for value in line])
        if jump is None:  # nothing more: the edge of the sheet
            jump = sum(last)
        row = min(max(origin.StartRow + steps[0] * jump, 0), last[0])
        col = min(max(origin.StartColumn + steps[1] * jump, 0), last[1])
        return self._sheet.at(row, col, row, col)

    # ------------------------------------------------------------ inside

    @property
    def _document(self) -> Any:
        return self._sheet.book.document

    @cached_property
    def _first(self) -> Any:
        return self.cells.getCellByPosition(0, 0)

    def _rows(self, value: object) -> Sequence[Sequence[object]]:
        """Rows of this range's shape; one value fills all cells, as in Excel."""
        height, width = self._shape
        if not isinstance(value, (list, tuple)):
            return [[value] * width] * height
        rows: list[Any] = list(value)  # pyright: ignore[reportUnknownArgumentType] # rows of anything
        return [rows] if rows and not isinstance(rows[0], (list, tuple)) else rows

    def _fill(self, formula: str) -> None:
        """A formula in every cell, its relative addresses moved along."""
        blocks.enter_formula(self._first, formula, self._sheet.book.grammar)
        tokens = self._first.getTokens()  # they hold distances, not addresses
        for place in range(1, len(self)):
            row, col = divmod(place, self._shape[1])
            self.cells.getCellByPosition(col, row).setTokens(tokens)

    def _is_within(self, other: Range) -> bool:
        return (
            other.row <= self.row
            and other.column <= self.column
            and self.row + self.shape[0] <= other.row + other.shape[0]
            and self.column + self.shape[1] <= other.column + other.shape[1]
        )

    def _line(self, row: int, col: int, steps: tuple[int, int]) -> list[Any]:
        """The values from a cell on in one direction, as far as the sheet is used."""
        end = self._sheet.used_end()
        if steps[0]:
            far = max(end[0], row) if steps[0] > 0 else 0
            column = self._sheet.at(min(row, far), col, max(row, far), col).cells.getDataArray()
            values = [line[0] for line in column]
        else:
            far = max(end[1], col) if steps[1] > 0 else 0
            values = list(self._sheet.at(row, min(col, far), row, max(col, far)).cells.getDataArray()[0])
        return values if sum(steps) > 0 else values[::-1]


def _absolute(row: int, col: int, row_absolute: bool, col_absolute: bool) -> str:  # noqa: FBT001 -- as above
    return f"{'$' * col_absolute}{letters(col)}{'$' * row_absolute}{row}"


def _jump(filled: list[bool]) -> int | None:
    """How many cells Ctrl and an arrow key go; None: to the edge of the sheet."""
    if len(filled) > 1 and filled[0] and filled[1]:
        return next((at for at, cell in enumerate(filled) if not cell), len(filled)) - 1
    return next((at for at, cell in enumerate(filled) if cell and at), None)
