"""The units of a season.json: read, and held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from qingjian.catalog.tables import table
from qingjian.errors import BadSeason
from qingjian.functions.names import normal
from qingjian.model.season import Level, Season, SeasonUnit


def unit(written: str | Mapping[str, Any]) -> SeasonUnit:
    """A unit as season.json has it: a name, or a name and more."""
    if isinstance(written, str):
        name = written.strip()
        return SeasonUnit(name, level=_level(name))
    name = written["name"].strip()
    return SeasonUnit(
        name,
        aliases=tuple(written.get("aliases", ())),
        areas=tuple(written.get("areas", ())),
        level=written.get("level", _level(name)),
        mail=written.get("mail", ""),
        since=_day(written, "since"),
        until=_day(written, "until"),
        successor=written.get("successor", ""),
    )


def day(text: str, where: str) -> date:
    """A date of season.json: 2026-01-20."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise BadSeason("no-such-day", where, text) from problem


def agree(season: Season) -> None:
    """Refuse units that contradict each other, the first contradiction by name."""
    for code, where, detail in _contradictions(season):
        raise BadSeason(code, where, detail)


def _contradictions(season: Season) -> Iterator[tuple[str, str, str]]:
    if not season.reporting():
        yield "no-units", "", ""
    names = Counter(normal(name) for one in season.units for name in {one.name, *one.aliases})
    for name, count in names.items():
        if count > 1:
            yield "same-name", name, str(count)
    known = {one.name for one in season.units}
    for one in season.units:
        if one.since and one.until and one.since > one.until:
            yield "ends-before", one.name, f"{one.since} > {one.until}"
        if one.successor and one.successor not in known:
            yield "no-successor", one.name, one.successor
        elif one.successor and season.answering(one) is None:
            yield "no-heir", one.name, one.successor
    yield from _covered_twice(season.reporting())


def _covered_twice(units: Sequence[SeasonUnit]) -> Iterator[tuple[str, str, str]]:
    covering: dict[str, str] = {}
    for one in units:
        for area in one.areas:
            other = covering.setdefault(normal(area), one.name)
            if other != one.name:
                yield "covered-twice", area, f"{other} / {one.name}"


def _day(written: Mapping[str, Any], key: str) -> date | None:
    return day(written[key], f"units/{written['name']}/{key}") if key in written else None


def _level(name: str) -> Level:
    """市本级 reports for the city itself."""
    own = table("season.json")["own_level"]
    level: Level = own["level"]
    return level if any(normal(name).endswith(normal(one)) for one in own["names"]) else "district"
