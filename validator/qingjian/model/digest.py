"""What is kept of a judged form to compare it with the others that came in."""

from __future__ import annotations

from collections.abc import Mapping

from qingjian.model.finding import Place
from qingjian.named_tuple import NamedTuple


class Named(NamedTuple):
    """A company as a list names it."""

    name: str
    place: Place
    code: str = ""
    """Its credit code, in lists that ask for one."""


class Digest(NamedTuple):
    """Who reports, for which year, and the companies that the form names."""

    unit: str | None = None
    year: int | None = None
    edition: str = ""
    lists: Mapping[str, tuple[Named, ...]] = {}
    """Table → companies, for the tables that name each company first."""


class ExpectedUnit(NamedTuple):
    """A unit that has to report, and what else it calls itself."""

    name: str
    aliases: tuple[str, ...] = ()


class Roster(NamedTuple):
    """The units that have to report, and the file that says so."""

    path: str
    units: tuple[ExpectedUnit, ...]
