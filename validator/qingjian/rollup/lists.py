"""Lists rolled up: companies one below the other, shared documents and agencies once, items where all agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from qingjian.catalog.edition import Field, ListBlock
from qingjian.functions import names, totals
from qingjian.model.figure import plain, rounded
from qingjian.named_tuple import NamedTuple
from qingjian.rollup.fitting import Fitted, addend
from qingjian.rollup.records import part, settled
from qingjian.rollup.source import Key, Row
from qingjian.rollup.traced import TOTAL, Matter, Outcome, Part, Spot, Traced
from qingjian.rollup.ways import Asked, Way, list_way


class Line(NamedTuple):
    """A row and whose it is."""

    unit: Fitted
    row: Row


def list_rows(table: str, block: ListBlock, units: Sequence[Fitted]) -> Outcome:
    """All that stands in a list."""
    if block.items:
        return _items(table, block, units)
    outcome = _taken(table, block, _lines((table, block.id), units), None)
    return Outcome((*outcome.traced, *_totals(table, block, units, outcome.traced)), outcome.matters)


def differing_totals(traced: Sequence[Traced]) -> Iterator[Matter]:
    """Totals as filed that are not what the rows come to."""
    for one in traced:
        if one.spot.position == TOTAL:
            filed = totals.total(addend(each.given) for each in one.parts if each.given.is_readable)
            ours = totals.total([addend_of(one.value)])
            difference = _value(filed) - _value(ours)
            digits = one.spot.asked.field.digits
            if digits is not None and rounded(_value(filed), digits) == _value(ours):
                continue  # filed with more digits than the column declares
            if one.parts and difference:
                params = {"filed": filed.text, "value": one.value or "", "difference": plain(difference)}
                yield Matter("total-differs", one.spot, params, one.value or "", one.parts)


def addend_of(value: str | None) -> totals.Entry:
    """A value of ours as far as adding up is concerned."""
    return totals.BLANK if value is None else totals.entry(value)


def _value(total: totals.Total) -> Decimal:
    return total.figure.value if total.figure is not None else Decimal(0)


def _lines(key: Key, units: Sequence[Fitted], item: str | None = None) -> list[Line]:
    """Rows in the order of the units; rows of nothing but marks only where there is no other."""
    every = [Line(unit, row) for unit in units for row in unit.source.lists.get(key, ()) if row.item == item]
    said = [line for line in every if not line.row.says_nothing]
    if len(units) == 1:
        return every
    return said or every[:1]


def _taken(table: str, block: ListBlock, lines: Sequence[Line], item: str | None) -> Outcome:
    how = list_way(table, block)
    groups = _alike(lines, how.by)
    matters: list[Matter] = []
    if how.way == "rows":
        kept = list(lines)
        matters += [_twice(table, block, group, lines) for group in groups if _units(group) > 1]
    else:
        kept = _once(lines, groups)
        matters += [_shared(table, block, group, kept, item) for group in groups if _units(group) > 1]
        matters += [
            _shared(table, block, group, kept, item, is_sure=False) for group in _perhaps(groups, how.by)
        ]
    named = {id(group[0]): group for group in groups} if how.way == "distinct" else {}
    traced: list[Traced] = []
    for index, line in enumerate(kept):
        traced += _row(table, block, named.get(id(line), [line]), item, index)
    return Outcome(tuple(traced), tuple(matters))


def _row(
    table: str, block: ListBlock, same: Sequence[Line], item: str | None, index: int
) -> Iterator[Traced]:
    line = same[0]
    label = _label(block, line.row)
    way: Way = "row" if len(same) == 1 else "distinct"
    for field in inputs(block):
        spot = Spot(Asked(table, block, field), item, index)
        given = line.row.cells.get(field.id)
        parts = tuple(
            part(one.unit, one.row.cells[field.id]) for one in same if field.id in one.row.cells
        )  # of the others as well: what was found there
        if given is not None:
            yield Traced(spot, given.text, way, parts, label, is_readable=given.is_readable)
        elif field.is_computed and not line.unit.asks((table, block.id), field.id):
            yield Traced(spot, None, "parts", (), label, is_left=True)


def inputs(block: ListBlock) -> tuple[Field, ...]:
    """What is filled in, row by row."""
    return tuple(field for field in block.fields if field.type not in ("sequence", "item"))


def _items(table: str, block: ListBlock, units: Sequence[Fitted]) -> Outcome:
    """Printed items are the same thing for every unit; below an item that has rows of its own, like any list."""
    traced: list[Traced] = []
    matters: list[Matter] = []
    key = (table, block.id)
    for item in block.items:
        if item.sublist is not None:
            outcome = _taken(table, block, _lines(key, units, item.id), item.id)
            traced += outcome.traced
            matters += outcome.matters
            continue
        for field in inputs(block):
            found = [
                part(unit, row.cells[field.id])
                for unit in units
                for row in unit.source.lists.get(key, ())
                if row.item == item.id and field.id in row.cells
            ]
            spot = Spot(Asked(table, block, field), item.id, 0)
            outcome = settled(spot, found, "same", units=len(units), row=item.caption)
            traced += outcome.traced
            matters += outcome.matters
    return Outcome(tuple(traced), tuple(matters))


def _totals(
    table: str, block: ListBlock, units: Sequence[Fitted], rows: Sequence[Traced]
) -> Iterator[Traced]:
    if block.total is None:
        return
    for field in block.fields:
        if field.total:
            filed = tuple(
                part(unit, cells[field.id])
                for unit in units
                if field.id in (cells := unit.source.totals.get((table, block.id), {}))
            )
            column = [one for one in rows if one.spot.asked.field.id == field.id and one.is_readable]
            value = totals.total((addend_of(one.value) for one in column), digits=field.digits).text
            spot = Spot(Asked(table, block, field), None, TOTAL)
            yield Traced(spot, value or None, "total", filed, block.total, is_left=True)


def _alike(lines: Sequence[Line], by: Sequence[str]) -> list[list[Line]]:
    """Rows that name the same thing, in the order in which they are met; a row that does not say all that tells
    one thing from another is like no other."""
    groups: dict[tuple[str, ...], list[Line]] = {}
    alone: list[list[Line]] = []
    for line in lines:
        key = tuple(_named(line, name) for name in by)
        if all(key):
            groups.setdefault(key, []).append(line)
        else:
            alone.append([line])
    return [*groups.values(), *alone]


def _perhaps(groups: Sequence[Sequence[Line]], by: Sequence[str]) -> list[list[Line]]:
    """Rows of several units with one name, where nothing else tells whether they are one thing."""
    named: dict[str, list[Line]] = {}
    for group in groups:
        if not all(_named(group[0], name) for name in by) and (name := _named(group[0], by[0])):
            named.setdefault(name, []).extend(group)
    return [group for group in named.values() if _units(group) > 1]


def _named(line: Line, field: str) -> str:
    given = line.row.cells.get(field)
    return "" if given is None or given.is_mark else names.parse(given.text).normal


def _once(lines: Sequence[Line], groups: Sequence[Sequence[Line]]) -> list[Line]:
    """The rows without those that another unit has named before; what a unit names twice itself stays."""
    first = {id(line): group[0] for group in groups for line in group}
    return [line for line in lines if line.unit is first[id(line)].unit]


def _units(group: Sequence[Line]) -> int:
    return len({line.unit.source.unit for line in group})


def _twice(table: str, block: ListBlock, group: Sequence[Line], lines: Sequence[Line]) -> Matter:
    name = list_way(table, block).by[0]
    field = next(field for field in block.fields if field.id == name)
    index = next(number for number, line in enumerate(lines) if line is group[0])
    parts = tuple(part(line.unit, line.row.cells[name]) for line in group)
    params = {"count": str(_units(group)), "row": _label(block, group[0].row)}
    return Matter("company-twice", Spot(Asked(table, block, field), None, index), params, parts=parts)


def _shared(
    table: str,
    block: ListBlock,
    group: Sequence[Line],
    kept: Sequence[Line],
    item: str | None,
    *,
    is_sure: bool = True,
) -> Matter:
    name = list_way(table, block).by[0]
    field = next(field for field in block.fields if field.id == name)
    index = next(number for number, line in enumerate(kept) if line is group[0])
    spot = Spot(Asked(table, block, field), item, index)
    written = {tuple(_said(line, each.id) for each in inputs(block)) for line in group}
    parts = tuple(_whole(block, line) for line in group)
    params = {"count": str(_units(group)), "row": _label(block, group[0].row)}
    if not is_sure:
        return Matter("perhaps-shared", spot, params, parts=parts)
    code = "shared" if len(written) == 1 else "shared-differs"
    return Matter(code, spot, params, parts[0].given.text, parts)


def _whole(block: ListBlock, line: Line) -> Part:
    """A row as one value: all that its cells say."""
    given = [line.row.cells[field.id] for field in inputs(block) if field.id in line.row.cells]
    text = "，".join(one.text for one in given)
    return part(line.unit, given[0]._replace(text=text))


def _said(line: Line, field: str) -> str:
    given = line.row.cells.get(field)
    return "" if given is None or given.is_mark else names.normal(given.text)


def _label(block: ListBlock, row: Row) -> str:
    """What people call a row: the first thing that it says."""
    return next((row.cells[field.id].text for field in inputs(block) if field.id in row.cells), "")
