"""Row heights: fixed where only captions and figures stand, growing where people write texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from qingjian.templates.measure import lines
from qingjian.templates.place import PlacedCell, SheetLayout
from qingjian.templates.styles import font_size

LINE: Final = 1.36
"""Height of a line in font sizes."""
_PADDING: Final = 5.0
_MINIMUM: Final = 21.0
_GROWING: Final = frozenset({"text", "longtext", "company", "industry", "free", "region", "date"})


@dataclass(slots=True)
class Heights:
    """Points by row; `grows` names the rows whose texts decide, and the cells that hold them."""

    points: dict[int, float]
    grows: dict[int, list[PlacedCell]] = field(default_factory=dict[int, list[PlacedCell]])

    def is_plain(self, row: int) -> bool:
        """The application can fit the row itself: its texts stand in single cells."""
        return row in self.grows and not any(cell.is_merged for cell in self.grows[row])


def heights(layout: SheetLayout) -> Heights:
    """Enough room for every printed text."""
    hidden = {row for placed in layout.lists for row in placed.spare}
    notes = {cell.row for cell in layout.cells if cell.role == "note"}
    result = Heights({row: 0.0 if row in notes else _MINIMUM for row in range(1, layout.last_row + 1)})
    if layout.is_cover:
        result.points.update(_cover(layout))
    for cell in layout.cells:
        if cell.role == "input" and cell.field is not None and cell.field.type in _GROWING:
            for row in range(cell.row, cell.bottom + 1):
                result.grows.setdefault(row, []).append(cell)
    for cell in sorted(layout.cells, key=lambda cell: cell.bottom - cell.row):
        rows = [row for row in range(cell.row, cell.bottom + 1) if row not in hidden] or [cell.row]
        missing = needed(cell, layout) - sum(result.points[row] for row in rows)
        if missing > 0:
            for row in rows:
                result.points[row] += missing / len(rows)
    return result


def _cover(layout: SheetLayout) -> dict[int, float]:
    """The title in the upper third, lines well apart."""
    titles = {cell.row for cell in layout.cells if cell.role == "title" and cell.align == "center"}
    return {row: 150.0 if row in titles else 46.0 for row in range(min(titles), layout.last_row + 1)}


def needed(cell: PlacedCell, layout: SheetLayout) -> float:
    """Points that a cell's printed text takes."""
    size = font_size(cell)
    if cell.role == "title":
        return size * LINE + (14 if cell.level == 1 and cell.align == "center" else 6)
    if not cell.text:
        return 0
    return lines(cell.text, layout.chars(cell), size) * size * LINE + (
        _PADDING if cell.role != "note" else 1.5
    )
