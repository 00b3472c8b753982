"""Ranges of the fake Excel, and what hangs on them: fills, notes."""

from __future__ import annotations

import re
from typing import Any, Final

from openpyxl.comments import Comment as Stored
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from support.fake_excel.com import Com, is_block

NONE: Final = -4142  # xlColorIndexNone
_LINK: Final = re.compile(r'=HYPERLINK\(".*","(.*)"\)')


class Cells(Com):
    def __init__(self, sheet: Any) -> None:
        super().__init__(f"{sheet._label}.Cells")
        self.keep(sheet=sheet)

    def __call__(self, row: int, column: int) -> Range:
        return Range(self.sheet, (column, row, column, row))

    def ClearContents(self) -> None:
        self.did("ClearContents")
        self.sheet.UsedRange.put(None)


class Count(Com):
    def __init__(self, count: int) -> None:
        super().__init__("Count")
        self.keep(Count=count)


class Range(Com):
    def __init__(self, sheet: Any, bounds: Any) -> None:
        left, top, right, bottom = bounds
        address = f"${get_column_letter(left)}${top}"
        if (left, top) != (right, bottom):
            address += f":${get_column_letter(right)}${bottom}"
        super().__init__(f"{sheet._label}.Range({address.replace('$', '')!r})")
        self.keep(Worksheet=sheet, Application=sheet.Application, bounds=(left, top, right, bottom))
        self.keep(Row=top, Column=left, Rows=Count(bottom - top + 1), Columns=Count(right - left + 1))
        self.keep(Count=(bottom - top + 1) * (right - left + 1))
        self.keep(Address=address, Interior=Interior(self), Font=Com(f"{self._label}.Font"), MergeCells=False)

    def __call__(self, row: int, column: int) -> Range:
        place = (self.Column + column - 1, self.Row + row - 1)
        return Range(self.Worksheet, place * 2)

    def stored(self, book: Any) -> list[list[Any]]:
        left, top, right, bottom = self.bounds
        area = {"min_row": top, "max_row": bottom, "min_col": left, "max_col": right}
        return [list(row) for row in book.iter_rows(**area)]

    @property
    def cell(self) -> Any:
        return self.stored(self.Worksheet.stored)[0][0]

    def GetAddress(self, *how: int) -> str:
        assert how == (False, False, 1, False)
        return str(self.Address).replace("$", "")

    def read(self, book: Any, empty: Any) -> Any:
        rows: Any = tuple(
            tuple(empty if cell.value is None else _com(cell.value) for cell in row)
            for row in self.stored(book)
        )
        return rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]

    def __getattr__(self, name: str) -> Any:
        match name:
            case "Value":
                return self.read(self.Worksheet.values, None)
            case "Formula":
                found = self.read(self.Worksheet.stored, "")
                return found if is_block(found) else _typed(found)
            case "Comment":
                return Comment(self) if self.cell.comment is not None else None
            case _:
                raise AttributeError(f"the fake Excel has no Range.{name} yet")

    def put(self, value: Any) -> None:
        self.Worksheet.checked()
        for book in (self.Worksheet.stored, self.Worksheet.values):
            for row, cells in enumerate(self.stored(book)):
                for column, cell in enumerate(cells):
                    one = value[row][column] if is_block(value) else value
                    if type(cell).__name__ != "MergedCell":
                        cell.value = self.entered(one, is_value=book is self.Worksheet.values)

    def ClearContents(self) -> None:
        self.did("ClearContents")
        self.put(None)

    def Clear(self) -> None:
        self.did("Clear")
        self.put(None)

    set_Value = put
    set_Formula = put

    @staticmethod
    def entered(one: Any, *, is_value: bool) -> Any:
        """What a cell holds after someone typed this; of formulas only links are computed."""
        if not isinstance(one, str):
            return one
        link = _LINK.fullmatch(one)
        return link[1] if link and is_value else one.removeprefix("'")

    def AddComment(self, text: str) -> Comment:
        self.did("AddComment", text)
        self.Worksheet.checked()
        self.cell.comment = Stored(text, "")
        return Comment(self)

    def Select(self) -> None:
        self.did("Select")
        self.Application.keep(Selection=self)


class Interior(Com):
    def __init__(self, area: Range) -> None:
        super().__init__(f"{area._label}.Interior")
        self.keep(area=area)

    @property
    def ColorIndex(self) -> int:
        return NONE if self.area.cell.fill.fill_type is None else 0

    @property
    def Color(self) -> int:
        red, green, blue = bytes.fromhex(str(self.area.cell.fill.fgColor.rgb)[2:])
        return red | green << 8 | blue << 16

    def set_Color(self, value: int) -> None:
        self.area.Worksheet.checked()
        colour = f"FF{value & 255:02X}{value >> 8 & 255:02X}{value >> 16 & 255:02X}"
        self.area.cell.fill = PatternFill("solid", fgColor=colour)

    def set_ColorIndex(self, _: int) -> None:
        self.area.Worksheet.checked()
        self.area.cell.fill = PatternFill()


class Comment(Com):
    def __init__(self, area: Range) -> None:
        super().__init__(f"{area._label}.Comment")
        self.keep(Parent=area, Author="")

    def Text(self, text: str | None = None) -> str:
        if text is not None:
            self.did("Text", text)
            self.Parent.cell.comment = Stored(text, "")
        return str(self.Parent.cell.comment.text)

    def Delete(self) -> None:
        self.did("Delete")
        self.Parent.cell.comment = None


def _com(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _typed(value: Any) -> str:
    """What stands in the formula bar."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
