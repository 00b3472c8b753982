"""A mistake of a kind put into a correct form: the workbook, and where a reader would point."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from qingjian.catalog.editions import edition as edition_of
from qingjian.templates.book import build
from support.defects import (
    carbon,
    companies,
    counts,
    covers,
    industries,
    listed,
    notation,
    plans,
    slips,
    structure,
    totals,
)
from support.defects.book import Book
from support.defects.draft import Draft, NotHere, Spot, Where
from support.defects.kinds import KINDS, Kind, Target
from support.realistic.deal import Realistic, realistic
from support.realistic.sums import nested

MODULES: Final = (
    notation,
    totals,
    carbon,
    companies,
    industries,
    counts,
    covers,
    plans,
    listed,
    structure,
    slips,
)
"""Where the kinds are; importing them registers them."""
_EMPTY_ROOM: Final = 400
"""Seeds to try before saying that no form offers a place."""


class Sown(NamedTuple):
    """A workbook with one mistake in it."""

    kind: Kind
    form: Realistic
    workbook: bytes
    cells: frozenset[tuple[str, str]]
    """Sheet and address of each cell that a reader might point at."""
    sheets: frozenset[str]
    """Sheets of which any cell will do; the empty name stands for the file."""


def kinds() -> tuple[Kind, ...]:
    return tuple(KINDS.values())


@cache
def base(edition: str, number: int) -> Realistic:
    """The n-th correct form of an edition with enough in it, and nothing that must be explained."""
    found = -1
    for seed in range(_EMPTY_ROOM):
        form = realistic(10_000 + seed, edition, least=4, most=12)
        if not any(point.family != "60" for point in form.explain):
            found += 1
            if found == number:
                return form
    raise LookupError(f"{edition} has no form number {number}")


def correct(form: Realistic) -> bytes:
    """The form as an official workbook."""
    return build(edition_of(form.edition), data=form.data)


def sown(kind: Kind, instances: int) -> Iterator[Sown]:
    """So many workbooks with the mistake, over the kind's editions in turn."""
    made, number = 0, 0
    while made < instances:
        edition = kind.editions[number % len(kind.editions)]
        form = base(edition, number // len(kind.editions))
        number += 1
        try:
            one = sow(kind, form, random.Random(f"{kind.id}/{number}"))
        except NotHere:
            continue
        made += 1
        yield one


def sow(kind: Kind, form: Realistic, dice: random.Random) -> Sown:
    """The mistake in this form; NotHere when it offers no place."""
    draft = Draft(form, dice)
    targets = kind.spoil(draft)
    book = Book(build(draft.edition, data=draft.data))
    where = Where(draft, book, marked)
    cells = frozenset(_places(where, draft, targets))
    sheets = frozenset(target for target in targets if isinstance(target, str))
    for step in draft.steps:
        step(book, where)
    return Sown(kind, form, book.bytes(), cells, sheets)


def _places(where: Where, draft: Draft, targets: Sequence[Target]) -> Iterator[tuple[str, str]]:
    for target in targets:
        # Kinds name a carbon column beside every figure; only some editions and figures have one.
        if isinstance(target, Spot) and any(
            field.id == target.field for field in draft.fields(target.table, target.block)
        ):
            yield where.sheet(target.table), where(target)


@cache
def marked(edition_id: str) -> Mapping[tuple[str, str, str], str]:
    """Where the fields outside lists stand: found by writing a form in which every figure is another."""
    edition = edition_of(edition_id)
    data: dict[str, Any] = {
        "format": 1,
        "edition": edition_id,
        "report_year": edition.years.first,
        "tables": {},
    }
    marks: dict[str, tuple[str, str, str]] = {}
    for sheet in edition.sheets:
        tables = data["tables"][sheet.id] = {}
        for block in sheet.blocks():
            if block.kind not in {"list", "text"}:
                cells = {
                    field.id: str(1_000_003 + 17 * (len(marks) + i)) for i, field in enumerate(block.fields)
                }
                marks |= {value: (sheet.id, block.id, name) for name, value in cells.items()}
                tables[block.id] = nested(cells)
    book = Book(build(edition, data=copy.deepcopy(data)))
    return {
        marks[text]: address
        for sheet in edition.sheets
        for address, text in book.cells(sheet.name)
        if text in marks
    }
