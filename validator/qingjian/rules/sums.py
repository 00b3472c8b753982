"""合计 and the sums inside rows and records: one judgement per cell, told by several rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from itertools import compress, count
from operator import ne
from typing import Final, Literal

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import formulas, totals
from qingjian.functions.addends import addend
from qingjian.model.figure import plain
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Entry, FilledList
from qingjian.named_tuple import NamedTuple
from qingjian.rules import formula_text
from qingjian.rules.addends import Addends
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

Case = Literal["right", "differs", "no-parts", "missing", "mark", "pending", "stale", "short"]
_EXACT: Final = Context(prec=1000)
_NOTHING: Final = Decimal(0)
_PLAIN: Final = frozenset({"blank", "na", "number"})


class Verdict(NamedTuple):
    """What is wrong with one computed cell, if anything."""

    case: Case
    spot: Spot
    expected: totals.Total
    places: tuple[Place, ...]
    """The parts that hold a figure, or those that cannot be read when the case is pending."""


class Columns(dict[tuple[str, str], dict[str, Addends]]):
    """The columns of all lists, by table and block; then by field."""


def list_totals(view: View) -> Iterator[Verdict]:
    """A verdict on every cell of every 合计 row that is not plainly right."""
    view.met(_add_up)
    columns = view.kept(Columns)
    for line, filled in view.total_lines:
        for field in line.block.totals:
            sheet = view.form.tables[line.block.table].sheet
            found = line.entries.get(field.id) or _empty_total(sheet, filled, field)
            if found is None:
                continue
            column = columns.get((line.block.table, line.block.spec.id), {}).get(field.id) or Addends()
            if not column.gives(found):
                places = [Place(sheet, row, filled.columns[field.id]) for row in column.named]
                yield _verdict(Spot(line, field, found), column, tuple(places))


def _columns(view: View, block: BlockPlan) -> dict[str, Addends]:
    columns, key = view.kept(Columns), (block.table, block.spec.id)
    if key not in columns:
        columns[key] = {field.id: Addends() for field in block.totals}
    return columns[key]


def _add_up_columns(view: View, lines: Lines) -> tuple[int, ...]:
    stretch = lines.stretch
    for name, column in _columns(view, lines.block).items():
        column.add_all(stretch.texts(name), stretch.values(name), stretch.numbers)
    return ()


@each_line(lambda _view, block: bool(block.totals), closer=_add_up_columns)
def _add_up(view: View, line: Line) -> tuple[Verdict, ...]:
    if line.row is None:
        return ()
    find, number = line.entries.get, line.row.number
    for name, column in _columns(view, line.block).items():
        entry = find(name)
        if entry is not None:
            column.add(entry, number)
    return ()


def row_sums(view: View) -> list[Verdict]:
    """A verdict on every sum inside a row or record that is not plainly right; 合计 rows are judged by column."""
    return view.met(_row_sums)


def _with_other_sums(_view: View, lines: Lines) -> Iterator[int]:
    stretch = lines.stretch
    for field in lines.block.sums:
        added = map(_added, zip(*map(stretch.values, field.sum), strict=True))
        yield from compress(count(), map(ne, stretch.values(field.id), added))


def _added(parts: Sequence[Decimal | None]) -> Decimal | None:
    """What plain figures come to; nothing where there is none."""
    figures = [part for part in parts if part is not None]
    return sum(figures, _NOTHING) if figures else None


@each_line(lambda _view, block: bool(block.sums), closer=_with_other_sums)
def _row_sums(_view: View, line: Line) -> Iterator[Verdict]:
    for field in line.block.sums:
        found = line.entries.get(field.id)
        if found is None:
            continue
        parts = [line.entries.get(part) for part in field.sum]
        if _adds_up(found, parts):
            continue
        column = Addends()
        for index, part in enumerate(parts):
            if part is not None:
                column.add(part, index)
        places = (part.place for index in column.named if (part := parts[index]) is not None)
        verdict = _verdict(Spot(line, field, found), column, tuple(places))
        if verdict.case != "right":
            yield verdict


def _adds_up(found: Entry, parts: list[Entry | None]) -> bool:
    """The ordinary case without ceremony: the figure is to the last digit what the parts give."""
    if found.state not in _PLAIN:
        return False
    value = Decimal(0)
    has_figure = False
    for part in parts:
        if part is None:
            continue
        if part.state == "number" and part.figure is not None:
            value = _EXACT.add(value, part.figure.value)
            has_figure = True
        elif part.state not in _PLAIN:
            return False
    if has_figure:
        return found.figure is not None and found.figure.value == value
    return found.state != "number"


def _empty_total(sheet: str, filled: FilledList, field: Field) -> Entry | None:
    col = filled.columns.get(field.id)
    if col is None or filled.total is None:
        return None
    return Entry(Place(sheet, filled.total.number, col), "blank")


def _verdict(spot: Spot, column: Addends, places: tuple[Place, ...]) -> Verdict:
    expected = column.total(spot.field.digits)
    return Verdict(_case(spot.entry, expected, places), spot, expected, places)


def _case(found: Entry, expected: totals.Total, parts: tuple[Place, ...]) -> Case:
    if expected.kind == "pending" or found.state in ("error", "uncalculated", "bool", "date"):
        return "pending"
    own = addend(found)
    if own.kind == "unreadable":
        computed = found.formula is not None and found.figure is None
        return "stale" if computed and expected.figure is not None else "pending"
    if totals.agrees(own, expected):
        return "right"
    if expected.figure is None:
        return "no-parts"
    if own.kind != "figure":
        return _without_figure(found, own, expected)
    return _wrong(found, parts)


def _without_figure(found: Entry, own: totals.Entry, expected: totals.Total) -> Case:
    if expected.figure is not None and expected.figure.value == 0:
        return "right"  # 0, a mark and blank are all accepted where nothing was saved
    if found.formula is not None:
        return "stale"
    return "missing" if own.kind == "blank" else "mark"


def _wrong(found: Entry, parts: tuple[Place, ...]) -> Case:
    if found.formula is None:
        return "differs"
    if formula_text.covered(found.formula) is None:
        return "differs"
    return "short" if _missed(found.formula, parts) else "stale"


def _judged_totals(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.totals


def _judged_sums(block: BlockPlan, spec: RuleSpec) -> tuple[Field, ...]:
    return tuple(field for field in block.sums if _is_meant(block, field, spec))


def _is_meant(block: BlockPlan, field: Field, spec: RuleSpec) -> bool:
    if field.exact is spec.args.get("inexact", False):
        return False
    return (field.id in block.carbon_sums) is spec.args.get("carbon", False)


def _row_formula(spec: RuleSpec) -> str | None:
    return None if spec.args.get("inexact") else formulas.parts_total(("E5", "F5"))


@kind("list_total", judged=_judged_totals, formula=lambda _spec: formulas.column_total("E", 4))
def list_total(view: View, spec: RuleSpec) -> Outcomes:
    """合计 of every column that a list adds up."""
    yield from told(view.shared(list_totals), spec)


@kind("record_sum", judged=_judged_sums, formula=_row_formula)
def record_sum(view: View, spec: RuleSpec) -> Outcomes:
    """Figures of a row or record that are declared to be the sum of others beside them."""
    meant = (
        verdict for verdict in row_sums(view) if _is_meant(verdict.spot.line.block, verdict.spot.field, spec)
    )
    yield from told(meant, spec)


def told(verdicts: Iterable[Verdict], spec: RuleSpec) -> Outcomes:
    """Findings of the cases that a rule is about."""
    cases: tuple[str, ...] = tuple(spec.args["cases"])
    for verdict in verdicts:
        if verdict.expected.kind == "pending" and "differs" in cases:
            yield Skipped(spec.code, "parts-unreadable", _where(verdict))
        elif verdict.case in cases:
            yield _finding(verdict, spec)


def _finding(verdict: Verdict, spec: RuleSpec) -> Finding:
    spot, expected = verdict.spot, verdict.expected.figure
    found = spot.entry.figure
    difference = plain(found.value - expected.value) if found is not None and expected is not None else None
    return spot.finding(
        spec,
        expected=verdict.expected.text or None,
        difference=difference,
        related=verdict.places,
        variant=verdict.case if verdict.case in spec.variants else None,
        count=str(len(verdict.places)),
        **_formula_params(verdict),
    )


def _formula_params(verdict: Verdict) -> dict[str, str]:
    formula = verdict.spot.entry.formula
    if verdict.case != "short" or formula is None:
        return {}
    missed = (part.address for part in _missed(formula, verdict.places))
    return {"formula": formula, "missed": "、".join(missed)}


def _missed(formula: str, parts: tuple[Place, ...]) -> list[Place]:
    covered = formula_text.covered(formula)
    if covered is None:
        return []
    return [part for part in parts if not covered.holds(part.row, part.col)]


def _where(verdict: Verdict) -> str:
    place = verdict.spot.entry.place
    return f"{place.sheet}!{place.address}"
