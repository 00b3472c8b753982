"""Lint of ids, sums, carbon, totals and scores: everything fields say of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from qingjian.catalog.edition import Bound, Edition, Field, ListBlock, Score, SheetSpec
from qingjian.catalog.problem import Problem


def problems(edition: Edition) -> Iterator[Problem]:
    """Problems of every block's fields."""
    yield from _repeated("", (sheet.id for sheet in edition.sheets))
    yield from _repeated("", (sheet.name for sheet in edition.sheets))
    for sheet in edition.sheets:
        yield from _repeated(sheet.id, (section.id for section in sheet.sections))
        yield from _repeated(sheet.id, (block.id for block in sheet.blocks()))
        for block in sheet.blocks():
            yield from _block(sheet, block)


def _block(sheet: SheetSpec, block: Bound) -> Iterator[Problem]:
    path = f"{sheet.id}/{block.id}"
    fields = {known.id: known for known in block.fields}
    yield from _repeated(path, (known.id for known in block.fields))
    for name in fields:
        if name and any(other.startswith(f"{name}.") for other in fields):
            yield Problem(path, "duplicate-id", {"id": name})
    for known in block.fields:
        here = f"{path}/{known.id}".rstrip("/")
        yield from _sum(known, fields, here)
        yield from _carbon(known, fields, here)
        yield from _unit(known, block, here)
        yield from _total(known, block, here)
    if isinstance(block, ListBlock):
        yield from _repeated(path, (item.id for item in block.items))
        if block.total is not None and not any(known.total for known in block.fields):
            yield Problem(path, "total-row-empty", {})
    if isinstance(block, Score):
        yield from _scores(block, path)


def _repeated(path: str, ids: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Problem(path, "duplicate-id", {"id": name})


def _sum(known: Field, fields: Mapping[str, Field], path: str) -> Iterator[Problem]:
    for part in known.sum:
        if part not in fields:
            yield Problem(path, "unknown-part", {"part": part})
        elif not fields[part].is_numeric:
            yield Problem(path, "part-not-numeric", {"part": part})
    if known.id in _reached(known, fields):
        yield Problem(path, "circular-sum", {"part": known.id})


def _reached(known: Field, fields: Mapping[str, Field]) -> frozenset[str]:
    """Every field the sum contains, directly or through others."""
    reached: set[str] = set()
    waiting = list(known.sum)
    while waiting:
        part = waiting.pop()
        if part in fields and part not in reached:
            reached.add(part)
            waiting.extend(fields[part].sum)
    return frozenset(reached)


def _carbon(known: Field, fields: Mapping[str, Field], path: str) -> Iterator[Problem]:
    if known.carbon is None:
        return
    energy = fields.get(known.carbon.of)
    if energy is None or not energy.is_numeric:
        yield Problem(path, "unknown-energy", {"of": known.carbon.of})


def _unit(known: Field, block: Bound, path: str) -> Iterator[Problem]:
    if known.unit is None or (isinstance(block, ListBlock) and block.unit_row):
        return
    if not any(known.unit in caption for caption in known.path):
        yield Problem(path, "unit-not-printed", {"unit": known.unit})


def _total(known: Field, block: Bound, path: str) -> Iterator[Problem]:
    if not known.total:
        return
    if not isinstance(block, ListBlock) or block.total is None:
        yield Problem(path, "total-without-row", {})
    if not known.is_numeric:
        yield Problem(path, "total-not-numeric", {})


def _scores(block: Score, path: str) -> Iterator[Problem]:
    for section in block.sections:
        found = sum((Decimal(item.score) for item in section.items), Decimal())
        if found != Decimal(section.score):
            params = {"found": str(found), "wanted": section.score}
            yield Problem(f"{path}/{section.id}", "score-sum", params)
