"""Figures that a merged area hides: counted by every sum, and seen by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.model.form import FilledList
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View


class Covered(dict[str, Mapping[tuple[int, int], Place]]):
    """Table → cells beneath a merged area, each with the cell that is seen in its place."""


def _covered(view: View, block: BlockPlan) -> Mapping[tuple[int, int], Place]:
    """Among the rows of a list; above and below it, captions and notes are merged as they should be."""
    known = view.kept(Covered)
    key = f"{block.table} {block.spec.id}"
    if key not in known:
        filled = view.form.block(block.table, block.spec.id)
        table = view.form.tables.get(block.table)
        sheet = view.form.grid.sheet(table.sheet) if table is not None else None
        found: dict[tuple[int, int], Place] = {}
        if isinstance(filled, FilledList) and sheet is not None and block.table != "1":
            for area in sheet.merges:
                if area.top > filled.header_row and area.top <= filled.last_row:
                    seen = Place(sheet.name, area.top, area.left)
                    for row in range(area.top, min(area.bottom, filled.last_row) + 1):
                        found |= {
                            (row, col): seen
                            for col in filled.columns.values()
                            if area.left <= col <= area.right
                        }
                    found.pop((area.top, area.left), None)
        known[key] = found
    return known[key]


@each_line(lambda view, block: block.is_list and bool(block.numeric) and bool(_covered(view, block)))
def _hidden(view: View, line: Line) -> Iterator[tuple[Spot, Place]]:
    covered = _covered(view, line.block)
    for field in line.block.numeric:
        entry = line.entries.get(field.id)
        if entry is None or entry.value is None:
            continue  # a text beneath a merged cell changes no sum
        seen = covered.get((entry.place.row, entry.place.col))
        if seen is not None:
            yield Spot(line, field, entry), seen


def _judged(block: BlockPlan, _spec: RuleSpec) -> tuple[Field, ...]:
    return block.numeric if block.is_list and block.table != "1" else ()


@rule("QJ2020", judged=_judged)
def value_under_merge(view: View, spec: RuleSpec) -> Outcomes:
    """A cell that a merged area covers still holds something."""
    for spot, seen in view.met(_hidden):
        yield spot.finding(spec, related=(seen,), seen=seen.address)
