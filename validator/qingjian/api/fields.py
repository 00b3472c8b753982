"""Fields of the official forms, found by what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from qingjian.bind.captions import keyed
from qingjian.catalog.edition import Edition, Field, SheetSpec
from qingjian.catalog.editions import edition, edition_ids
from qingjian.model.grid import letters
from qingjian.named_tuple import NamedTuple
from qingjian.rules.plan import BlockPlan, plan
from qingjian.templates.layout import layout
from qingjian.templates.place import SheetLayout


class Asked(NamedTuple):
    """A field with the table that asks for it."""

    edition: Edition
    sheet: SheetSpec
    block: BlockPlan
    field: Field

    @property
    def id(self) -> str:
        """Block and field; what a block asks only once has the block's name."""
        return f"{self.block.spec.id}.{self.field.id}" if self.field.id else self.block.spec.id

    @property
    def caption(self) -> str:
        return self.block.captions[self.field.id]


class Spot(NamedTuple):
    """Where a field stands in the official workbook: a column of a list, or one cell."""

    column: str
    first: int
    last: int | None
    """None for a list that grows."""
    is_list: bool


def asked(found: Edition, tables: Iterable[str] = ()) -> Iterator[Asked]:
    """Every field of an edition, or of some of its tables, in the order of the form."""
    wanted = tuple(tables)
    for block in plan(found).blocks:
        if not wanted or block.table in wanted:
            sheet = found.sheet(block.table)
            yield from (Asked(found, sheet, block, field) for field in block.fields)


def table(word: str, among: Sequence[Edition]) -> str | None:
    """The id of the table that is called this: 表2-2, 2-2, 封面."""
    plain = word.strip().casefold()
    for found in among:
        for sheet in found.sheets:
            if plain in (sheet.id.casefold(), sheet.name.casefold(), f"表{sheet.id}".casefold()):
                return sheet.id
    return None


def search(words: Sequence[str], among: Iterable[Asked]) -> tuple[Asked, ...]:
    """The fields that every word speaks of; those that a word names outright come before all others."""
    ranked = [(_rank(words, one), one) for one in among]
    best = min((rank for rank, _ in ranked if rank is not None), default=None)
    return tuple(one for rank, one in ranked if rank is not None and rank == best)


def all_editions() -> tuple[Edition, ...]:
    """Whole forms before single lists, the newest first."""
    found = [edition(name) for name in edition_ids()]
    return tuple(sorted(found, key=lambda one: (len(one.sheets) == 1, -one.years.default, one.id)))


def spot(one: Asked) -> Spot | None:
    """Column and rows of a field in the blank official workbook."""
    placed = _placed(one.edition.id, one.sheet.id)
    for rows in placed.lists:
        if rows.block == one.block.spec.id and one.field.id in rows.columns:
            return Spot(letters(rows.columns[one.field.id]), rows.first, None, is_list=True)
    cells = [
        cell
        for (block, name, _, _), cell in placed.by_field.items()
        if (block, name) == (one.block.spec.id, one.field.id)
    ]
    if not cells:
        return None
    return Spot(letters(cells[0].col), cells[0].row, cells[-1].row, is_list=False)


@cache
def _placed(edition_id: str, table_id: str) -> SheetLayout:
    found = edition(edition_id)
    return layout(found.sheet(table_id), year=found.years.default)


def _rank(words: Sequence[str], one: Asked) -> int | None:
    """How many words only stand inside a name; None if one has nothing to do with the field."""
    names = _names(one)
    captions = " ".join(map(_key, (*one.field.path, one.caption, *one.field.aliases)))
    parts = one.id.casefold().split(".")  # of an id only whole parts count: foo is not foot
    loose = 0
    for key in map(_key, words):
        if key in names:
            continue
        if key not in captions and key not in parts:
            return None
        loose += 1
    return loose


def _names(one: Asked) -> frozenset[str]:
    field = one.field
    return frozenset(
        _key(name) for name in (field.id, one.id, field.caption, one.caption, *field.aliases) if name
    )


def _key(name: str) -> str:
    key = keyed(name)
    return (key.bare or key.full).casefold()
