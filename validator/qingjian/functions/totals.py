"""The total of printed parts: exact, skipping blanks and marks, pending while a part is unreadable."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import Final, Literal

from qingjian.catalog.notation import MarkKind
from qingjian.functions import numbers
from qingjian.model.figure import Figure, rounded
from qingjian.named_tuple import NamedTuple


class Entry(NamedTuple):
    """What stands in one cell of a column, as far as adding up is concerned."""

    kind: Literal["blank", "mark", "figure", "unreadable"]
    figure: Figure | None = None
    mark: MarkKind | None = None


class Total(NamedTuple):
    """What belongs into the total: nothing, `/`, a figure, or not yet known."""

    kind: Literal["empty", "na", "figure", "pending"]
    figure: Figure | None = None

    @property
    def text(self) -> str:
        """What to write into the cell; empty while there is nothing to write."""
        if self.figure is not None:
            return str(self.figure)
        return "/" if self.kind == "na" else ""


_EXACT: Final = Context(prec=1000)
"""Wide enough for any two numbers a spreadsheet can hold, so that no sum is ever rounded."""
BLANK: Final = Entry("blank")
UNREADABLE: Final = Entry("unreadable")
_EMPTY: Final = Total("empty")
_NA: Final = Total("na")
_PENDING: Final = Total("pending")


def entry(text: str, *, unit: str | None = None, substance: str | None = None) -> Entry:
    """Judge a text as typed; without the column's unit, a figure with a unit of its own is unreadable."""
    if numbers.is_blank(text):
        return BLANK
    mark = numbers.mark(text)
    if mark is not None:
        return Entry("mark", mark=mark)
    reading = numbers.read(text)
    if reading is None or (unit is None and (reading.unit or "multiplier" in reading.oddities)):
        return UNREADABLE
    converted = reading.figure if unit is None else reading.in_unit(unit, substance=substance)
    return UNREADABLE if converted is None else Entry("figure", converted)


def figure(value: Figure) -> Entry:
    """The entry of a cell that holds a number."""
    return Entry("figure", value)


def total(entries: Iterable[Entry], *, digits: int | None = None) -> Total:
    """Exact sum of the printed parts, rounded to the declared digits where the column has some."""
    value, finest, figures, marks = Decimal(0), 0, 0, 0
    for part in entries:
        if part.kind == "unreadable":
            return _PENDING
        if part.kind == "mark":
            marks += 1
        elif part.figure is not None:
            figures += 1
            value = _EXACT.add(value, part.figure.value)
            finest = max(finest, part.figure.digits)
    if not figures:
        return _NA if marks else _EMPTY
    return of_parts(value, finest, digits=digits)


def of_parts(value: Decimal, finest: int, *, digits: int | None) -> Total:
    """An exact sum whose finest part has so many decimals, rounded to the declared digits."""
    if digits is not None and digits < finest:
        return Total("figure", Figure(rounded(value, digits), digits))
    return Total("figure", Figure(value, finest))


def agrees(found: Entry, expected: Total) -> bool:
    """Whether a total as filed can stand; what is pending cannot be contradicted.

    `0`, a mark and blank are all accepted where no part holds a figure.
    """
    if expected.kind == "pending":
        return True
    if expected.figure is None:
        return found.kind in ("blank", "mark") or (found.figure is not None and found.figure.value == 0)
    if found.figure is None:
        return False
    return found.figure.interval.holds(expected.figure.value)
