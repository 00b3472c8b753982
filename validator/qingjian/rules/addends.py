"""The parts of one sum, met one by one; of each part no more than its number is kept."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from decimal import Context, Decimal
from functools import reduce
from itertools import compress
from typing import Final, cast

from qingjian.functions import totals
from qingjian.functions.addends import addend
from qingjian.model.form import Entry
from qingjian.model.stretch import SLASH

_EXACT: Final = Context(prec=1000)
_PLAIN: Final = frozenset({"blank", "na", "number"})


class Addends:
    """What the parts come to so far, and which of them hold a figure."""

    __slots__ = ("_digits", "_has_mark", "_odd", "_unreadable", "_value", "figures")

    def __init__(self) -> None:
        self._value = Decimal(0)
        self._digits = 0
        self._has_mark = False
        self._odd = False
        self._unreadable: array[int] = array("i")  # as large as a row's number may be, and there are many
        self.figures: array[int] = array("i")

    def add(self, entry: Entry, number: int) -> None:
        """One more part; called for every cell of a long list."""
        figure = entry.figure
        if figure is not None:
            value, digits = figure
            self._value = _EXACT.add(self._value, value)
            if digits > self._digits:  # noqa: PLR1730  # max is a call for every cell
                self._digits = digits
            self.figures.append(number)
        elif entry.state == "na":
            self._has_mark = True
        elif entry.state != "blank":
            self._odd = True
            self._judge(entry, number)

    def add_all(self, texts: Sequence[str], values: Sequence[Decimal | None], numbers: Sequence[int]) -> None:
        """The parts of plain rows, all at once."""
        total = reduce(_EXACT.add, (value for value in values if value is not None), Decimal(0))
        self._value = _EXACT.add(self._value, total)
        self._digits = max(self._digits, -cast("int", total.as_tuple().exponent))  # as fine as the finest
        self._has_mark = self._has_mark or SLASH in texts
        self.figures.extend(compress(numbers, [value is not None for value in values]))

    def _judge(self, entry: Entry, number: int) -> None:
        kind = addend(entry).kind
        if kind == "unreadable":
            self._unreadable.append(number)
        elif kind == "mark":
            self._has_mark = True

    @property
    def named(self) -> array[int]:
        """The parts that cannot be read; if there are none, those that hold a figure."""
        return self._unreadable or self.figures

    def gives(self, found: Entry) -> bool:
        """The ordinary case without ceremony: the figure is to the last digit what the parts give."""
        if found.state not in _PLAIN or self._odd:
            return False
        if self.figures:
            return found.figure is not None and found.figure.value == self._value
        return found.state != "number"

    def total(self, digits: int | None) -> totals.Total:
        """What belongs into the total."""
        if self._unreadable:
            return totals.Total("pending")
        if not self.figures:
            return totals.Total("na" if self._has_mark else "empty")
        return totals.of_parts(self._value, self._digits, digits=digits)
