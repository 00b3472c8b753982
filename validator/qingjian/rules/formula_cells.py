"""Cells that the official workbook computes: results that are stale, sums that miss rows, formulas typed over."""

from __future__ import annotations

from collections.abc import Iterator

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Skipped
from qingjian.rules import sums
from qingjian.rules.lines import Line, Lines, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, kind
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View


def _computed(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return tuple(dict.fromkeys((*block.computed, *block.totals)))


def _formulas_known(view: View, spec: RuleSpec) -> Skipped | None:
    known = view.form.grid.format not in ("xls", "docx")
    return None if known else Skipped(spec.code, "formulas-unknown", view.form.grid.format)


def _formulas_prescribed(view: View, spec: RuleSpec) -> Skipped | None:
    if view.form.match.how != "stamp":
        return Skipped(spec.code, "formulas-optional")
    return _formulas_known(view, spec)


@kind("computed_cell", judged=_computed, precondition=_formulas_known)
def computed_cell(view: View, spec: RuleSpec) -> Outcomes:
    """Formulas whose stored result is not what the printed parts give."""
    yield from sums.told((*view.shared(sums.list_totals), *sums.row_sums(view)), spec)


@kind("overwritten", judged=_computed, precondition=_formulas_prescribed)
def overwritten(view: View, spec: RuleSpec) -> Outcomes:
    """Numbers typed where the official workbook has a formula; one finding per column."""
    columns: dict[tuple[str, str, str], list[Spot]] = {}
    for spot in (*view.met(_typed_over), *_typed_totals(view)):
        columns.setdefault((spot.line.block.table, spot.line.block.spec.id, spot.field.id), []).append(spot)
    for spots in columns.values():
        places = [spot.entry.place for spot in spots]
        yield spots[0].finding(
            spec,
            related=tuple(places),
            count=str(len(places)),
            cells="、".join(place.address for place in places),
        )


def _partly_computed(_view: View, lines: Lines) -> range:
    """Where every row has all of the formulas, or none has any, nobody typed over one."""
    stretch = lines.stretch
    computed = {stretch.formulas(field.id) for field in lines.block.computed}
    return range(0) if computed in ({0}, {len(stretch)}) else range(len(stretch))


@each_line(lambda _view, block: bool(block.computed), closer=_partly_computed)
def _typed_over(_view: View, line: Line) -> Iterator[Spot]:
    if line.row is None or _is_official(line):
        yield from _typed(line, line.block.computed)


def _typed_totals(view: View) -> Iterator[Spot]:
    for line, _ in view.total_lines:
        yield from _typed(line, line.block.totals)


def _is_official(line: Line) -> bool:
    """A row that the clerk inserted has no formula anywhere."""
    for field in line.block.computed:
        entry = line.entries.get(field.id)
        if entry is not None and entry.formula is not None:
            return True
    return False


def _typed(line: Line, fields: tuple[Field, ...]) -> Iterator[Spot]:
    for field in fields:
        entry = line.entries.get(field.id)
        if entry is not None and entry.formula is None and entry.state == "number":
            yield Spot(line, field, entry)
