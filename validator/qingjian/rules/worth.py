"""What savings are worth: benefits that fit no price. Advice to whoever receives the form, because a benefit may cover more than the energy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
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
_TEN_THOUSAND: Final = Decimal(10_000)
"""Benefits are in 万元, prices in yuan."""


class Worth(NamedTuple):
    """A row whose benefit and savings do not fit each other."""

    code: str
    spot: Spot
    variant: str | None
    related: tuple[Place, ...]
    params: Mapping[str, str]


def benefit_field(block: BlockPlan, _spec: RuleSpec | None = None) -> tuple[Field, ...]:
    """The field that says what the savings are worth, where a list has one."""
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
    amounts = zip(*map(stretch.values, prices), strict=True)
    for row, (benefit, given) in enumerate(zip(stretch.values("benefit"), amounts, strict=True)):
        saved = {name: amount for name, amount in zip(prices, given, strict=True) if amount}
        code = prices.misfit(benefit or Decimal(0), saved) if saved else None
        if code is not None:
            if met[code, block.table] < MOST:
                yield row
            else:
                met[code, block.table] += 1


@each_line(lambda _view, block: bool(benefit_field(block)), closer=_with_odd_worth)
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
    rule(_code, judged=benefit_field)(_told)
