"""Extracted data by the cell they belong into; the border between plain JSON and typed values."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from qingjian.catalog.edition import ListBlock, SheetSpec, Text
from qingjian.catalog.lists import published
from qingjian.functions.computed import Value
from qingjian.model.figure import stored
from qingjian.templates.place import PlacedCell

Json = dict[str, Any]


class _Missing:
    """The data say nothing about a cell, which is not the same as null."""


class _Unread(str):
    """A text that could not be read as the field's type; it goes back as it was."""

    __slots__ = ()


MISSING: Final = _Missing()
Given = Value | _Missing


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
            rows = content.get("rows") if isinstance(content, dict) else None
            if isinstance(rows, list):
                counts[block] = len(rows)
            elif isinstance(rows, dict):
                counts.update(
                    {f"{block}.{item}": len(sub) for item, sub in rows.items() if isinstance(sub, list)}
                )
        return counts

    def value(self, cell: PlacedCell) -> Given:
        """What the data say about a cell."""
        assert cell.block is not None
        assert cell.field is not None
        here = self.blocks.get(cell.block, MISSING)
        if cell.block not in self.answers:
            here = _dig(_scope(here, cell), cell.field.id)
        if here is MISSING or here is None or isinstance(here, _Unread):
            return str(here) if isinstance(here, _Unread) else here
        text = str(here)
        number = stored(text) if cell.field.is_numeric else None
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
            here = here[int(step)] if isinstance(here, list) else here.setdefault(step, {})
        here[int(last) if isinstance(here, list) else last] = _Unread(unread["text"])
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
        if isinstance(rows, dict):
            return rows
    return rows[cell.index] if isinstance(rows, list) and cell.index < len(rows) else MISSING


def _dig(here: Any, field: str) -> Any:
    for step in field.split("."):
        here = _step(here, step)
    return here


def _step(here: Any, step: str) -> Any:
    return here.get(step, MISSING) if isinstance(here, dict) else MISSING
