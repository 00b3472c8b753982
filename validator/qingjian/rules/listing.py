"""The firms of published lists as a form reports on them: how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, TypeVar

from qingjian.catalog.followed import Followed, follow, reported_on, state_of
from qingjian.catalog.lists import Row
from qingjian.functions import names
from qingjian.model.finding import Place
from qingjian.model.progress import Declared, ListedFirm, Progress, State
from qingjian.named_tuple import NamedTuple
from qingjian.rules.companies import listed_in
from qingjian.rules.view import View

T = TypeVar("T")
UNFINISHED: Final[frozenset[State]] = frozenset(
    {"unrecorded", "not-started", "started", "assessed", "rejected", "renamed"}
)
"""States in which a firm still has something to do."""


class Seen(NamedTuple):
    """A company that a form reports as accepted."""

    name: str
    """As written."""
    place: Place = Place()


class Concern(NamedTuple):
    """A list, and its areas that the form's unit answers for."""

    followed: Followed
    areas: tuple[str, ...]


class Listed(NamedTuple):
    """A row of a list that is followed."""

    followed: Followed
    row: Row

    @property
    def name(self) -> str:
        """The firm as the list has it."""
        return self.row.values[self.followed.listing.key]

    @property
    def area(self) -> str:
        """The area under which the list has it."""
        return self.row.values[self.followed.listing.group]


def concerns(view: View) -> Iterator[Concern]:
    """The lists of the form's year on which its unit has firms."""
    told = view.form.parameters
    for followed in reported_on(view.edition.id, told.report_year):
        areas = followed.areas(told.unit or "", told.level)
        if areas:
            yield Concern(followed, areas)


def progress(
    followed: Followed,
    seen: Iterable[Seen],
    areas: Iterable[str] | None = None,
    *,
    declared: Iterable[Declared] = (),
) -> Progress:
    """The rows of a list, or of some of its areas, as far as forms tell: by the companies that they report
    as accepted and, of the others, by what the unit declares."""
    listing = followed.listing
    wanted = tuple(listing.counts() if areas is None else areas)
    by_name = {name: one for one in seen for name in names.variants(one.name)}
    said = {name: one for one in declared for name in names.variants(one.name)}
    rows = (Listed(followed, row) for row in listing.rows)
    firms = tuple(_firm(row, by_name, said) for row in rows if row.area in wanted)
    return Progress(listing.id, listing.title, wanted, firms)


def _firm(listed: Listed, seen: Mapping[str, Seen], said: Mapping[str, Declared]) -> ListedFirm:
    row = listed.row
    found = among(listed.name, seen)
    if found is None:
        return _elsewhere(listed, among(listed.name, said))
    written = " ".join(found.name.split())
    other = "" if names.normal(written) == names.normal(listed.name) else written
    return ListedFirm(row.no, listed.name, "accepted", found.place, other)


def _elsewhere(listed: Listed, said: Declared | None) -> ListedFirm:
    """A firm that no form reports as accepted."""
    followed, row = listed
    told = state_of(said.state) if said is not None else None
    state = told or followed.state(row)
    is_overdue = followed.unfinished_by is not None and state in UNFINISHED
    place = said.place if said is not None and told else Place()
    return ListedFirm(row.no, listed.name, state, place, is_overdue=is_overdue)


def among(text: str, known: Mapping[str, T]) -> T | None:
    """What is known under one of the names that a text may mean."""
    return next((known[name] for name in sorted(names.variants(text)) if name in known), None)


def reported(view: View) -> Iterator[Progress]:
    """The progress of every list that the form reports on."""
    for one in view.shared(concerns):
        companies = listed_in(view, one.followed.mandatory)
        seen = [Seen(entry.text, entry.place) for entry in (company.spot.entry for company in companies)]
        yield progress(one.followed, seen, one.areas, declared=view.form.progress)


@cache
def index(listings: tuple[str, ...]) -> Mapping[str, Listed]:
    """Every name that the lists may mean → its row; of several rows, the first."""
    found: dict[str, Listed] = {}
    for listing in listings:
        followed = follow(listing)
        for row in followed.listing.rows:
            listed = Listed(followed, row)
            for name in names.variants(listed.name):
                found.setdefault(name, listed)
    return found
