"""Figures that are possible and odd: what a unit is worth, who saved it, and whose figures it may be.

All of it is advice to whoever receives the form: a price may be odd because the benefit covers more than
the energy, and a power plant may outweigh everybody else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, MutableSequence
from decimal import Decimal
from typing import Final, NamedTuple

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.model.figure import plain
from qingjian.model.finding import Place
from qingjian.model.form import Entry, FilledList
from qingjian.rules.companies import Company, twins
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import Line, Spot, View

PRICE: Final = "QJ5001"
BENEFIT: Final = "QJ5002"
MISSING: Final = "QJ5003"
OUTWEIGHS: Final = "QJ5005"
_TEN_THOUSAND: Final = Decimal(10_000)
"""Benefits are in 万元, prices in yuan."""
_FEWEST: Final = 3
"""Figures that two companies must have in common to look copied."""
_READABLE: Final = frozenset({"number", "blank", "na"})


class Worth(NamedTuple):
    """A row whose benefit and savings do not fit each other."""

    code: str
    spot: Spot
    variant: str | None
    related: tuple[Place, ...]
    params: Mapping[str, str]


def _benefit(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    return tuple(field for field in block.fields if field.id == "benefit") if block.is_list else ()


@each_line(lambda _view, block: bool(_benefit(block)))
def _worth(_view: View, line: Line) -> Iterator[Worth]:
    prices: Mapping[str, list[str]] = known_rule(PRICE).args["yuan"]
    saved = {name: e for name in prices if (e := line.entries.get(name)) is not None and (e.value or 0) > 0}
    benefit = line.entries.get("benefit")
    if (
        not saved
        or benefit is None
        or any(line.entries[name].state == "text" for name in prices if name in line.entries)
    ):
        return  # what cannot be read yet may be worth more than the rest
    yuan = (benefit.value or Decimal(0)) * _TEN_THOUSAND
    spot = Spot(line, line.block.by_id["benefit"], benefit)
    if yuan <= 0:
        if benefit.value is not None or benefit.state in ("blank", "na"):
            yield Worth(MISSING, spot, None, _places(saved), {})
        return
    low = sum(((e.value or 0) * Decimal(prices[name][0]) for name, e in saved.items()), Decimal(0))
    high = sum(((e.value or 0) * Decimal(prices[name][1]) for name, e in saved.items()), Decimal(0))
    is_alone = len(saved) == 1
    code = PRICE if is_alone else BENEFIT
    band = Decimal(known_rule(code).args["band"])
    if low / band <= yuan <= high * band:
        return
    variant = "high" if yuan > high else "low"
    params = {"benefit": plain(benefit.value or Decimal(0)), "low": _short(low), "high": _short(high)}
    if is_alone:
        ((name, entry),) = saved.items()
        params |= {
            "price": _short(yuan / (entry.value or Decimal(1))),
            "saved": line.block.captions[name],
            "low": prices[name][0],
            "high": prices[name][1],
        }
    yield Worth(code, spot, variant, _places(saved), params)


def _places(saved: Mapping[str, Entry]) -> tuple[Place, ...]:
    return tuple(entry.place for entry in saved.values())


def _short(value: Decimal) -> str:
    """Three digits are enough for an estimate."""
    return plain(Decimal(f"{value:.3g}"))


def _told(view: View, spec: RuleSpec) -> Outcomes:
    for worth in view.met(_worth):
        if worth.code == spec.code:
            variant = worth.variant if worth.variant in spec.variants else None
            yield worth.spot.finding(spec, related=worth.related, variant=variant, **worth.params)


for _code in (PRICE, BENEFIT, MISSING):
    rule(_code, judged=_benefit)(_told)


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
    figures = _typed(line)
    if row is None or block.name is None or sum(1 for figure in figures if figure) < _FEWEST:
        return
    key = block.table, block.spec.id
    index = view.kept(_Seen).setdefault(key, {}).setdefault(hash(figures), row.index)
    filled = view.form.block(*key)
    if index == row.index or not isinstance(filled, FilledList):
        return
    earlier = filled.entries[index]
    first = Line(block, dict(earlier.entries), earlier)
    if _typed(first) == figures:
        spot = Spot(line, block.by_id[block.name], line.entries[block.name])
        yield Copy(spot, first.entries[block.name].place, first.label)


def _typed(line: Line) -> tuple[Decimal | None, ...]:
    """The figures that the filer types."""
    entries = line.entries
    return tuple(
        entries[name].value for name, _, _, is_typed, _ in line.block.scanned if is_typed and name in entries
    )


@rule("QJ5004", judged=lambda block, _spec: block.numeric if block.name and block.is_list else ())
def figures_copied(view: View, spec: RuleSpec) -> Outcomes:
    """Two companies of one list with the same figures throughout."""
    for copy in view.met(_copies):
        yield copy.spot.finding(spec, related=(copy.first,), other=copy.other)


def _energy(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    wanted: list[str] = spec.args["fields"]
    return tuple(field for field in block.fields if field.id in wanted) if _benefit(block) else ()


class _Sum:
    """The figures of one column so far."""

    __slots__ = ("is_readable", "largest", "most", "rows", "total")

    def __init__(self) -> None:
        self.total = self.most = Decimal(0)
        self.rows = 0
        self.largest: Spot | None = None
        self.is_readable = True

    def add(self, line: Line, field: Field, entry: Entry) -> None:
        self.is_readable = self.is_readable and entry.state in _READABLE
        value = entry.value
        if value is None:
            return
        self.total += value
        self.rows += value > 0
        if value > self.most:
            self.most, self.largest = value, Spot(line, field, entry)


class _Sums(dict[tuple[str, str, str], _Sum]):
    """Table, block, field → its sum."""


@each_line(lambda _view, block: bool(_energy(block, known_rule(OUTWEIGHS))))
def _add_energy(view: View, line: Line) -> Iterable[Spot]:
    sums, block = view.kept(_Sums), line.block
    for field in _energy(block, known_rule(OUTWEIGHS)):
        entry = line.entries.get(field.id)
        if entry is not None:
            key = block.table, block.spec.id, field.id
            known = sums.get(key)
            if known is None:
                known = sums[key] = _Sum()
            known.add(line, field, entry)
    return ()


@rule(OUTWEIGHS, judged=_energy)
def one_outweighs_all(view: View, spec: RuleSpec) -> Outcomes:
    """One company makes up nearly all of a total; a slip in its figure would decide the sum."""
    share = Decimal(spec.args["share"])
    view.met(_add_energy)
    for found in view.kept(_Sums).values():
        spot = found.largest
        if (
            found.is_readable
            and found.rows > 1
            and spot is not None
            and found.most * 100 >= found.total * share
        ):
            yield spot.finding(spec, share=f"{found.most * 100 / found.total:.0f}%", rows=str(found.rows))


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


class _Waters(dict[tuple[str, str, str], MutableSequence[int]]):
    """Table, block, field → the figure of every row, as a hash; 0 where there is none."""


@each_line(lambda _view, block: block.is_list and bool(_water(block)))
def _given_water(view: View, line: Line) -> Iterable[Spot]:
    for field in _water(line.block):
        entry = line.entries.get(field.id)
        key = line.block.table, line.block.spec.id, field.id
        figures = view.kept(_Waters).get(key)
        if figures is None:
            figures = view.kept(_Waters)[key] = array("q")
        figures.append(hash(entry.value) if entry is not None and entry.value else 0)
    return ()


def _told_water(given: _Waters, company: Company, field: str) -> int:
    block = company.listed.block
    figures = given.get((block.table, block.spec.id, field))
    return figures[company.position] if figures is not None else 0
