"""Divisions and functional areas by year, and the grids that supply the provinces."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from qingjian.catalog.tables import table
from qingjian.named_tuple import NamedTuple

DivisionLevel = Literal["province", "prefecture", "county", "functional_area"]


class Division(NamedTuple):
    """A division while it bore this code and name; a functional area has no code."""

    code: str | None
    name: str
    level: DivisionLevel
    province: str | None
    parent: str | None
    first: int | None
    """First year of validity, inclusive; None is open."""
    last: int | None
    aliases: tuple[str, ...]
    confidence: str
    note: str | None

    def is_valid(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    @property
    def is_placeholder(self) -> bool:
        """市辖区, 县 and the like gather codes; nobody reports for them."""
        return self.name in ("市辖区", "市区", "县", "市")


class Province(NamedTuple):
    """A province as the factor tables call it (short) and as it is called in full."""

    code: str
    name: str
    short: str


class Membership(NamedTuple):
    """A province's place in a grid, for one series of factors."""

    grid: str
    partly: bool
    confidence: str

    @property
    def is_certain(self) -> bool:
        return not self.partly and self.confidence != "unconfirmed"


@cache
def divisions() -> tuple[Division, ...]:
    """Every record, in the order of the codes."""
    return tuple(
        Division(
            code=record["code"],
            name=record["name"],
            level=record["level"],
            province=record["province"],
            parent=record["parent"],
            first=record["from"],
            last=record["to"],
            aliases=tuple(record["aliases"]),
            confidence=record["confidence"],
            note=record["note"],
        )
        for record in table("codes/divisions.json")["divisions"]
    )


def valid_in(
    year: int, *, province: str | None = None, parent: str | None = None, level: DivisionLevel | None = None
) -> tuple[Division, ...]:
    """What legitimately exists in a year; province and parent are codes."""
    return tuple(
        division
        for division in divisions()
        if division.is_valid(year)
        and (province is None or province in (division.province, division.code))
        and (parent is None or division.parent == parent)
        and (level is None or division.level == level)
    )


def by_name(name: str, *, year: int | None = None) -> tuple[Division, ...]:
    """Divisions of this name or alias, in a year or ever."""
    return tuple(found for found in _by_name().get(name, ()) if year is None or found.is_valid(year))


@cache
def provinces() -> Mapping[str, Province]:
    """Both names → province."""
    records = [
        Province(record["code"], record["name"], record["short"])
        for record in table("codes/grids.json")["provinces"]
    ]
    return {name: province for province in records for name in (province.short, province.name)}


def grids_of(province: str, series: str) -> tuple[Membership, ...]:
    """The grids a province belongs to in a series; two for 内蒙古, none where nothing is known."""
    known = provinces().get(province)
    return () if known is None else _memberships().get((known.short, series), ())


@cache
def _by_name() -> Mapping[str, tuple[Division, ...]]:
    index: dict[str, list[Division]] = {}
    for division in divisions():
        for name in (division.name, *division.aliases):
            index.setdefault(name, []).append(division)
    return {name: tuple(found) for name, found in index.items()}


@cache
def _memberships() -> Mapping[tuple[str, str], tuple[Membership, ...]]:
    index: dict[tuple[str, str], list[Membership]] = {}
    for record in table("codes/grids.json")["memberships"]:
        for province in (*record["provinces"], *record["partly"]):
            place = Membership(record["grid"], province in record["partly"], record["confidence"])
            for series in record["series"]:
                index.setdefault((province, series), []).append(place)
    return {key: tuple(places) for key, places in index.items()}
