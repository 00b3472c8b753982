"""Who saved it: one company that makes up nearly all of a total. Advice to whoever receives the form; a power plant may outweigh everybody else."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.catalog.rules import rule as known_rule
from qingjian.model.form import Entry
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View
from qingjian.rules.worth import benefit_field

OUTWEIGHS: Final = "QJ5005"
_READABLE: Final = frozenset({"number", "blank", "na"})


def _energy(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    wanted: list[str] = spec.args["fields"]
    return tuple(field for field in block.fields if field.id in wanted) if benefit_field(block) else ()


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
