"""Which single cell would account for several findings at once: sums and carbon figures as equations.

Each finding says, for each of its cells, by how much that cell would have to change to settle it. Findings
that share a cell and ask the same change of it are one mistake; those that ask different ones are not."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from qingjian.catalog.rules import rule
from qingjian.model.finding import SEVERITIES, Finding, Place
from qingjian.named_tuple import NamedTuple

_SUMS: Final = frozenset({"list_total", "record_sum", "computed_cell"})
_CARBON: Final = "carbon"
_HALF: Final = "carbon_presence"
_NARROW: Final = 64
"""Cells of a finding that every one is looked at of; of longer columns only those that others name."""
_MOST: Final = 6
"""So many suspects are named; a longer list helps nobody."""
_TANGLED: Final = 3
_SHARE: Final = Decimal("0.02")
_STEP: Final = Decimal("0.001")
"""Changes that differ by less are one: printed figures are rounded."""


class Item(NamedTuple):
    """Findings, by index, that one wrong cell accounts for."""

    head: int
    follow: tuple[int, ...]
    suspects: tuple[Place, ...]
    """Any one of them would do; none where there are too many to name."""
    entangled: tuple[int, ...] = ()
    """Findings that share a cell with the head while no single cell settles both."""


def items(findings: Sequence[Finding | None]) -> Iterator[Item]:
    """The items, the largest first; findings that are None take no part."""
    needs = {at: found for at, one in enumerate(findings) if one is not None and (found := _needs(one))}
    if len(needs) < 2:  # nothing to agree with
        return
    by_cell = _by_cell(needs)
    taken: set[int] = set()
    for together, suspects in _largest_first(by_cell, taken):
        taken.update(together)
        yield _item(findings, together, suspects)
    yield from _tangled(by_cell, set(needs) - taken)


def _needs(found: Finding) -> Mapping[Place, Decimal]:
    """By how much each cell of a finding would have to change for the finding to go away."""
    kind, off = rule(found.code).kind, _decimal(found.difference)
    if not found.place.address:
        return {}
    if kind == _CARBON:
        return _carbon_needs(found, off)
    if kind == _HALF:
        return _half_needs(found)
    if off is None or kind not in _SUMS:
        return {}
    return {**dict.fromkeys(found.related, off), found.place: -off}


def _carbon_needs(found: Finding, off: Decimal | None) -> Mapping[Place, Decimal]:
    needs: dict[Place, Decimal] = {}
    if off is not None:
        needs[found.place] = -off
    amount, value, wanted = map(_decimal, (found.params.get("amount"), found.value, found.expected))
    if found.related and amount is not None and value is not None and wanted:
        needs[found.related[0]] = amount * value / wanted - amount
    return needs


def _half_needs(found: Finding) -> Mapping[Place, Decimal]:
    """Energy without carbon, or carbon without energy: either half may be the one that should not be there."""
    needs: dict[Place, Decimal] = {}
    amount, value, wanted = map(_decimal, (found.params.get("amount"), found.value, found.expected))
    if value:
        needs[found.place] = -value
    elif wanted is not None:
        needs[found.place] = wanted
    if amount and found.related:
        needs[found.related[0]] = -amount
    return needs


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _by_cell(needs: Mapping[int, Mapping[Place, Decimal]]) -> dict[Place, list[tuple[int, Decimal]]]:
    """Cells that more than one finding names."""
    named: dict[Place, list[tuple[int, Decimal]]] = {}
    for at, wanted in needs.items():
        for place, need in wanted.items() if len(wanted) <= _NARROW else ():
            named.setdefault(place, []).append((at, need))
    for at, wanted in needs.items():
        if len(wanted) > _NARROW:
            for place in named.keys() & wanted.keys():
                named[place].append((at, wanted[place]))
    return {place: said for place, said in named.items() if len(said) > 1}


def _largest_first(
    by_cell: Mapping[Place, list[tuple[int, Decimal]]], taken: set[int]
) -> Iterator[tuple[frozenset[int], tuple[Place, ...]]]:
    """Sets of findings that agree on a cell, and the cells on which they do; each finding once."""
    cells: dict[frozenset[int], list[Place]] = {}
    for place, said in by_cell.items():
        for together in _agreed(said):
            cells.setdefault(together, []).append(place)
    queue = [(-len(agreed), sorted(agreed), tuple(places)) for agreed, places in cells.items()]
    heapq.heapify(queue)
    while queue:
        size, wanted, suspects = heapq.heappop(queue)
        left = [at for at in wanted if at not in taken]
        if len(left) == -size:
            yield frozenset(left), suspects
        elif len(left) > 1:
            heapq.heappush(queue, (-len(left), left, suspects))


def _agreed(said: Sequence[tuple[int, Decimal]]) -> Iterator[frozenset[int]]:
    """Findings that ask the same change of one cell."""
    numbers = sorted((need, at) for at, need in said)
    yield from (frozenset(group) for group in _close(numbers) if len(group) > 1)


def _close(numbers: Sequence[tuple[Decimal, int]]) -> Iterator[set[int]]:
    first = Decimal(0)
    group: set[int] = set()
    for value, at in numbers:
        if group and abs(value - first) > max(abs(value), abs(first)) * _SHARE + _STEP:
            yield group
            group = set()
        if not group:
            first = value
        group.add(at)
    if group:
        yield group


def _item(findings: Sequence[Finding | None], together: frozenset[int], suspects: tuple[Place, ...]) -> Item:
    def rank(at: int) -> tuple[int, bool, int, int]:
        found = findings[at]
        if found is None:
            raise ValueError(at)
        weight = SEVERITIES.index(found.severity)
        return weight, found.place not in suspects, len(found.related), at

    head, *follow = sorted(together, key=rank)
    return Item(head, tuple(sorted(follow)), tuple(sorted(suspects)) if len(suspects) <= _MOST else ())


def _tangled(by_cell: Mapping[Place, list[tuple[int, Decimal]]], left: set[int]) -> Iterator[Item]:
    """Findings that share a cell and do not agree on it: more than one cell is wrong, nobody can say which."""
    rivals: dict[int, set[int]] = {}
    for said in by_cell.values():
        here = {at for at, _ in said} & left
        for at in here:
            rivals.setdefault(at, set()).update(here - {at})
    for at, others in sorted(rivals.items()):
        if 0 < len(others) <= _TANGLED:
            yield Item(at, (), (), tuple(sorted(others)))
