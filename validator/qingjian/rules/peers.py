"""Figures that are possible and odd: what a unit is worth, who saved it, and whose figures it may be.

All of it is advice to whoever receives the form: a price may be odd because the benefit covers more than
the energy, and a power plant may outweigh everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.model.figure import plain
from qingjian.model.finding import Finding, Place
from qingjian.model.form import Entry, FilledRow
from qingjian.rules.companies import Company, twins
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import Line, Spot, View

PRICE: Final = "QJ5001"
BENEFIT: Final = "QJ5002"
MISSING: Final = "QJ5003"
_TEN_THOUSAND: Final = Decimal(10_000)
"""Benefits are in 万元, prices in yuan."""
_FEWEST: Final = 3
"""Figures that two companies must have in common to look copied."""


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


@rule("QJ5004", judged=lambda block, _spec: block.numeric if block.name and block.is_list else ())
def figures_copied(view: View, spec: RuleSpec) -> Outcomes:
    """Two companies of one list with the same figures throughout."""
    for block, filled in view.lists():
        if block.name is None or block.table == "1":
            continue
        typed = tuple(field.id for field in block.numeric if not field.is_computed)
        seen: dict[int, FilledRow] = {}
        for row in filled.entries:
            figures = tuple(e.value for name in typed if (e := row.entry(name)) is not None)
            if sum(1 for figure in figures if figure) < _FEWEST:
                continue
            first = seen.setdefault(hash(figures), row)
            if first is not row and all(_value(first, name) == _value(row, name) for name in typed):
                yield _copied(block, first, row, spec)


def _copied(block: BlockPlan, first: FilledRow, row: FilledRow, spec: RuleSpec) -> Finding:
    entry = row.entries[block.name or ""]
    other = Line(block, first.entries, first).label
    return Spot(Line(block, row.entries, row), block.by_id[block.name or ""], entry).finding(
        spec, related=(first.entries[block.name or ""].place,), other=other
    )


def _value(row: FilledRow, name: str) -> Decimal | None:
    entry = row.entry(name)
    return entry.value if entry is not None else None


def _energy(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    wanted: list[str] = spec.args["fields"]
    return tuple(field for field in block.fields if field.id in wanted) if _benefit(block) else ()


@rule("QJ5005", judged=_energy)
def one_outweighs_all(view: View, spec: RuleSpec) -> Outcomes:
    """One company makes up nearly all of a total; a slip in its figure would decide the sum."""
    share = Decimal(spec.args["share"])
    for block, filled in view.lists():
        for field in _energy(block, spec):
            total, rows, most, largest = Decimal(0), 0, Decimal(0), None
            is_readable = True
            for row in filled.entries:
                entry = row.entry(field.id)
                is_readable = is_readable and (entry is None or entry.state in ("number", "blank", "na"))
                value = _value(row, field.id) or Decimal(0)
                total, rows = total + value, rows + (value > 0)
                if value > most:
                    most, largest = value, row
            if is_readable and rows > 1 and largest is not None and most * 100 >= total * share:
                yield Spot(Line(block, largest.entries, largest), field, largest.entries[field.id]).finding(
                    spec, share=f"{most * 100 / total:.0f}%", rows=str(rows)
                )


@rule("QJ5006", judged=lambda block, _spec: tuple(f for f in block.fields if f.id in ("water", "wastewater")))
def water_equals_waste_water(view: View, spec: RuleSpec) -> Outcomes:
    """The water saved is exactly the waste water avoided: right for a closed loop, often simply copied."""
    for pair in view.shared(twins):
        met = [(spot, waste) for first, second in pair.matched for spot, waste in _same_water(first, second)]
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


def _same_water(first: Company, second: Company) -> Iterator[tuple[Spot, Entry]]:
    waste = first.listed.filled.entries[first.position].entry("wastewater")
    row = second.listed.filled.entries[second.position]
    water = row.entry("water")
    if waste is not None and water is not None and water.value and water.value == waste.value:
        block = second.listed.block
        yield Spot(Line(block, row.entries, row), block.by_id["water"], water), waste
