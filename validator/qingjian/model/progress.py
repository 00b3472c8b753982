"""How far each firm of a published list has come, as far as a form tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from qingjian.model.finding import Place
from qingjian.named_tuple import NamedTuple

State = Literal[
    "unrecorded",
    "not-started",
    "started",
    "assessed",
    "accepted",
    "rejected",
    "closed",
    "moved",
    "renamed",
    "postponed",
]


class Declared(NamedTuple):
    """A line of the sheet 名单进度, as written."""

    name: str
    state: str
    place: Place
    """Where the state is written."""


class ListedFirm(NamedTuple):
    """One row of a published list. `place` is the cell that speaks of it, if any."""

    no: int
    name: str
    state: State
    place: Place = Place()
    written: str = ""
    """The form's name for it, where that is another."""
    is_overdue: bool = False
    """The list has it as unfinished at the end of last year, and so it still is."""


class Progress(NamedTuple):
    """The rows of one published list that concern a unit."""

    listing: str
    title: str
    areas: tuple[str, ...]
    firms: tuple[ListedFirm, ...]

    def counts(self) -> Mapping[State, int]:
        """Firms by state, in the order in which the list meets them."""
        return Counter(firm.state for firm in self.firms)
