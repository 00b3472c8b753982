"""Figures that may have been copied: from another company, or from one table into the next.

Both are found in the one pass over the rows, by hashes; only what seems equal is read again."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableSequence, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.model.form import FilledList
from qingjian.rules.companies import Company, twins
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_FEWEST: Final = 3
"""Figures that two companies must have in common to look copied."""


class _Rows(dict[tuple[str, str], MutableSequence[int]]):
    """Table and block → the figures of every row, as a hash; 0 where there are too few."""


def _rows(view: View, block: BlockPlan) -> MutableSequence[int]:
    return view.kept(_Rows).setdefault((block.table, block.spec.id), array("q"))


def _hash(figures: tuple[Decimal | None, ...]) -> int:
    return hash(figures) if sum(map(bool, figures)) >= _FEWEST else 0


def _given_in_columns(view: View, lines: Lines) -> Iterable[int]:
    figures = zip(*map(lines.stretch.values, lines.block.typed), strict=True)
    _rows(view, lines.block).extend(map(_hash, figures))
    return ()


@each_line(lambda _view, block: bool(_compared(block)), closer=_given_in_columns)
def _given(view: View, line: Line) -> Iterable[Spot]:
    _rows(view, line.block).append(_hash(_typed(line)))
    return ()


def _typed(line: Line) -> tuple[Decimal | None, ...]:
    """The figures that the filer types."""
    entries = map(line.entries.get, line.block.typed)
    return tuple([None if entry is None else entry.value for entry in entries])


def _compared(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    """The list's figures, where they are enough to look copied."""
    is_named = block.is_list and block.name is not None
    return block.numeric if is_named and len(block.typed) >= _FEWEST else ()


@rule("QJ5004", judged=_compared)
def figures_copied(view: View, spec: RuleSpec) -> Outcomes:
    """Two companies of one list with the same figures throughout."""
    view.met(_given)
    rows = view.kept(_Rows)
    for block, filled in view.lists():
        for row, first in _alike(rows.get((block.table, block.spec.id), ())):
            one, other = _line(block, filled, first), _line(block, filled, row)
            name = block.by_id[block.name or ""]
            if name.id in other.entries and _typed(one) == _typed(other):
                yield Spot(other, name, other.entries[name.id]).finding(
                    spec, related=(one.entries[name.id].place,), other=one.label
                )


def _alike(given: Sequence[int]) -> list[tuple[int, int]]:
    """The rows whose hash an earlier one has, each with the first of those."""
    found: list[tuple[int, int]] = []
    for known, rows in groupby(sorted(range(len(given)), key=given.__getitem__), given.__getitem__):
        first = next(rows)
        if known:
            found += ((row, first) for row in rows)
    return sorted(found)


def _line(block: BlockPlan, filled: FilledList, index: int) -> Line:
    row = filled.entries[index]
    return Line(block, dict(row.entries), row)


def _water(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return tuple(block.by_id[name] for name in ("water", "wastewater") if name in block.by_id)


@rule("QJ5006", judged=_water)
def water_equals_waste_water(view: View, spec: RuleSpec) -> Outcomes:
    """The water saved is exactly the waste water avoided: right for a closed loop, often simply copied."""
    view.met(_given_water)
    given = view.kept(_Waters)
    for pair in view.shared(twins):
        met = [
            (first, second)
            for first, second in pair.matched
            if 0 != _told_water(given, second, "water") == _told_water(given, first, "wastewater")
        ]
        if met:
            first, second = met[0]
            block = second.listed.block
            line = _line(block, second.listed.filled, second.position)
            yield Spot(line, block.by_id["water"], line.entries["water"]).finding(
                spec,
                related=(
                    _place(view, first, "wastewater"),
                    *(_place(view, other, "water") for _, other in met),
                ),
                variant="several" if len(met) > 1 else None,
                sheet=pair.sheets[0],
                count=str(len(met)),
            )


def _place(view: View, company: Company, field: str) -> Place:
    block, filled = company.listed.block, company.listed.filled
    number = filled.entries[company.position].number
    return Place(view.form.tables[block.table].sheet, number, filled.columns[field])


class _Waters(dict[tuple[str, str], dict[str, MutableSequence[float]]]):
    """Table and block → field → the figure of every row, 0 where there is none. Figures have fifteen digits
    at most, so no two of them are the same float."""


def _waters(view: View, block: BlockPlan) -> dict[str, MutableSequence[float]]:
    waters, key = view.kept(_Waters), (block.table, block.spec.id)
    if key not in waters:
        waters[key] = {field.id: array("d") for field in _water(block)}
    return waters[key]


def _given_water_of_columns(view: View, lines: Lines) -> Iterable[int]:
    for name, figures in _waters(view, lines.block).items():
        figures.extend(float(value or 0) for value in lines.stretch.values(name))
    return ()


@each_line(lambda _view, block: block.is_list and bool(_water(block)), closer=_given_water_of_columns)
def _given_water(view: View, line: Line) -> Iterable[Spot]:
    for name, figures in _waters(view, line.block).items():
        entry = line.entries.get(name)
        value = entry.value if entry is not None else None
        figures.append(float(value or 0))
    return ()


def _told_water(given: _Waters, company: Company, field: str) -> float:
    block = company.listed.block
    figures = given.get((block.table, block.spec.id), {}).get(field)
    return figures[company.position] if figures is not None else 0
