"""Extracted data by the cell they belong into; the border between plain JSON and typed values."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from qingjian.catalog.edition import ListBlock, SheetSpec, Text
from qingjian.catalog.lists import published
from qingjian.functions.computed import Value
from qingjian.model.figure import stored
from qingjian.templates.place import PlacedCell

Json = dict[str, Any]


class Missing:
    """The data say nothing about a cell, which is not the same as null."""


class _Unread(str):
    """A text that could not be read as the field's type; it goes back as it was."""

    __slots__ = ()


MISSING: Final = Missing()
Given = Value | Missing


@dataclass(frozen=True, slots=True)
class Filling:
    """What the cells of one sheet are to hold."""

    blocks: Json
    answers: frozenset[str]
    """Blocks that are one text."""

    def rows(self) -> dict[str, int]:
        """Rows of data by block, or by block.item for a sublist."""
        counts: dict[str, int] = {}
        for block, content in self.blocks.items():
            rows = _step(content, "rows")
            if (array := _array(rows)) is not None:
                counts[block] = len(array)
            for item, sub in (_object(rows) or {}).items():
                if (array := _array(sub)) is not None:
                    counts[f"{block}.{item}"] = len(array)
        return counts

    def value(self, cell: PlacedCell) -> Given:
        """What the data say about a cell."""
        here = self.blocks.get(cell.block or "", MISSING)
        if cell.block not in self.answers:
            here = _dig(_scope(here, cell), cell.asked.id)
        if here is MISSING or here is None or isinstance(here, _Unread):
            return str(here) if isinstance(here, _Unread) else here
        text = str(here)
        number = stored(text) if cell.asked.is_numeric else None
        return text if number is None else number


def fillings(sheets: tuple[SheetSpec, ...], data: Mapping[str, Any] | None) -> dict[str, Filling]:
    """The data of every sheet by table id; lists that are published come with their rows."""
    tables = _with_unread(data) if data is not None else {}
    return {
        sheet.id: Filling(
            {**({} if data is not None else _published(sheet)), **tables.get(sheet.id, {})},
            frozenset(block.id for block in sheet.blocks() if isinstance(block, Text)),
        )
        for sheet in sheets
    }


def _with_unread(data: Mapping[str, Any]) -> Json:
    whole: Json = {"tables": copy.deepcopy(dict(data.get("tables", {})))}
    for unread in data.get("unread", ()):
        *parents, last = unread["path"].lstrip("/").split("/")
        here: Any = whole
        for step in parents:
            array = _array(here)
            here = array[int(step)] if array is not None else (_object(here) or {}).setdefault(step, {})
        here[int(last) if _array(here) is not None else last] = _Unread(unread["text"])
    tables: Json = whole["tables"]
    return tables


def _published(sheet: SheetSpec) -> Json:
    """Rows of published lists, which stand in a new workbook already."""
    rows: Json = {}
    for block in sheet.blocks():
        if isinstance(block, ListBlock) and block.rows_from is not None:
            rows[block.id] = {"rows": [dict(row.values) for row in published(block.rows_from).rows]}
    return rows


def _scope(here: Any, cell: PlacedCell) -> Any:
    """The object that holds the fields of a cell's row, or of its block."""
    if cell.role == "total":
        return _step(here, "total")
    if cell.index is None:
        return here
    rows = _step(here, "rows")
    if cell.item is not None:
        rows = _step(rows, cell.item)
        if _object(rows) is not None:
            return rows
    array = _array(rows)
    return array[cell.index] if array is not None and cell.index < len(array) else MISSING


def _dig(here: Any, field: str) -> Any:
    for step in field.split("."):
        here = _step(here, step)
    return here


def _step(here: Any, step: str) -> Any:
    return (_object(here) or {}).get(step, MISSING)


def _object(value: Any) -> Json | None:
    return cast("Json", value) if isinstance(value, dict) else None


def _array(value: Any) -> list[Any] | None:
    if not isinstance(value, list):
        return None
    array: list[Any] = value  # pyright: ignore[reportUnknownVariableType] -- JSON: anything may be in it
    return array
