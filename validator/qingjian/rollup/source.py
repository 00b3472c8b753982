"""One unit's form reduced to what a roll-up needs: every value that is filled in, and its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from qingjian.bind.extract import extract
from qingjian.catalog.edition import Bound, Edition, Field, ListBlock
from qingjian.functions import numbers
from qingjian.model.finding import Place
from qingjian.model.form import Entry, FilledBlock, FilledList, FilledRecord, FilledRow, Form
from qingjian.named_tuple import NamedTuple

Json = dict[str, Any]
_NOTHING: Final[Mapping[str, Entry]] = {}
Key = tuple[str, str]
"""Table and block."""


class Given(NamedTuple):
    """What is filled in: the text as extracted data have it, and the cells it was read from."""

    text: str
    places: tuple[Place, ...]
    is_readable: bool = True
    """False for what stands in a number's cell and is no number."""

    @property
    def is_mark(self) -> bool:
        """It says that there is nothing to say: /, 无."""
        return numbers.mark(self.text) is not None


Cells = Mapping[str, Given]


class Row(NamedTuple):
    """A row of a list; `item` is the printed one it belongs to."""

    cells: Cells
    item: str | None = None

    @property
    def says_nothing(self) -> bool:
        """Nothing but marks stand in it."""
        return all(given.is_mark for given in self.cells.values())


class Source(NamedTuple):
    """A form that takes part. It crosses a process boundary, so it holds values only."""

    path: str
    unit: str
    edition: str
    year: int | None
    level: str | None
    parameters: Json
    records: Mapping[Key, Cells]
    lists: Mapping[Key, tuple[Row, ...]]
    totals: Mapping[Key, Cells]


def source(form: Form, edition: Edition, path: str) -> Source:
    """What a form gives to a roll-up."""
    data = extract(form, edition)
    unread = {one["path"]: one["text"] for one in data["unread"]}
    reader = _Reader(data["tables"], unread)
    records: dict[Key, Cells] = {}
    lists: dict[Key, tuple[Row, ...]] = {}
    totals: dict[Key, Cells] = {}
    for sheet in edition.sheets:
        for block in sheet.blocks():
            filled = form.block(sheet.id, block.id)
            key = (sheet.id, block.id)
            if isinstance(block, ListBlock) and isinstance(filled, FilledList):
                lists[key] = tuple(reader.rows(key, block, filled))
                totals[key] = reader.total(key, block, filled)
            elif isinstance(filled, FilledRecord):
                records[key] = reader.record(key, block, filled)
    return Source(
        path,
        data["unit"] or "",
        edition.id,
        data["report_year"],
        data["level"],
        data["parameters"],
        records,
        lists,
        totals,
    )


class _Reader:
    """Walks extracted data and the form side by side: one has the values, the other the cells."""

    def __init__(self, tables: Json, unread: Mapping[str, str]) -> None:
        self._tables, self._unread = tables, unread

    def record(self, key: Key, block: Bound, filled: FilledBlock) -> Cells:
        entries = filled.entries if isinstance(filled, FilledRecord) else _NOTHING
        here = self._tables[key[0]][key[1]]
        tree = {"": here} if block.kind == "text" else here
        return dict(self._given(tree, block.fields, entries, _path(key)))

    def rows(self, key: Key, block: ListBlock, filled: FilledList) -> Iterator[Row]:
        content = self._tables[key[0]][key[1]]["rows"]
        if not block.items:
            for index, row in enumerate(filled.entries):
                yield Row(self._row(content[index], block, row, f"{_path(key)}/rows/{index}"))
            return
        for item in block.items:
            own = [row for row in filled.entries if (row.item or "") == item.id]
            for index, row in enumerate(own if item.sublist is not None else own[:1]):
                many = item.sublist is not None
                values = content[item.id][index] if many else content[item.id]
                path = f"{_path(key)}/rows/{item.id}" + (f"/{index}" if many else "")
                yield Row(self._row(values, block, row, path), item.id)

    def total(self, key: Key, block: ListBlock, filled: FilledList) -> Cells:
        values = self._tables[key[0]][key[1]].get("total")
        if values is None or filled.total is None:
            return {}
        return self._row(values, block, filled.total, f"{_path(key)}/total")

    def _row(self, values: Json, block: ListBlock, row: FilledRow, path: str) -> Cells:
        return dict(self._given(values, block.fields, row.entries, path))

    def _given(
        self, tree: Json, fields: Iterable[Field], entries: Mapping[str, Entry], path: str
    ) -> Iterator[tuple[str, Given]]:
        for field in fields:
            value = _dug(tree, field.id)
            unread = self._unread.get(f"{path}/{field.id.replace('.', '/')}" if field.id else path)
            entry = entries.get(field.id)
            if entry is not None and (value is not None or unread is not None):
                yield (
                    field.id,
                    Given(value or unread or "", (entry.place,), unread is None),
                )


def _dug(tree: Json, field: str) -> str | None:
    value: Any = tree
    for step in field.split("."):
        if value is not None:
            value = value.get(step)
    return None if value is None else str(value)


def _path(key: Key) -> str:
    return f"/tables/{key[0]}/{key[1]}"
