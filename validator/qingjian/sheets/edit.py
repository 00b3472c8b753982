"""Values into cells of a user's workbook: blank cells, and the cached results beneath formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from qingjian.errors import CannotWrite
from qingjian.model.figure import plain, stored
from qingjian.model.grid import a1
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard
from qingjian.sheets.book import Book
from qingjian.sheets.escape import cell_text, text_element
from qingjian.sheets.outline import Element
from qingjian.sheets.package import Package
from qingjian.sheets.shared_strings import Texts
from qingjian.sheets.sheet_part import SheetPart

_TRUE: Final = {True: "1", False: "0"}


Value = Decimal | str | bool


class CellEdit(NamedTuple):
    """A value for one cell, 1-based."""

    sheet: str
    row: int
    col: int
    value: Value

    @property
    def address(self) -> str:
        return f"{self.sheet}!{a1(self.row, self.col)}"


def fill_cells(data: bytes, edits: Sequence[CellEdit]) -> bytes:
    """The workbook with the values in it. A formula stays, only the result stored beneath it changes.

    A cell that already shows the value is left as it is; one that holds something else
    is the user's, and CannotWrite("occupied") names it."""
    package = Package(data)
    book = Book(package)
    texts = Texts(book)
    for name in dict.fromkeys(edit.sheet for edit in edits):
        ours = [edit for edit in edits if edit.sheet == name]
        sheet = SheetPart(package, book.sheet(name).part, rows={edit.row for edit in ours})
        for edit in {(edit.row, edit.col): edit for edit in ours}.values():
            _fill(sheet, edit, texts)
        sheet.flush()
    return package.pack()


def _fill(sheet: SheetPart, edit: CellEdit, texts: Texts) -> None:
    _check(sheet, edit)
    cell = sheet.cell(edit.row, edit.col)
    if cell is None:
        if edit.value != "":
            kind, content = _constant(sheet.data, edit.value)
            style = sheet.style(edit.row, edit.col)
            mark = f' t="{kind}"' if kind else ""
            sheet.insert(edit.row, edit.col, style=style, kind=mark, content=content)
        return
    shown = texts.of(sheet.outline, cell)
    if _same(cell, shown, edit.value):
        return
    formula = cell.first("f")
    if formula is not None:
        _set_result(sheet, cell, formula, edit.value)
    elif not shown.strip():
        _set_constant(sheet, cell, edit.value)
    else:
        raise CannotWrite("occupied", edit.address)


def _check(sheet: SheetPart, edit: CellEdit) -> None:
    if isinstance(edit.value, Decimal) and not edit.value.is_finite():
        raise ValueError(edit.address)
    if isinstance(edit.value, str) and len(edit.value) > guard.TEXT_CHARS:
        raise CannotWrite("text-too-long", edit.address)
    for area in sheet.merges():
        if area.holds(edit.row, edit.col) and (edit.row, edit.col) != (area.top, area.left):
            raise CannotWrite("under-merge", edit.address)


def _same(cell: Element, shown: str, value: Value) -> bool:
    kind = cell.attributes.get("t", "n")
    if isinstance(value, bool):
        return kind == "b" and shown == _TRUE[value]
    if isinstance(value, Decimal):
        return kind == "n" and stored(shown) == stored(plain(value))
    if value == "" and cell.first("f") is None:
        return not shown.strip()
    return (
        kind in ("s", "str", "inlineStr")
        and shown == value
        and cell.first("v" if kind != "inlineStr" else "is") is not None
    )


def _set_result(sheet: SheetPart, cell: Element, formula: Element, value: Value) -> None:
    kind, text = _result(value)
    tag = cell.sibling("v")
    new = f"<{tag}>{text}</{tag}>".encode()
    old = cell.first("v")
    if old is not None:
        sheet.patch.replace(old.start, old.end, new)
    else:
        sheet.patch.insert(formula.end, new)
    _set_kind(sheet, cell, kind)


def _set_constant(sheet: SheetPart, cell: Element, value: Value) -> None:
    kind, content = _constant(cell, value)
    if cell.is_short:
        sheet.patch.append(cell, content.encode())
    else:
        sheet.patch.replace(cell.inside, cell.close, content.encode())
    _set_kind(sheet, cell, kind)


def _set_kind(sheet: SheetPart, cell: Element, kind: str) -> None:
    """`t` says what the value is; `vm` described the value that was there before."""
    sheet.patch.drop_attribute(cell, "vm")
    if not kind:
        sheet.patch.drop_attribute(cell, "t")
    elif cell.attributes.get("t") != kind:
        sheet.patch.set_attribute(cell, "t", kind)


def _result(value: Value) -> tuple[str, str]:
    if isinstance(value, bool):
        return "b", _TRUE[value]
    return ("", plain(value)) if isinstance(value, Decimal) else ("str", cell_text(value))


def _constant(near: Element, value: Value) -> tuple[str, str]:
    """The type and the content of a cell; text is written in place, shared strings stay untouched."""
    if isinstance(value, str):
        holder = near.sibling("is")
        return "inlineStr", f"<{holder}>{text_element(near.sibling('t'), value)}</{holder}>"
    kind, text = _result(value)
    tag = near.sibling("v")
    return kind, f"<{tag}>{text}</{tag}>"
