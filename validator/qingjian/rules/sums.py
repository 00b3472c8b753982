"""合计 and the sums inside rows and records: one judgement per cell, told by several rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from typing import Final, Literal, NamedTuple

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.functions import formulas, totals
from qingjian.functions.addends import addend
from qingjian.model.figure import plain
from qingjian.model.finding import Finding, Place, Skipped
from qingjian.model.form import Entry, FilledList
from qingjian.rules import formula_text
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind
from qingjian.rules.view import Line, Spot, View

Case = Literal["right", "differs", "no-parts", "missing", "mark", "pending", "stale", "short"]
_EXACT: Final = Context(prec=1000)
_PLAIN: Final = frozenset({"blank", "na", "number"})
_SETTLED: Final = totals.Total("empty")
"""Nothing more is asked about a sum that adds up."""


class Verdict(NamedTuple):
    """What is wrong with one computed cell, if anything."""

    case: Case
    spot: Spot
    expected: totals.Total
    parts: tuple[Spot, ...]
    """The parts that hold a figure, or those that cannot be read when the case is pending."""

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(part.entry.place for part in self.parts)


def list_totals(view: View) -> Iterator[Verdict]:
    """A verdict on every cell of every 合计 row."""
    for line, filled in view.total_lines:
        for field in line.block.totals:
            found = line.entries.get(field.id) or _empty_total(line, filled, field)
            if found is None:
                continue
            column = [row.entries.get(field.id) for row in filled.entries]
            spot = Spot(line, field, found)
            if _adds_up(found, column):
                yield Verdict("right", spot, _SETTLED, ())
            else:
                yield _verdict(spot, _column(line.block, filled, field))


def row_sums(view: View) -> Iterator[Verdict]:
    """A verdict on every sum inside a row or record; 合计 rows are judged by column."""
    for line in view.lines:
        for field in line.block.sums:
            found = line.entries.get(field.id)
            if found is None:
                continue
            spot = Spot(line, field, found)
            if _adds_up(found, [line.entries.get(part) for part in field.sum]):
                yield Verdict("right", spot, _SETTLED, ())
            else:
                yield _verdict(spot, _parts(line, field))


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


def _empty_total(line: Line, filled: FilledList, field: Field) -> Entry | None:
    col = filled.columns.get(field.id)
    if col is None or filled.total is None:
        return None
    sheet = next((entry.place.sheet for entry in line.entries.values()), "")
    if not sheet:
        sheet = next(
            (e.place.sheet for row in filled.entries for e in row.entries.values()), line.block.sheet
        )
    return Entry(Place(sheet, filled.total.number, col), "blank")


def _column(block: BlockPlan, filled: FilledList, field: Field) -> list[Spot]:
    found: list[Spot] = []
    for row in filled.entries:
        entry = row.entries.get(field.id)
        if entry is not None and entry.state != "blank":
            found.append(Spot(Line(block, row.entries, row), field, entry))
    return found


def _parts(line: Line, field: Field) -> list[Spot]:
    found: list[Spot] = []
    for part in field.sum:
        entry = line.entries.get(part)
        if entry is not None and entry.state != "blank":
            found.append(Spot(line, line.block.by_id[part], entry))
    return found


def _verdict(spot: Spot, parts: list[Spot]) -> Verdict:
    addends = [addend(part.entry) for part in parts]
    expected = totals.total(addends, digits=spot.field.digits)
    wanted = "unreadable" if expected.kind == "pending" else "figure"
    named = tuple(part for part, one in zip(parts, addends, strict=True) if one.kind == wanted)
    return Verdict(_case(spot.entry, expected, named), spot, expected, named)


def _case(found: Entry, expected: totals.Total, parts: tuple[Spot, ...]) -> Case:
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


def _wrong(found: Entry, parts: tuple[Spot, ...]) -> Case:
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
    wrong = (verdict for verdict in view.shared(row_sums) if verdict.case != "right")
    meant = (verdict for verdict in wrong if _is_meant(verdict.spot.line.block, verdict.spot.field, spec))
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
        count=str(len(verdict.parts)),
        **_formula_params(verdict),
    )


def _formula_params(verdict: Verdict) -> dict[str, str]:
    formula = verdict.spot.entry.formula
    if verdict.case != "short" or formula is None:
        return {}
    missed = (part.entry.place.address for part in _missed(formula, verdict.parts))
    return {"formula": formula, "missed": "、".join(missed)}


def _missed(formula: str, parts: tuple[Spot, ...]) -> list[Spot]:
    covered = formula_text.covered(formula)
    if covered is None:
        return []
    return [part for part in parts if not covered.holds(part.entry.place.row, part.entry.place.col)]


def _where(verdict: Verdict) -> str:
    place = verdict.spot.entry.place
    return f"{place.sheet}!{place.address}"
