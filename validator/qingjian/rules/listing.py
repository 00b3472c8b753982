"""The firms of published lists as a form reports on them: how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from qingjian.catalog.followed import Followed, follow, reported_on
from qingjian.catalog.lists import Row
from qingjian.functions import names
from qingjian.model.finding import Place
from qingjian.model.progress import ListedFirm, Progress
from qingjian.rules.companies import listed_in
from qingjian.rules.view import View


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


def progress(followed: Followed, seen: Iterable[Seen], areas: Iterable[str] | None = None) -> Progress:
    """The rows of a list, or of some of its areas, as far as the accepted companies of forms tell."""
    listing = followed.listing
    wanted = tuple(listing.counts() if areas is None else areas)
    by_name = {name: one for one in seen for name in names.variants(one.name)}
    rows = (Listed(followed, row) for row in listing.rows)
    firms = tuple(_firm(row, by_name) for row in rows if row.area in wanted)
    return Progress(listing.id, listing.title, wanted, firms)


def _firm(listed: Listed, seen: Mapping[str, Seen]) -> ListedFirm:
    followed, row = listed
    found = next((seen[name] for name in names.variants(listed.name) if name in seen), None)
    if found is None:
        return ListedFirm(
            row.no, listed.name, followed.state(row), is_overdue=followed.unfinished_by is not None
        )
    written = " ".join(found.name.split())
    other = "" if names.normal(written) == names.normal(listed.name) else written
    return ListedFirm(row.no, listed.name, "accepted", found.place, other)


def reported(view: View) -> Iterator[Progress]:
    """The progress of every list that the form reports on."""
    for one in view.shared(concerns):
        companies = listed_in(view, one.followed.mandatory)
        seen = [Seen(entry.text, entry.place) for entry in (company.spot.entry for company in companies)]
        yield progress(one.followed, seen, one.areas)


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
