"""Data in rows and columns that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from qingjian.catalog.rules import RuleSpec
from qingjian.model.finding import Place
from qingjian.model.grid import Sheet
from qingjian.rules.lines import Line, Spot
from qingjian.rules.plan import BlockPlan
from qingjian.rules.registry import Outcomes, rule
from qingjian.rules.sweep import each_line
from qingjian.rules.view import View

_Hidden = tuple[str, str | None, int]
"""The sheet, the wording that the finding takes (the rule's own for a row), and the row or column."""


@rule("QJ2017", judged=lambda block, _spec: block.fields)
def hidden_value(view: View, spec: RuleSpec) -> Outcomes:
    """Data in rows or columns that nobody sees: one finding per hidden row or column."""
    found: dict[_Hidden, list[Spot]] = {}
    for where, spot in view.met(_unseen):
        found.setdefault(where, []).append(spot)
    for (_, variant, _), spots in found.items():
        related = tuple(spot.entry.place for spot in spots)
        yield spots[0].finding(spec, related=related, variant=variant, count=str(len(spots)))


def _partly_hidden(view: View, block: BlockPlan) -> Sheet | None:
    """The block's sheet, if anything on it is hidden."""
    table = view.form.tables.get(block.table)
    sheet = view.form.grid.sheet(table.sheet) if table is not None else None
    return sheet if sheet is not None and (sheet.hidden_rows or sheet.hidden_columns) else None


@each_line(lambda view, block: _partly_hidden(view, block) is not None)
def _unseen(view: View, line: Line) -> Iterator[tuple[_Hidden, Spot]]:
    sheet = _partly_hidden(view, line.block)
    if sheet is None:
        return
    is_shown = sheet.shows
    for name, entry in line.entries.items():
        place = entry.place
        if is_shown(place.row, place.col) or entry.is_empty:
            continue
        field = line.block.by_id[name]
        if field.type not in ("sequence", "item"):
            yield _hidden(sheet, place), Spot(line, field, entry)


def _hidden(sheet: Sheet, place: Place) -> _Hidden:
    if sheet.is_row_hidden(place.row):
        return sheet.name, None, place.row
    return sheet.name, "column", place.col
