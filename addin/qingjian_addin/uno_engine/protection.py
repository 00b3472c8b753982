"""Refusing, as Excel does, what a protected sheet does not allow: UNO would ignore it without a word."""

from __future__ import annotations

from typing import Any

from xlwings import XlwingsError


class SheetProtected(XlwingsError):
    """The sheet is protected, and what was asked for touches locked cells or formats."""

    def __init__(self, sheet: str, area: str) -> None:
        super().__init__(f"{sheet}!{area} is locked: the sheet is protected")
        self.sheet = sheet
        self.area = area


def allow_contents(sheet: Any, cells: Any) -> None:
    """Raise SheetProtected when a cell of the range may not be written."""
    if sheet.isProtected() and any_locked(cells):
        raise SheetProtected(sheet.Name, address_of(cells))


def allow_formats(sheet: Any, cells: Any) -> None:
    """Raise SheetProtected when formats and notes may not be changed."""
    if sheet.isProtected():
        raise SheetProtected(sheet.Name, address_of(cells))


def any_locked(cells: Any) -> bool:
    """Whether one cell of the range at least is locked."""
    groups = cells.getUniqueCellFormatRanges()
    return any(groups.getByIndex(at).CellProtection.IsLocked for at in range(groups.Count))


def address_of(cells: Any) -> str:
    """The range as people write it, without its sheet."""
    return str(cells.AbsoluteName).rpartition(".")[2].replace("$", "")
