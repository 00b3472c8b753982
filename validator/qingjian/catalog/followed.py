"""Which published lists a form reports on, and what they say of their firms: schemas/progress.json."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from qingjian.catalog.divisions import by_name
from qingjian.catalog.lists import PublishedList, Row, published
from qingjian.catalog.notation import normal
from qingjian.catalog.tables import table
from qingjian.model.progress import State
from qingjian.named_tuple import NamedTuple

_WHOLE: Final = frozenset({"city", "province"})
"""Levels that answer for every area of a list."""


class Followed(NamedTuple):
    """A list and the tables of a form in which its firms turn up; no edition where no form reports on it."""

    id: str
    """The list's."""
    edition: str
    mandatory: str
    voluntary: str
    column: str
    states: Mapping[str, State]
    unfinished_by: int | None
    """The list holds what was unfinished at the end of this year."""

    @property
    def listing(self) -> PublishedList:
        """The list itself, read only when somebody asks for it."""
        return published(self.id)

    def state(self, row: Row) -> State:
        """What the list says of a firm when it comes out."""
        return self.states[row.values.get(self.column, "")]

    def areas(self, unit: str, level: str | None) -> tuple[str, ...]:
        """The list's areas that a unit answers for; none where it names no area of the list."""
        every = tuple(self.listing.counts())
        if level in _WHOLE:
            return every
        said = "".join(normal(unit).split())
        return tuple(area for area in every if any(name in said for name in _names(area)))


@cache
def followed() -> tuple[Followed, ...]:
    """Every list whose progress is known how to tell."""
    return tuple(
        Followed(
            id=entry["list"],
            edition=entry.get("edition", ""),
            mandatory=entry.get("mandatory", ""),
            voluntary=entry.get("voluntary", ""),
            column=entry.get("column", ""),
            states=entry["states"],
            unfinished_by=entry.get("unfinished_by"),
        )
        for entry in table("progress.json")["lists"]
    )


def follow(listing: str) -> Followed:
    """How to tell the progress of one list."""
    return next(one for one in followed() if one.id == listing)


def reported_on(edition: str, year: int | None) -> tuple[Followed, ...]:
    """The lists that a form of this edition and year reports on."""
    return tuple(one for one in followed() if one.edition == edition and one.listing.year == year)


@cache
def _states() -> Mapping[str, State]:
    document = table("progress.json")
    found: dict[str, State] = {entry["zh"]: code for code, entry in document["states"].items()}
    for code, spellings in document["spellings"].items():
        found.update((spelling, code) for spelling in spellings)
    return found


def state_of(text: str) -> State | None:
    """The state that a filer's word stands for."""
    return _states().get("".join(normal(text).split()))


@cache
def states(lang: str) -> Mapping[str, str]:
    """State → what to call it."""
    return {code: entry[lang] for code, entry in table("progress.json")["states"].items()}


def _names(area: str) -> frozenset[str]:
    return frozenset({area}.union(*(one.aliases for one in by_name(area))))
