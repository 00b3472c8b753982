"""Published lists of companies and projects, each an edition of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from qingjian.catalog.tables import table
from qingjian.errors import UnknownEdition
from qingjian.named_tuple import NamedTuple

_FILES: Final[Mapping[str, str]] = {
    "chongqing/2025-mandatory": "chongqing-2025-mandatory.json",
    "chongqing/2025-unfinished": "chongqing-2025-unfinished.json",
    "mee/2023-pilots": "mee-2023-pilots.json",
}


class Column(NamedTuple):
    """A column as printed; the width is in characters."""

    id: str
    caption: str
    width: int


class Note(NamedTuple):
    """Something a reader of the list should know about some rows, or about all when none is named."""

    rows: tuple[int, ...]
    zh: str
    en: str


class Row(NamedTuple):
    """One row: its number and its texts by column id, 序号 included."""

    no: int
    values: Mapping[str, str]


class PublishedList(NamedTuple):
    """A list with the document it belongs to. `key` names the column of the company or project."""

    id: str
    title: str
    year: int
    document: Mapping[str, str | None]
    columns: tuple[Column, ...]
    key: str
    group: str
    notes: tuple[Note, ...]
    rows: tuple[Row, ...]

    def counts(self) -> Mapping[str, int]:
        """Rows per area (or type), in the order of the list."""
        return Counter(row.values[self.group] for row in self.rows)


def editions() -> tuple[str, ...]:
    """Ids of the lists that ship."""
    return tuple(_FILES)


@cache
def published(edition: str) -> PublishedList:
    """The list with this id."""
    if edition not in _FILES:
        raise UnknownEdition(edition, editions())
    document = table(f"lists/{_FILES[edition]}")
    return PublishedList(
        id=document["id"],
        title=document["title"],
        year=document["year"],
        document=document["document"],
        columns=tuple(Column(entry["id"], entry["caption"], entry["width"]) for entry in document["columns"]),
        key=document["key"],
        group=document["group"],
        notes=tuple(Note(tuple(entry["rows"]), entry["zh"], entry["en"]) for entry in document["notes"]),
        rows=tuple(
            Row(record["no"], {key: str(value) for key, value in record.items()})
            for record in document["rows"]
        ),
    )
