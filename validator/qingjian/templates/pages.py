"""Margins, and the room that a page has for a form printed as wide as the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qingjian.templates.heights import Heights
from qingjian.templates.place import SheetLayout

SIDE: Final = 0.55
"""Inches of margin left and right."""
END: Final = 0.7
"""Inches of margin above and below."""
_LONG: Final = 841.9
_SHORT: Final = 595.3
"""Points of an A4 sheet."""
_SPARE: Final = 0.97
"""Rows come out a little taller on some machines."""
_SURE: Final = 0.92
"""Share of a page that is filled where a page must not run over into the next."""
_SQUEEZE: Final = 1.2
"""A form that is not longer than this shrinks onto one page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Heights of a sheet against the room on its pages."""

    layout: SheetLayout
    measured: Heights
    portrait: bool

    def tall(self, first: int, last: int) -> float:
        """Points of the rows that are visible."""
        return sum(self.points[first - 1 : last])

    @property
    def points(self) -> list[float]:
        """Points of every row, none where it is hidden."""
        hidden = {row for placed in self.layout.lists for row in placed.spare}
        rows = range(1, self.layout.last_row + 1)
        return [0.0 if row in hidden else self.measured.points[row] for row in rows]

    @property
    def room(self) -> float:
        """Points of height on a page that a form may take."""
        return self._whole * _SPARE

    @property
    def sure_room(self) -> float:
        """Points of height that fit on a page in every program."""
        return self._whole * _SURE

    @property
    def _whole(self) -> float:
        """Points of height on a page, at the scale that fits the width of the form on it."""
        across, down = (_SHORT, _LONG) if self.portrait else (_LONG, _SHORT)
        width = sum(7 * chars + 5 for chars in self.layout.widths) * 0.75
        scale = min(1.0, (across - 144 * SIDE) / width)
        return (down - 144 * END) / scale

    @property
    def is_one(self) -> bool:
        """A form without lists grows no longer, and may shrink a little to stay on its page."""
        return not self.layout.lists and self.tall(1, self.layout.last_row) <= self.room * _SQUEEZE
