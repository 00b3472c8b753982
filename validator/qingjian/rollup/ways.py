"""How each field of an edition is rolled up, as schemas/rollup.json says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal, cast

from qingjian import resources
from qingjian.catalog.edition import Bound, Edition, Field, ListBlock
from qingjian.catalog.tables import table
from qingjian.errors import BadSchema
from qingjian.named_tuple import NamedTuple

Way = Literal["sum", "parts", "row", "distinct", "texts", "same", "never", "own", "total", "lost"]
BlockWay = Literal["rows", "distinct"]
Lang = Literal["zh", "en"]
Sheet = Literal["sources", "decisions", "collected"]
"""One of our sheets behind a rolled-up form."""
_FILE: Final = "rollup.json"
_ROW_WAYS: Final[Mapping[BlockWay, Way]] = {"rows": "row", "distinct": "distinct"}


class ListWay(NamedTuple):
    """How a list is rolled up: every row, or those that are alike once; `by` are the fields that tell rows apart."""

    way: BlockWay
    by: tuple[str, ...]


class Merge(NamedTuple):
    """A field that another edition asks for in pieces."""

    to: str
    pieces: tuple[str, ...]
    tables: frozenset[str]
    reason: Mapping[str, str]


class Column(NamedTuple):
    """A column of one of our sheets behind the form."""

    id: str
    caption: str
    width: int


class Asked(NamedTuple):
    """A field of an edition and where it stands."""

    table: str
    block: Bound
    field: Field

    @property
    def path(self) -> str:
        return f"{self.table}/{self.block.id}/{self.field.id}".rstrip("/")


def refused(edition_id: str) -> Mapping[Lang, str] | None:
    """Why forms of this edition cannot be rolled up, if they cannot."""
    found = _document()["refused"].get(edition_id)
    return None if found is None else cast("Mapping[Lang, str]", found)


def asked(edition: Edition) -> Iterator[Asked]:
    """Every field that is filled in, in the form's order."""
    for sheet in edition.sheets:
        for block in sheet.blocks():
            for field in block.fields:
                if field.type not in ("sequence", "item"):
                    yield Asked(sheet.id, block, field)


def way(one: Asked) -> Way:
    """How a field is rolled up; `BadSchema` where nothing says it."""
    document = _document()
    if isinstance(one.block, ListBlock) and not one.block.items:
        return _ROW_WAYS[list_way(one.table, one.block).way]
    own = document["fields"].get(one.path) or _block(one.table, one.block).get("way")
    if own in ("distinct", None) and isinstance(one.block, ListBlock):
        return "same"  # a printed item of a list is one and the same wherever it is named
    if own is not None:
        return cast("Way", own)
    if one.field.sum and one.field.exact:
        return "parts"
    if one.field.type not in document["types"]:
        raise BadSchema(f"schemas/{_FILE}", one.path)
    return cast("Way", document["types"][one.field.type])


def list_way(table_id: str, block: ListBlock) -> ListWay:
    """How a list is rolled up; `BadSchema` where nothing says it."""
    found = _block(table_id, block)
    if found.get("way") not in _ROW_WAYS:
        raise BadSchema(f"schemas/{_FILE}", f"{table_id}/{block.id}")
    return ListWay(found["way"], tuple(found["by"]))


def watched(one: Asked) -> bool:
    """Whether the same amount from two units may be one and the same."""
    return one.path in _document()["watched"]


def merges() -> tuple[Merge, ...]:
    """Fields that may be put together from those of another edition."""
    return tuple(
        Merge(one["to"], tuple(one["from"]), frozenset(one["tables"]), one["reason"])
        for one in _document()["merges"]
    )


def columns(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of one of the sheets behind the form."""
    return tuple(Column(one["id"], one["zh"], one["width"]) for one in _document()["sheets"][sheet])


def longest() -> int:
    """Characters that the units' texts may come to in one cell."""
    return int(_document()["longest"])


def rounding() -> tuple[int, frozenset[str]]:
    """Decimals that are left by 舍位平衡, and the types of fields that it rounds."""
    found = _document()["rounding"]
    return int(found["digits"]), frozenset(found["types"])


def sentence(section: str, code: str, lang: Lang = "zh", **values: object) -> str:
    """A sentence of schemas/rollup.json."""
    return worded(section, code, values, lang)


def worded(section: str, code: str, values: Mapping[str, object], lang: Lang = "zh") -> str:
    """The same with its values as a mapping."""
    return str(_document()[section][code][lang]).format_map(values)


def stated() -> Mapping[str, Any]:
    """The whole declaration, for whoever looks it over."""
    return _document()


def _block(table_id: str, block: Bound) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _document()["blocks"].get(f"{table_id}/{block.id}", {})
    return found


def _document() -> Mapping[str, Any]:
    return _read(resources.root())


@cache
def _read(root: str) -> Mapping[str, Any]:
    del root  # only tells one schemas folder from another
    return table(_FILE)
