"""Rolled-up values as the plain data that a workbook is built from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from qingjian.catalog.edition import Edition, ListBlock, Text
from qingjian.rollup.lists import inputs
from qingjian.rollup.traced import TOTAL, Traced
from qingjian.rollup.ways import asked

Json = dict[str, Any]


def data(edition: Edition, traced: Iterable[Traced], head: Mapping[str, Any]) -> Json:
    """Valid under the edition's data schema but for the cells left to formulas, of which it says nothing."""
    writer = _Writer(edition)
    for one in traced:
        writer.put(one)
    return {"format": 1, "edition": edition.id, **head, "tables": writer.tables, "unread": writer.unread}


class _Writer:
    def __init__(self, edition: Edition) -> None:
        self.tables: Json = {sheet.id: {} for sheet in edition.sheets}
        self.unread: list[Json] = []
        self._blank(edition)

    def _blank(self, edition: Edition) -> None:
        """Every cell that is filled in by hand, saying nothing; rows come with what they hold."""
        for sheet in edition.sheets:
            for block in sheet.blocks():
                if isinstance(block, ListBlock):
                    self.tables[sheet.id][block.id] = {"rows": _rows(block)}
        for one in asked(edition):
            if not isinstance(one.block, ListBlock):
                is_formula = bool(one.field.sum) and one.field.exact
                if not is_formula:
                    self._field(
                        one.table, one.block.id, one.field.id, None, is_text=isinstance(one.block, Text)
                    )

    def put(self, one: Traced) -> None:
        """A value where it belongs."""
        block, field = one.spot.asked.block, one.spot.asked.field
        if one.spot.position == TOTAL or (one.is_left and not isinstance(block, ListBlock)):
            return
        if one.spot.position is not None and isinstance(block, ListBlock):
            row, path = self._row(one, block)
            if one.is_left:
                row.pop(field.id, None)
            else:
                row[field.id] = one.value if one.is_readable else None
            path = f"{path}/{field.id}"
        else:
            value = one.value if one.is_readable else None
            self._field(*one.spot.key, field.id, value, is_text=isinstance(block, Text))
            path = f"/tables/{'/'.join(one.spot.key)}/{field.id.replace('.', '/')}".rstrip("/")
        if not one.is_readable:
            place = one.parts[0].given.places[0]
            self.unread.append({"path": path, "sheet": place.sheet, "cell": place.address, "text": one.value})

    def _row(self, one: Traced, block: ListBlock) -> tuple[Json, str]:
        rows = self.tables[one.spot.key[0]][block.id]["rows"]
        path = f"/tables/{one.spot.key[0]}/{block.id}/rows"
        if one.spot.item is not None:
            rows, path = rows[one.spot.item], f"{path}/{one.spot.item}"
            if isinstance(rows, dict):
                return cast("Json", rows), path
        index = one.spot.position or 0
        while len(rows) <= index:
            rows.append({field.id: None for field in inputs(block)})
        return rows[index], f"{path}/{index}"

    def _field(self, table: str, block: str, field: str, value: str | None, *, is_text: bool) -> None:
        if is_text:
            self.tables[table][block] = value
            return
        here = self.tables[table].setdefault(block, {})
        *parents, last = field.split(".")
        for step in parents:
            here = here.setdefault(step, {})
        here[last] = value


def _rows(block: ListBlock) -> Any:
    if not block.items:
        return []
    content: Json = {}
    for item in block.items:
        content[item.id] = {field.id: None for field in inputs(block)} if item.sublist is None else []
    return content
