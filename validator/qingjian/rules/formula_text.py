"""Which cells a formula adds up, read from its text; only the plain shapes that people and we write."""

from __future__ import annotations

import re
from typing import Final

from qingjian.model.grid import Area, parse_a1
from qingjian.named_tuple import NamedTuple

_CELL: Final = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_ARGUMENT: Final = rf"{_CELL}(?::{_CELL})?"
# Compiled by `re` when a formula has to be looked at, which most forms do not ask for.
_SUM: Final = rf"(?i)(?<![A-Z])SUM\(\s*{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*\s*\)"
_PLUS: Final = rf"{_CELL}(?:\s*\+\s*{_CELL})+\Z"
_LOCAL: Final = rf"(?<![A-Za-z0-9_.!'$])({_ARGUMENT})(?![A-Za-z0-9_(!])"
_OURS: Final = r"(?i)INDEX\([^()]*ROW\([^()]*\)\+1\):INDEX\([^()]*ROW\(\)-1\)"
_GUARDS: Final = ("IF(", "ROUND(")
"""What the official workbook, and careful people, put around a sum."""


class Covered(NamedTuple):
    """The areas that are added up; None covers whatever stands between header and 合计."""

    areas: tuple[Area, ...] | None

    def holds(self, row: int, col: int) -> bool:
        return self.areas is None or any(area.holds(row, col) for area in self.areas)


def is_official(formula: str) -> bool:
    """Whether the official workbook computes so: by its own names, or between header and 合计."""
    return "QJ_" in formula or re.search(_OURS, formula) is not None


def covered(formula: str) -> Covered | None:
    """What a sum adds up; None for a formula of any other shape."""
    text = formula.strip().removeprefix("=")
    if re.search(_OURS, text):
        return Covered(None)
    if re.match(_PLUS, text):
        return _areas(text)
    found = re.search(_SUM, text)
    if found is None or not (found.span() == (0, len(text)) or text.upper().startswith(_GUARDS)):
        return None
    return _areas(found.group())


def refers(formula: str, own: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a formula reads another cell of its sheet; both by row and column."""
    if re.search(_OURS, formula) and other[1] == own[1] and other[0] < own[0]:
        return True
    return any(_area(part).holds(*other) for part in re.findall(_LOCAL, formula))


def _areas(references: str) -> Covered:
    return Covered(tuple(_area(part) for part in re.findall(_ARGUMENT, references)))


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = parse_a1(first), parse_a1(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
