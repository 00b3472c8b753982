"""Which cells a formula adds up, read from its text; only the plain shapes that people and we write."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from qingjian.model.grid import Area, parse_a1

_CELL: Final = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_ARGUMENT: Final = rf"{_CELL}(?::{_CELL})?"
_SUM: Final = re.compile(rf"SUM\(\s*{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*\s*\)\Z", re.IGNORECASE)
_PLUS: Final = re.compile(rf"{_CELL}(?:\s*\+\s*{_CELL})+\Z")
_PARTS: Final = re.compile(_ARGUMENT)
_OURS: Final = re.compile(r"INDEX\([^()]*ROW\([^()]*\)\+1\):INDEX\([^()]*ROW\(\)-1\)", re.IGNORECASE)


class Covered(NamedTuple):
    """The areas that are added up; None covers whatever stands between header and 合计."""

    areas: tuple[Area, ...] | None

    def holds(self, row: int, col: int) -> bool:
        return self.areas is None or any(area.holds(row, col) for area in self.areas)


def covered(formula: str) -> Covered | None:
    """What a sum adds up; None for a formula of any other shape."""
    text = formula.strip().removeprefix("=")
    if _OURS.search(text):
        return Covered(None)
    if _SUM.match(text) is None and _PLUS.match(text) is None:
        return None
    return Covered(tuple(_area(part) for part in _PARTS.findall(text)))


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = parse_a1(first), parse_a1(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
