"""Electricity CO2 factors: dated series, with confidence; only what is confirmed is offered for choice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from qingjian.catalog.divisions import grids_of, provinces
from qingjian.catalog.tables import table
from qingjian.model.figure import Interval
from qingjian.named_tuple import NamedTuple

FactorKind = Literal["OM", "BM", "average", "average_excl_market_nonfossil", "fossil_power", "footprint"]
Confidence = Literal["confirmed", "single", "unconfirmed"]
Lang = Literal["zh", "en"]


class Factor(NamedTuple):
    """One published (or supposed) value. `text` has the digits as published."""

    id: str
    series: str
    kind: FactorKind
    scope: Literal["nation", "regional_grid", "province"]
    region: str
    year: int
    """Year of the data; for OM and BM the year of the edition."""
    text: str
    unit: str
    issued: str | None
    document: str | None
    confidence: Confidence
    offered: bool
    """False for what is no CO2 emission factor of consumption, such as a footprint."""
    note: str | None = None

    @property
    def value(self) -> Decimal:
        return Decimal(self.text)

    @property
    def is_selectable(self) -> bool:
        return self.offered and self.confidence != "unconfirmed"

    @property
    def is_edition(self) -> bool:
        """Whether `year` is that of an edition (2019年度版), not of the data."""
        return self.kind in ("OM", "BM")


@cache
def factors() -> tuple[Factor, ...]:
    """Every record, the unconfirmed last."""
    document = table("factors/electricity.json")
    kinds = document["kinds"]
    return tuple(
        Factor(
            id=record["id"],
            series=record["series"],
            kind=record["kind"],
            scope=record["scope"],
            region=record["region"],
            year=record["year"],
            text=record["value"],
            unit=record["unit"],
            issued=record["issued"],
            document=record["document"],
            confidence=record["confidence"],
            offered=kinds[record["kind"]]["offered"],
            note=record.get("note"),
        )
        for record in (*document["factors"], *document["unconfirmed"])
    )


def factor(identity: str) -> Factor | None:
    """The record with this id."""
    return _by_id().get(identity)


def selectable() -> tuple[Factor, ...]:
    """What may be offered for choice; anything else is entered by hand with its document."""
    return tuple(found for found in factors() if found.is_selectable)


def known(
    *, kind: FactorKind | None = None, area: str | None = None, year: int | None = None
) -> tuple[Factor, ...]:
    """Records of a kind, for an area, of a year. A province is also served by its grids and the nation."""
    areas = None if area is None else _areas(area)
    return tuple(
        found
        for found in factors()
        if (kind is None or found.kind == kind)
        and (year is None or found.year == year)
        and (areas is None or (found.series, found.region) in areas)
    )


def inferred(interval: Interval) -> tuple[Factor, ...]:
    """All records whose value lies inside, selectable ones first; an unconfirmed one is but a guess."""
    inside = [found for found in factors() if interval.holds(found.value)]
    return tuple(sorted(inside, key=lambda found: not found.is_selectable))


@cache
def kind_names(lang: Lang) -> Mapping[FactorKind, str]:
    """Kind → what to call it."""
    return {kind: names[lang] for kind, names in table("factors/electricity.json")["kinds"].items()}


@cache
def series_names(lang: Lang) -> Mapping[str, str]:
    """Series → what to call it."""
    return {series: names[lang] for series, names in table("factors/electricity.json")["series"].items()}


@cache
def confidence_names(lang: Lang) -> Mapping[Confidence, str]:
    """Confidence → what it means."""
    return {level: names[lang] for level, names in table("factors/electricity.json")["confidence"].items()}


@cache
def gaps(lang: Lang) -> tuple[str, ...]:
    """What was published and is not here, or was never published, as sentences."""
    return tuple(gap[lang] for gap in table("factors/electricity.json")["gaps"])


def remark(found: Factor, lang: Lang) -> str | None:
    """What there is to note of a record."""
    remarks = table("factors/electricity.json")["remarks"]
    return next((str(entry[lang]) for entry in remarks if entry["note"] == found.note), None)


def page(found: Factor) -> str | None:
    """The official page of the factor's document, where one is known."""
    for entry in table("factors/electricity.json")["series"][found.series]["pages"]:
        first, _, last = entry["years"].partition("–")
        if int(first) <= found.year <= int(last or first):
            return str(entry["url"])
    return None


@cache
def _by_id() -> Mapping[str, Factor]:
    return {found.id: found for found in factors()}


@cache
def _areas(area: str) -> frozenset[tuple[str, str]]:
    """(series, region) pairs that serve an area, under the names the records use."""
    province = provinces().get(area)
    region = area if province is None else province.short
    pairs: set[tuple[str, str]] = set()
    for series in table("factors/electricity.json")["series"]:
        pairs.add((series, region))
        if province is not None:
            pairs.add((series, "全国"))
            pairs.update((series, place.grid) for place in grids_of(region, series))
    return frozenset(pairs)
