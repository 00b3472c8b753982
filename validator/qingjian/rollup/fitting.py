"""A form of one edition in the terms of another: fields of the same meaning are taken over, the others named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from qingjian.catalog.edition import Edition, Field
from qingjian.catalog.editions import edition as edition_of
from qingjian.functions import totals
from qingjian.model.figure import Figure, printed
from qingjian.named_tuple import NamedTuple
from qingjian.rollup.source import Cells, Given, Key, Row, Source
from qingjian.rollup.ways import Asked, Merge, asked, merges


class Fit(NamedTuple):
    """How the fields of one edition become those of another."""

    fields: Mapping[tuple[Key, str], tuple[str, ...]]
    """Field of the target → fields that it is made of; one that has no counterpart is not there."""
    lost: Mapping[tuple[Key, str], Asked]
    """Fields that the target does not ask for."""
    missing: tuple[Asked, ...]
    """Fields that the source did not ask for."""
    merged: tuple[Merge, ...]


class Lost(NamedTuple):
    """A value that has no place in the target."""

    asked: Asked
    given: Given
    row: Row | None = None


class Fitted(NamedTuple):
    """A form in the target's terms."""

    source: Source
    fit: Fit
    lost: tuple[Lost, ...]

    def asks(self, key: Key, field: str) -> bool:
        """Whether the unit was asked for this at all."""
        return (key, field) in self.fit.fields


@cache
def fit(source: str, target: str) -> Fit:
    """The fields that two editions have in common, by table, block, id and unit."""
    old, new = edition_of(source), edition_of(target)
    have = {((one.table, one.block.id), one.field.id): one for one in asked(old)}
    fields: dict[tuple[Key, str], tuple[str, ...]] = {}
    missing: list[Asked] = []
    used: list[Merge] = []
    for one in asked(new):
        key = (one.table, one.block.id)
        same = have.get((key, one.field.id))
        merge = _merge(one, have)
        if same is not None and _alike(old, same, new, one):
            fields[key, one.field.id] = (one.field.id,)
        elif same is None and merge is not None:
            fields[key, one.field.id] = merge.pieces
            used += [merge] if merge not in used else []
        else:
            missing.append(one)
    taken = {(key, piece) for (key, _), pieces in fields.items() for piece in pieces}
    lost = {at: one for at, one in have.items() if at not in taken}
    return Fit(fields, lost, tuple(missing), tuple(used))


def shares_figures(source: str, target: str) -> bool:
    """Whether two editions are the same kind of form: they have a list or a figure in common."""
    common = fit(source, target).fields
    return any(one.field.is_numeric or one.field.type == "company" for one in asked(edition_of(target))
               if ((one.table, one.block.id), one.field.id) in common)  # fmt: skip


def fitted(source: Source, target: Edition) -> Fitted:
    """The form in the terms of the target, and what has no place there."""
    plan = fit(source.edition, target.id)
    lost: list[Lost] = []
    records = {key: _cells(key, cells, plan, lost, None) for key, cells in source.records.items()}
    lists = {
        key: tuple(Row(_cells(key, row.cells, plan, lost, row), row.item) for row in rows)
        for key, rows in source.lists.items()
    }
    totals_ = {key: _cells(key, cells, plan, [], None) for key, cells in source.totals.items()}
    return Fitted(source._replace(records=records, lists=lists, totals=totals_), plan, tuple(lost))


def _cells(key: Key, cells: Cells, plan: Fit, lost: list[Lost], row: Row | None) -> Cells:
    lost += [
        Lost(plan.lost[key, name], given, row)
        for name, given in cells.items()
        if (key, name) in plan.lost and not given.is_mark
    ]
    return dict(_made(key, cells, plan))


def _made(key: Key, cells: Cells, plan: Fit) -> Iterator[tuple[str, Given]]:
    for (block, field), pieces in plan.fields.items():
        if block == key:
            found = [cells[piece] for piece in pieces if piece in cells]
            if found:
                yield field, found[0] if len(found) == 1 else _together(found)


def _together(pieces: list[Given]) -> Given:
    places = tuple(place for piece in pieces for place in piece.places)
    if not all(piece.is_readable for piece in pieces):
        return Given("；".join(piece.text for piece in pieces), places, is_readable=False)
    return Given(added(pieces), places)


def added(pieces: list[Given]) -> str:
    """The exact sum of readable figures: / where all are marks."""
    return totals.total(addend(piece) for piece in pieces).text


def addend(given: Given) -> totals.Entry:
    """A value as far as adding up is concerned."""
    if given.is_mark:
        return totals.Entry("mark", mark="not-applicable")
    figure: Figure | None = printed(given.text) if given.is_readable else None
    return totals.UNREADABLE if figure is None else totals.figure(figure)


def _merge(one: Asked, have: Mapping[tuple[Key, str], Asked]) -> Merge | None:
    key = (one.table, one.block.id)
    for merge in merges():
        if merge.to == one.field.id and one.table in merge.tables:
            pieces = [have.get((key, piece)) for piece in merge.pieces]
            if all(piece is not None and piece.field.unit == one.field.unit for piece in pieces):
                return merge
    return None


def _alike(old: Edition, first: Asked, new: Edition, second: Asked) -> bool:
    if first.block.kind != second.block.kind or first.field.is_numeric != second.field.is_numeric:
        return False
    return not first.field.is_numeric or _unit(old, first) == _unit(new, second)


def _unit(edition: Edition, one: Asked) -> str | None:
    """What the figures are in; where the form's print forgot it, what is meant."""
    meant = {erratum.at: erratum.meant for erratum in edition.errata}
    field: Field = one.field
    return meant.get(f"{one.path}/unit", field.unit)
