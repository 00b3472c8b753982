"""A season today: every unit, how many days are left, who reported that there is nothing to report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qingjian.api.ledger import refuse_absent
from qingjian.api.season import folders, season
from qingjian.api.season_intake import synced
from qingjian.catalog.editions import edition, edition_ids
from qingjian.ledger import states, store
from qingjian.ledger.recording import Version, latest
from qingjian.model.season import Level, Season
from qingjian.named_tuple import NamedTuple
from qingjian.rules.zero_report import UNASKED, is_zero


class UnitToday(NamedTuple):
    """A unit as the ledger has it, and whether its last form is a zero report."""

    state: states.UnitState
    is_zero: bool
    is_expected: bool
    """Otherwise it sent something without being asked."""
    merged: tuple[str, ...] = ()
    """Units that were merged into it, and that it answers for."""


class Today(NamedTuple):
    """The whole season on a day."""

    day: date
    deadline: date
    units: tuple[UnitToday, ...]

    @property
    def days_left(self) -> int:
        """Less than nothing once the deadline has passed."""
        return (self.deadline - self.day).days

    def counts(self) -> Mapping[str, int]:
        """Expected units by state, in the order of the states, and how many are late."""
        asked = [one for one in self.units if one.is_expected]
        by_state: dict[str, int] = {
            name: sum(one.state.state == name for one in asked) for name in states.STATES
        }
        return {
            "units": len(asked),
            **by_state,
            "overdue": sum(one.state.is_overdue for one in asked),
            "zero": sum(one.is_zero for one in asked),
        }

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "format": 1,
            "day": self.day.isoformat(),
            "deadline": self.deadline.isoformat(),
            "days_left": self.days_left,
            "counts": dict(self.counts()),
            "units": [
                {
                    "unit": one.state.unit,
                    "state": one.state.state,
                    "expected": one.is_expected,
                    "overdue": one.state.is_overdue,
                    "zero": one.is_zero,
                    "merged": list(one.merged),
                    "versions": one.state.versions,
                    "files": one.state.files,
                    "last": one.state.last_name,
                    "at": one.state.last_at,
                    "findings": dict(one.state.counts),
                }
                for one in self.units
            ],
        }


def today(folder: Path, *, who: str, day: date | None = None) -> Today:
    """Every unit on a day, by default today; of those that have to report in the season's order."""
    declared = season(folder)
    refuse_absent(folders(folder).ledger)
    ledger = synced(folder, who)
    expected = {
        one.name: tuple(other.name for other in declared.merged_into(one)) for one in declared.reporting()
    }
    day = day or ledger.today
    with store.reading(ledger.path) as database:
        units = tuple(
            UnitToday(
                one,
                is_zero=bool(one.unit) and _is_zero(declared, one.unit, latest(database, one.unit)),
                is_expected=one.unit in expected,
                merged=expected.get(one.unit, ()),
            )
            for one in states.status(database, day)
        )
    return Today(day, declared.deadline, units)


def _is_zero(season: Season, unit: str, version: Version | None) -> bool:
    """By the figures on record; a unit that nobody asked is taken for a district."""
    if version is None or version.figures is None:
        return False
    known = version.verdict.content["edition"]
    if known not in edition_ids():
        return False
    levels: dict[str, Level] = {one.name: one.level for one in season.units}
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in version.figures.rows:
        rows.setdefault(row.block, []).append({key: text for key, (_, text) in row.cells.items()})
    return is_zero(edition(known), levels.get(unit, UNASKED), rows)
