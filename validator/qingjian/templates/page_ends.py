"""Where the pages of a long form end: nothing is cut in two, and no page is left nearly empty."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Final

from qingjian.bind.captions import keyed
from qingjian.templates.heights import needed
from qingjian.templates.pages import Pages
from qingjian.templates.place import PlacedCell, SheetLayout

_BETWEEN_BLOCKS: Final = 0.05
"""What a cut costs, compared with the square of the share of a page that stays empty; a cut between
sections costs nothing."""
_BETWEEN_ROWS: Final = 0.15
_TORN: Final = 20.0
_HEADERS: Final = frozenset({"title", "head", "header", "unit"})
"""They stay with what follows."""


@dataclass(slots=True)
class _Form:
    """What the search asks of a sheet again and again."""

    pages: Pages
    ends: list[int]
    """Rows after which a page may end, 0 first: those that a visible row follows, and the last one."""
    costs: dict[int, float]
    sections: dict[int, PlacedCell]
    """The section that a page's end after this row would cut."""
    heights: list[float] = field(init=False)
    """Points from the top down to a row."""
    rooms: tuple[float, float] = field(init=False)
    """Points on the first page, and on every other, which repeats the head of the form."""
    captions: dict[int, float] = field(init=False)
    """Points that the caption of a section needs, by its first row."""

    def __post_init__(self) -> None:
        layout, room = self.pages.layout, self.pages.sure_room
        self.heights = [0.0, *accumulate(self.pages.points)]
        self.rooms = room, room - (self.tall(*layout.repeat) if layout.repeat else 0.0)
        self.captions = {cell.row: needed(cell, layout) for cell in layout.cells if cell.role == "section"}

    def tall(self, first: int, last: int) -> float:
        return self.heights[last] - self.heights[first - 1]

    def room(self, start: int) -> float:
        """Points on a page that begins below a row."""
        return self.rooms[start > 0]

    def cost(self, start: int, end: int) -> float:
        """Of a page with the rows below `start` down to `end`."""
        empty = max(0.0, 1 - self.tall(start + 1, end) / self.room(start))
        return empty**2 + self.costs.get(end, 0.0) + _TORN * self._is_cramped(start, end)

    def _is_cramped(self, start: int, end: int) -> bool:
        """A section that goes on, before or after the page, has too little of it to print its caption."""
        for caption in (self.sections.get(start), self.sections.get(end)):
            if caption is not None:
                part = self.tall(max(caption.row, start + 1), min(caption.bottom, end))
                if part < self.captions[caption.row]:
                    return True
        return False


def page_ends(pages: Pages) -> tuple[int, ...]:
    """The rows after which pages end, but for the last: the division that costs least altogether."""
    form = _Form(pages, _possible(pages.layout), _costs(pages.layout), dict(_cut_sections(pages.layout)))
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for place, end in enumerate(form.ends[1:], 1):
        starts = list(_starts(form, place))
        best[end] = min((best[start][0] + form.cost(start, end), start) for start in starts)
    found: list[int] = []
    end = best[form.ends[-1]][1]
    while end:
        found.append(end)
        end = best[end][1]
    return tuple(reversed(found))


def continued(layout: SheetLayout, ends: Collection[int]) -> Iterator[PlacedCell]:
    """The cells of a sheet on pages: a section that goes on says its caption again, unless another
    section says the same, which would be taken for it."""
    alike = _alike(layout)
    for cell in layout.cells:
        cuts = [end for end in sorted(ends) if cell.row <= end < cell.bottom]
        if cell.role != "section" or not cuts or _says(cell) in alike:
            yield cell
            continue
        for above, bottom in pairwise([cell.row - 1, *cuts, cell.bottom]):
            yield replace(cell, row=above + 1, bottom=bottom)


def _starts(form: _Form, place: int) -> Iterator[int]:
    """Where a page may begin that ends at a place: all from which it fits, one row if none does."""
    end = form.ends[place]
    for start in reversed(form.ends[:place]):
        if start != form.ends[place - 1] and form.tall(start + 1, end) > form.room(start):
            return
        yield start


def _possible(layout: SheetLayout) -> list[int]:
    hidden = {row for placed in layout.lists for row in placed.spare}
    return [row for row in range(layout.last_row) if row + 1 not in hidden] + [layout.last_row]


def _costs(layout: SheetLayout) -> dict[int, float]:
    """What it costs to end a page after a row; rows between sections are not mentioned."""
    alike = _alike(layout)
    costs: dict[int, float] = {}
    starts: dict[int, set[str | None]] = {}
    for cell in layout.cells:
        starts.setdefault(cell.row, set()).add(cell.block)
        inside = range(cell.row, cell.bottom)
        if cell.role != "section" or _says(cell) in alike:
            costs.update(dict.fromkeys(inside, _TORN))
        if cell.role in _HEADERS:
            costs[cell.bottom] = _TORN
        if cell.role == "total":
            costs[cell.row - 1] = _TORN
    for row, _ in _cut_sections(layout):
        going_on = starts.get(row, set()) & starts.get(row + 1, set()) - {None}
        costs.setdefault(row, _BETWEEN_ROWS if going_on else _BETWEEN_BLOCKS)
    return costs


def _cut_sections(layout: SheetLayout) -> Iterator[tuple[int, PlacedCell]]:
    for cell in layout.cells:
        if cell.role == "section":
            yield from ((row, cell) for row in range(cell.row, cell.bottom))


def _alike(layout: SheetLayout) -> frozenset[str]:
    """Captions that more than one section of the sheet has."""
    said = [_says(cell) for cell in layout.cells if cell.role == "section"]
    return frozenset(caption for caption in said if said.count(caption) > 1)


def _says(cell: PlacedCell) -> str:
    return keyed(cell.text or "").full
