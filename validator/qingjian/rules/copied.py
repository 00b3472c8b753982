"""Figures that may have been copied: from another company, or from one table into the next.

Both are found in the one pass over the rows, by hashes; only what seems equal is read again."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, MutableSequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.model.form import Entry, FilledList
from qingjian.named_tuple import NamedTuple
from qingjian.rules.companies import Company, twins
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import Line, Spot, View

_FEWEST: Final = 3
"""Figures that two companies must have in common to look copied."""


class Copy(NamedTuple):
    """A row whose figures are those of an earlier one."""

    spot: Spot
    first: Place
    other: str
    """What the clerk calls the earlier row."""


class _Seen(dict[tuple[str, str], dict[int, int]]):
    """Block → figures of a row, as a hash → the first row that has them."""


@each_line(lambda _view, block: block.is_list and block.name is not None and block.table != "1")
def _copies(view: View, line: Line) -> Iterator[Copy]:
    block, row = line.block, line.row
    name = line.entries.get(block.name or "")
    figures = _typed(line)
    if row is None or name is None or sum(map(bool, figures)) < _FEWEST:
        return
    key = block.table, block.spec.id
    index = view.kept(_Seen).setdefault(key, {}).setdefault(hash(figures), row.nth)
    filled = view.form.block(*key)
    if index == row.nth or not isinstance(filled, FilledList):
        return
    earlier = filled.entries[index]
    first = Line(block, dict(earlier.entries), earlier)
    if _typed(first) == figures:
        spot = Spot(line, block.by_id[block.name or ""], name)
        yield Copy(spot, first.entries[block.name or ""].place, first.label)


def _typed(line: Line) -> tuple[Decimal | None, ...]:
    """The figures that the filer types."""
    entries = map(line.entries.get, line.block.typed)
    return tuple([entry.figure and entry.figure.value for entry in entries if entry is not None])


@rule("QJ5004", judged=lambda block, _spec: block.numeric if block.name and block.is_list else ())
def figures_copied(view: View, spec: RuleSpec) -> Outcomes:
    """Two companies of one list with the same figures throughout."""
    for copy in view.met(_copies):
        yield copy.spot.finding(spec, related=(copy.first,), other=copy.other)


def _water(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return tuple(block.by_id[name] for name in ("water", "wastewater") if name in block.by_id)


@rule("QJ5006", judged=_water)
def water_equals_waste_water(view: View, spec: RuleSpec) -> Outcomes:
    """The water saved is exactly the waste water avoided: right for a closed loop, often simply copied."""
    view.met(_given_water)
    for pair in view.shared(twins):
        met = [
            (spot, waste)
            for first, second in pair.matched
            for spot, waste in _same_water(view, first, second)
        ]
        if met:
            spot, waste = met[0]
            others = tuple(other.entry.place for other, _ in met[1:])
            yield spot.finding(
                spec,
                related=(waste.place, *others),
                variant="several" if others else None,
                sheet=pair.sheets[0],
                count=str(len(met)),
            )


def _same_water(view: View, first: Company, second: Company) -> Iterator[tuple[Spot, Entry]]:
    given = view.kept(_Waters)
    told = _told_water(given, second, "water")
    if not told or told != _told_water(given, first, "wastewater"):
        return
    waste = first.listed.filled.entries[first.position].entry("wastewater")
    row = second.listed.filled.entries[second.position]
    water = row.entry("water")
    if waste is not None and water is not None and water.value and water.value == waste.value:
        block = second.listed.block
        yield Spot(Line(block, row.entries, row), block.by_id["water"], water), waste


class _Waters(dict[tuple[str, str], dict[str, MutableSequence[int]]]):
    """Table and block → field → the figure of every row, as a hash; 0 where there is none."""


@each_line(lambda _view, block: block.is_list and bool(_water(block)))
def _given_water(view: View, line: Line) -> Iterable[Spot]:
    waters, block = view.kept(_Waters), line.block
    key = block.table, block.spec.id
    if key not in waters:
        waters[key] = {field.id: array("q") for field in _water(block)}
    for name, figures in waters[key].items():
        entry = line.entries.get(name)
        value = entry.value if entry is not None else None
        figures.append(hash(value) if value else 0)
    return ()


def _told_water(given: _Waters, company: Company, field: str) -> int:
    block = company.listed.block
    figures = given.get((block.table, block.spec.id), {}).get(field)
    return figures[company.position] if figures is not None else 0
