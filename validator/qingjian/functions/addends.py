"""What a cell of a filled form adds to a sum."""

from __future__ import annotations

from typing import Final

from qingjian.functions import numbers, totals
from qingjian.model.form import Entry

_MARK: Final = totals.Entry("mark", mark="not-applicable")


def addend(entry: Entry | None) -> totals.Entry:
    """An entry as far as adding up is concerned."""
    if entry is None or entry.state == "blank":
        return totals.BLANK
    if entry.state == "na":
        return _MARK
    if entry.figure is not None and entry.state == "number":
        return totals.figure(entry.figure)
    if entry.is_empty:
        return totals.BLANK
    return _MARK if entry.state == "text" and numbers.mark(entry.text) else totals.UNREADABLE
