"""The companies of a season's lists, and which unit answers for each: by the area under which the list has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from qingjian.api.season import folders
from qingjian.bind.captioned import lines
from qingjian.bind.captions import Wanted, wanted
from qingjian.catalog import lists
from qingjian.catalog.divisions import by_name
from qingjian.catalog.followed import reported_on
from qingjian.catalog.tables import table
from qingjian.errors import BadSeason
from qingjian.functions.names import normal
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.model.season import Season, SeasonUnit
from qingjian.named_tuple import NamedTuple
from qingjian.rules.units import matched
from qingjian.sheets.child import Reader
from qingjian.sheets.read import read

_MOST = 5_000
"""Lines read of a list; the longest that is known has 125."""


class Firm(NamedTuple):
    """A company on a list."""

    listing: str
    """Title of the list."""
    no: int
    area: str
    name: str
    kind: str
    """What the list says of it; often nothing."""


class Shared(NamedTuple):
    """The companies by the unit that answers for them, and those for whom nobody does."""

    by_unit: Mapping[str, tuple[Firm, ...]]
    nobody: tuple[Firm, ...]

    @property
    def is_any(self) -> bool:
        """Whether there are lists at all."""
        return bool(self.nobody) or any(self.by_unit.values())


def firms(folder: Path, season: Season) -> tuple[Firm, ...]:
    """The companies of the season's lists, else of those that the form of its year reports on."""
    named = season.lists or tuple(one.id for one in reported_on(season.edition, season.year))
    return tuple(firm for name in named for firm in _firms(folder, name))


def shared(season: Season, found: Sequence[Firm]) -> Shared:
    """Whose the companies are on the season's last day; a merged unit's are its successor's."""
    by_unit: dict[str, list[Firm]] = {one.name: [] for one in season.reporting()}
    nobody: list[Firm] = []
    areas = {area: _answers(season, area) for area in dict.fromkeys(firm.area for firm in found)}
    for firm in found:
        unit = areas[firm.area]
        (nobody if unit is None else by_unit[unit.name]).append(firm)
    return Shared({name: tuple(some) for name, some in by_unit.items()}, tuple(nobody))


def _answers(season: Season, area: str) -> SeasonUnit | None:
    """Who covers an area: first by what the season says, then by the units' names."""
    for one in season.units:
        if any(normal(covered) == normal(area) for covered in one.areas):
            return season.answering(one)
    roster = Roster("", tuple(ExpectedUnit(one.name, one.aliases) for one in season.units))
    called = dict.fromkeys(
        [area, *(name for found in by_name(area) for name in (found.name, *found.aliases))]
    )
    for name in called:
        expected = matched(name, roster)
        if expected is not None:
            return season.answering(next(one for one in season.units if one.name == expected.name))
    return None


def _firms(folder: Path, name: str) -> Iterator[Firm]:
    if name in lists.editions():
        known = lists.published(name)
        for row in known.rows:
            kind = row.values.get("kind", "")
            yield Firm(known.title, row.no, row.values[known.group], row.values[known.key], kind)
        return
    path = folders(folder).lists / name
    if not path.is_file():
        raise BadSeason("no-list", name)
    with Reader() as reader:
        found = reader.run(_in_child, path.read_bytes(), name)
    if not found:
        raise BadSeason("list-empty", name)
    title = path.stem
    yield from (Firm(title, number, *one) for number, one in enumerate(found, 1))


def _in_child(data: bytes, name: str) -> list[tuple[str, str, str]]:
    """Area, company and kind of every line; an area that stands in a merged cell holds for the lines below."""
    found: list[tuple[str, str, str]] = []
    for sheet in read(data, name).sheets:
        area = ""
        for line in lines(sheet, _columns(), ("name", "area"), _MOST):
            area = line.texts.get("area") or area
            if line.texts["name"]:
                found.append((area, line.texts["name"], line.texts.get("kind", "")))
    return found


@cache
def _columns() -> Mapping[str, Wanted]:
    known: list[Mapping[str, Any]] = table("season.json")["lists"]["columns"]
    return {one["id"]: wanted(one["zh"], (one["en"], *one["aliases"])) for one in known}
