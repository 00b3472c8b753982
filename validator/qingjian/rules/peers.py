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
from qingjian.model.figure import Interval, plain
from qingjian.model.finding import Place
from qingjian.model.form import Entry
from qingjian.named_tuple import NamedTuple
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import MOST, More, Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

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


class _Prices(dict[str, tuple[Decimal, Decimal]]):
    """What a unit is worth at least and at most, by field."""

    def __init__(self) -> None:
        yuan: Mapping[str, list[str]] = known_rule(PRICE).args["yuan"]
        super().__init__({name: (Decimal(low), Decimal(high)) for name, (low, high) in yuan.items()})
        self._bands = {code: Decimal(known_rule(code).args["band"]) for code in (PRICE, BENEFIT)}

    def worth(self, saved: Mapping[str, Decimal]) -> Interval:
        """What the savings of one row are worth."""
        low = high = Decimal(0)
        for name, amount in saved.items():
            lowest, highest = self[name]
            low += amount * lowest
            high += amount * highest
        return Interval(low, high)

    def misfit(self, benefit: Decimal, saved: Mapping[str, Decimal]) -> str | None:
        """The rule that a benefit in 万元 breaks beside what was saved, if any."""
        yuan = benefit * _TEN_THOUSAND
        if yuan <= 0:
            return MISSING
        code = PRICE if len(saved) == 1 else BENEFIT
        (low, high), band = self.worth(saved), self._bands[code]
        return None if low / band <= yuan <= high * band else code


def _with_odd_worth(view: View, lines: Lines) -> Iterator[int]:
    """Of a rule that has said enough, the rows are counted."""
    (block, stretch), prices, met = lines, view.kept(_Prices), view.kept(_Met)
    if "benefit" not in stretch:
        return
    known = [name for name in prices if name in stretch]
    amounts = zip(*map(stretch.values, known), strict=True)
    for row, (benefit, given) in enumerate(zip(stretch.values("benefit"), amounts, strict=True)):
        saved = {name: amount for name, amount in zip(known, given, strict=True) if amount}
        code = prices.misfit(benefit or Decimal(0), saved) if saved else None
        if code is not None:
            if met[code, block.table] < MOST:
                yield row
            else:
                met[code, block.table] += 1


@each_line(lambda _view, block: bool(_benefit(block)), closer=_with_odd_worth)
def _worth(view: View, line: Line) -> Iterator[Worth]:
    met, table = view.kept(_Met), line.block.table
    for worth in _misfit(line, view.kept(_Prices)):
        met[worth.code, table] += 1
        if met[worth.code, table] <= MOST:
            yield worth


def _misfit(line: Line, prices: _Prices) -> Iterator[Worth]:
    saved = _saved(line, prices)
    benefit = line.entries.get("benefit")
    if not saved or benefit is None:
        return
    value = benefit.value
    if value is None and benefit.state not in ("blank", "na"):
        return
    amounts = {name: entry.value or Decimal(0) for name, entry in saved.items()}
    code = prices.misfit(value or Decimal(0), amounts)
    if code is None:
        return
    spot = Spot(line, line.block.by_id["benefit"], benefit)
    if code == MISSING or value is None:
        yield Worth(code, spot, None, _places(saved), {})
        return
    yuan, (low, high) = value * _TEN_THOUSAND, prices.worth(amounts)
    params = {"benefit": plain(value), "low": _short(low), "high": _short(high)}
    if code == PRICE:
        ((name, amount),) = amounts.items()
        lowest, highest = known_rule(PRICE).args["yuan"][name]
        params |= {
            "price": _short(yuan / amount),
            "saved": line.block.captions[name],
            "low": lowest,
            "high": highest,
        }
    yield Worth(code, spot, "high" if yuan > high else "low", _places(saved), params)


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

    def add_all(self, lines: Lines, field: Field) -> None:
        """The figures of plain rows."""
        values = lines.stretch.values(field.id)
        figures = [value for value in values if value]
        self.total += sum(figures)
        self.rows += len(figures)
        most = max(figures, default=self.most)
        if most > self.most:
            line = lines.line(values.index(most))
            self.most, self.largest = most, Spot(line, field, line.entries[field.id])


class _Sums(dict[tuple[str, str], list[tuple[Field, _Sum]]]):
    """Table and block → the fields of energy, each with its sum."""


def _sums(view: View, block: BlockPlan) -> list[tuple[Field, _Sum]]:
    sums, key = view.kept(_Sums), (block.table, block.spec.id)
    if key not in sums:
        sums[key] = [(field, _Sum()) for field in _energy(block, known_rule(OUTWEIGHS))]
    return sums[key]


def _add_energy_of_columns(view: View, lines: Lines) -> Iterable[int]:
    for field, known in _sums(view, lines.block):
        known.add_all(lines, field)
    return ()


@each_line(lambda _view, block: bool(_energy(block, known_rule(OUTWEIGHS))), closer=_add_energy_of_columns)
def _add_energy(view: View, line: Line) -> Iterable[Spot]:
    for field, known in _sums(view, line.block):
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
