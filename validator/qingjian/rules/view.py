"""A form as the rules look at it: every odd cell met in one pass, the judgements that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Final, TypeVar, cast

from qingjian.catalog.edition import Edition, Field
from qingjian.model.figure import stored
from qingjian.model.form import Entry, FilledList, FilledRecord, Form
from qingjian.model.previous import Previous
from qingjian.model.stretch import SLASH, ByColumns, Stretch
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan, Plan, plan
from qingjian.rules.sweep import LineJudge, Sweep, each_line

T = TypeVar("T")
_BROKEN: Final = frozenset({"error", "uncalculated"})
_HUNDRED: Final = Decimal(100)
_SLASHES: Final = frozenset({"/", "／"})
_ABSENT: Final = {"": "blank", SLASH: "na", "0": "zero"}
"""How the cells of plain rows say that there is no figure."""


class Survey:
    """Cells that are not plain figures or texts of the ordinary sort, collected line by line."""

    def __init__(self) -> None:
        self.odd: list[Spot] = []
        """Number fields that hold neither blank nor a mark nor a number; any field with an error or an
        uncalculated formula."""
        self.marks: list[Spot] = []
        """Number fields marked as not applicable otherwise than with a slash."""
        self.negative: list[Spot] = []
        self.fractions: list[Spot] = []
        """Counts that are no whole number."""
        self.shares: list[Spot] = []
        """Percentages of more than the whole."""
        self.absent: dict[str, dict[str, Spot]] = {}
        """Table → the ways in which its lists say "no figure" (blank, na, zero), each with its first cell."""

    def scan(self, line: Line) -> None:
        """One line; the hot loop of the whole package, hence the order of the questions."""
        entries = line.entries
        absent = self.absent.setdefault(line.block.table, {}) if line.row and not line.is_total else None
        for name, field, is_numeric, is_typed, is_choosy in line.block.scanned:
            entry = entries.get(name)
            if entry is None:
                continue
            state = entry.state
            if not is_numeric:
                if state in _BROKEN and field.type != "sequence":
                    self.odd.append(Spot(line, field, entry))
                continue
            if state == "number":
                text = entry.text
                presence = "zero" if text == "0" else None
                if text[:1] == "-":
                    self.negative.append(Spot(line, field, entry))
                if is_choosy:
                    self._choosy(line, field, entry)
            elif state == "na":
                presence = "na"
                if entry.text not in _SLASHES:
                    self.marks.append(Spot(line, field, entry))
            elif state == "blank":
                presence = "blank"
            else:
                presence = None
                if not entry.is_empty:
                    self.odd.append(Spot(line, field, entry))
            if presence is not None and is_typed and absent is not None and presence not in absent:
                absent[presence] = Spot(line, field, entry)

    def closer(self, lines: Lines) -> Iterator[int]:
        """The rows of a plain stretch to be scanned: no figure is odd, negative or marked otherwise than with a
        slash. Counts and shares are all looked at; they stand in short lists."""
        stretch, absent = lines.stretch, self.absent.setdefault(lines.block.table, {})
        for name, _, _, is_typed, is_choosy in lines.block.scanned:
            if is_choosy:
                yield from range(len(stretch))
            elif is_typed:
                texts = stretch.texts(name)
                wanted = (said for said, presence in _ABSENT.items() if presence not in absent)
                yield from (texts.index(said) for said in wanted if said in texts)

    def _choosy(self, line: Line, field: Field, entry: Entry) -> None:
        if field.type == "count":
            if not entry.text.isdecimal() and _is_fraction(entry):
                self.fractions.append(Spot(line, field, entry))
        elif entry.value is not None and share(entry, entry.value) > _HUNDRED:
            self.shares.append(Spot(line, field, entry))


class View:
    """One form under judgement."""

    def __init__(
        self, form: Form, edition: Edition, previous: Previous = None, factors: tuple[Decimal, ...] = ()
    ) -> None:
        self.form = form
        self.edition = edition
        self.previous = previous
        self.factors = factors
        self.plan: Plan = plan(edition)
        self._shared: dict[object, object] = {}
        self._kept: dict[type, object] = {}

    def shared(self, judge: Callable[[View], Iterable[T]]) -> tuple[T, ...]:
        """What a judge says of this form; asked once, however many rules tell parts of it."""
        known = self._shared.get(judge)
        if known is None:
            known = self._shared[judge] = tuple(judge(self))
        return cast("tuple[T, ...]", known)

    def kept(self, what: type[T]) -> T:
        """The one object of a class that a judge of lines collects in."""
        if what not in self._kept:
            self._kept[what] = what()
        return cast("T", self._kept[what])

    def met(self, judge: LineJudge[T]) -> list[T]:
        """What a judge of lines says of this form; the first to ask sets all of them to work."""
        return self._sweep.met(judge)

    @cached_property
    def _sweep(self) -> Sweep:
        return Sweep(self)

    @cached_property
    def total_lines(self) -> tuple[tuple[Line, FilledList], ...]:
        """Every 合计 row, with its list."""
        return tuple(
            (Line(block, filled.total.entries, filled.total, is_total=True), filled)
            for block, filled in self.lists()
            if filled.total is not None
        )

    @cached_property
    def survey(self) -> Survey:
        """All odd cells."""
        self.met(_scan)
        found = self.kept(Survey)
        for line, _ in self.total_lines:
            found.scan(line)
        return found

    def lists(self) -> Iterator[tuple[BlockPlan, FilledList]]:
        """The lists that are bound."""
        for block in self.plan.blocks:
            filled = self.form.block(block.table, block.spec.id)
            if isinstance(filled, FilledList):
                yield block, filled

    def records(self) -> Iterator[tuple[BlockPlan, FilledRecord]]:
        """The records, labels, texts, matrices and score blocks that are bound."""
        for block in self.plan.blocks:
            filled = self.form.block(block.table, block.spec.id)
            if isinstance(filled, FilledRecord):
                yield block, filled

    def lines(self, block: BlockPlan) -> Iterator[Line]:
        """The rows or the record of a block, as far as they are bound, 合计 rows apart."""
        filled = self.form.block(block.table, block.spec.id)
        if isinstance(filled, FilledRecord):
            yield Line(block, filled.entries)
        elif filled is not None:
            for row in filled.entries:
                yield Line(block, row.entries, row)

    def parts(self, block: BlockPlan) -> Iterator[Line | Lines]:
        """The same lines; those of a long list in stretches where they are plain."""
        filled = self.form.block(block.table, block.spec.id)
        if filled is None or not isinstance(filled.entries, ByColumns):
            yield from self.lines(block)
            return
        for part in filled.entries.parts():
            yield Lines(block, part) if isinstance(part, Stretch) else Line(block, part.entries, part)


@each_line(lambda _view, _block: True, closer=lambda view, lines: view.kept(Survey).closer(lines))
def _scan(view: View, line: Line) -> Iterable[Spot]:
    view.kept(Survey).scan(line)
    return ()


def share(entry: Entry, value: Decimal) -> Decimal:
    """A percentage as meant; a cell formatted in percent stores a hundredth of what it shows."""
    return value * _HUNDRED if "%" in entry.format else value


def _is_fraction(entry: Entry) -> bool:
    """Of what is stored: a format may hide the decimals, but counts are exact."""
    value = stored(entry.text)
    return value is not None and value != value.to_integral_value()
