"""What a season declares: who reports what until when, and which rules have less weight, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from qingjian.named_tuple import NamedTuple

if TYPE_CHECKING:
    from datetime import date

Level = Literal["district", "city", "province"]


class Setting(NamedTuple):
    """How much a rule weighs this season, why, and who decided it."""

    severity: Literal["verify", "advice", "off"]
    reason: str
    by: str


Settings = Mapping[str, Setting]
"""By code of the rule."""
NO_SETTINGS: Final[Settings] = {}


class SeasonFactor(NamedTuple):
    """The electricity factor that a season declares, in kgCO2/kWh, and the document it stands in."""

    value: Decimal
    id: str = ""
    """Empty where the season gives a value of its own."""
    document: str = ""


class SeasonUnit(NamedTuple):
    """A unit that has to report; `areas` as lists of companies write them."""

    name: str
    aliases: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    level: Level = "district"
    mail: str = ""
    since: date | None = None
    until: date | None = None
    successor: str = ""

    def exists(self, day: date) -> bool:
        """Both its first and its last day count."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Season(NamedTuple):
    """A bureau's year: which form goes to whom, and by when it has to be back."""

    year: int
    edition: str
    name: str
    deadline: date
    units: tuple[SeasonUnit, ...]
    accepts: tuple[str, ...] = ()
    level: Level = "city"
    contact: str = ""
    factor: SeasonFactor | None = None
    lists: tuple[str, ...] = ()
    """Lists of companies: ids of published ones, or names of files in the season's folder of lists."""

    def reporting(self) -> tuple[SeasonUnit, ...]:
        """The units that there are on the last day, in the season's order."""
        return tuple(one for one in self.units if one.exists(self.deadline))

    def answering(self, unit: SeasonUnit) -> SeasonUnit | None:
        """Who answers for a unit on the last day: itself, or whoever it was merged into."""
        for one in self._heirs(unit):
            if one.exists(self.deadline):
                return one
        return None

    def merged_into(self, unit: SeasonUnit) -> tuple[SeasonUnit, ...]:
        """The units that this one answers for besides itself."""
        return tuple(one for one in self.units if one != unit and self.answering(one) == unit)

    def _heirs(self, unit: SeasonUnit) -> Iterator[SeasonUnit]:
        by_name = {one.name: one for one in self.units}
        seen: set[str] = set()
        following: SeasonUnit | None = unit
        while following is not None and following.name not in seen:
            yield following
            seen.add(following.name)
            following = by_name.get(following.successor)
