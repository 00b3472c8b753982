"""Figures that are possible and odd: what a unit is worth, and who saved it.

All of it is advice to whoever receives the form: a price may be odd because the benefit covers more than
the energy, and a power plant may outweigh everybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.model.figure import plain
from qingjian.model.finding import Place
from qingjian.model.form import Entry
from qingjian.named_tuple import NamedTuple
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import MOST, More, Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import Line, Spot, View

PRICE: Final = "QJ5001"
BENEFIT: Final = "QJ5002"
MISSING: Final = "QJ5003"
OUTWEIGHS: Final = "QJ5005"
_TEN_THOUSAND: Final = Decimal(10_000)
"""Benefits are in 万元, prices in yuan."""
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


class _Met(Counter[tuple[str, str]]):
    """Rule and table → how many rows it was said of."""


@each_line(lambda _view, block: bool(_benefit(block)))
def _worth(view: View, line: Line) -> Iterator[Worth]:
    met, table = view.kept(_Met), line.block.table
    for worth in _misfit(line):
        met[worth.code, table] += 1
        if met[worth.code, table] <= MOST:
            yield worth


def _misfit(line: Line) -> Iterator[Worth]:
    prices: Mapping[str, list[str]] = known_rule(PRICE).args["yuan"]
    saved = _saved(line, prices)
    benefit = line.entries.get("benefit")
    if not saved or benefit is None:
        return
    yuan = (benefit.value or Decimal(0)) * _TEN_THOUSAND
    spot = Spot(line, line.block.by_id["benefit"], benefit)
    if yuan <= 0:
        if benefit.value is not None or benefit.state in ("blank", "na"):
            yield Worth(MISSING, spot, None, _places(saved), {})
        return
    low = high = Decimal(0)
    for name, entry in saved.items():
        lowest, highest = map(Decimal, prices[name])
        low += (entry.value or 0) * lowest
        high += (entry.value or 0) * highest
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


def _saved(line: Line, prices: Iterable[str]) -> dict[str, Entry]:
    """What was saved; nothing while something cannot be read, which may be worth more than the rest."""
    saved: dict[str, Entry] = {}
    for name in prices:
        entry = line.entries.get(name)
        if entry is None:
            continue
        if entry.state == "text":
            return {}
        if entry.figure is not None and entry.figure.value > 0:
            saved[name] = entry
    return saved


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
    for (code, table), count in view.kept(_Met).items():
        if code == spec.code and count > MOST:
            yield More(table, count - MOST)


for _code in (PRICE, BENEFIT, MISSING):
    rule(_code, judged=_benefit)(_told)


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
        if entry.figure is None:
            self.is_readable = self.is_readable and entry.state in _READABLE
            return
        value = entry.figure.value
        self.total += value
        self.rows += value > 0
        if value > self.most:
            self.most, self.largest = value, Spot(line, field, entry)


class _Sums(dict[tuple[str, str], list[tuple[Field, _Sum]]]):
    """Table and block → the fields of energy, each with its sum."""


@each_line(lambda _view, block: bool(_energy(block, known_rule(OUTWEIGHS))))
def _add_energy(view: View, line: Line) -> Iterable[Spot]:
    sums, block = view.kept(_Sums), line.block
    key = block.table, block.spec.id
    if key not in sums:
        sums[key] = [(field, _Sum()) for field in _energy(block, known_rule(OUTWEIGHS))]
    for field, known in sums[key]:
        entry = line.entries.get(field.id)
        if entry is not None:
            known.add(line, field, entry)
    return ()


@rule(OUTWEIGHS, judged=_energy)
def one_outweighs_all(view: View, spec: RuleSpec) -> Outcomes:
    """One company makes up nearly all of a total; a slip in its figure would decide the sum."""
    share = Decimal(spec.args["share"])
    view.met(_add_energy)
    for _, found in chain.from_iterable(view.kept(_Sums).values()):
        spot = found.largest
        if (
            found.is_readable
            and found.rows > 1
            and spot is not None
            and found.most * 100 >= found.total * share
        ):
            yield spot.finding(spec, share=f"{found.most * 100 / found.total:.0f}%", rows=str(found.rows))
