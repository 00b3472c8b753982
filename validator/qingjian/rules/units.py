"""Which of the units that have to report a file comes from, however the unit writes its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from qingjian.functions.names import normal
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.patterns import pattern

_OFFICE: Final = pattern("(?:生态环境|环境保护|环保)(?:分?局|厅)?$|分局$|管理委员会$|管委会$|人民政府$")


def place_of(name: str) -> str:
    """A unit's name without the office that reports for it: 渝北区生态环境局 → 渝北区."""
    bare = normal(name)
    return _OFFICE.sub("", bare) or bare


def matched(unit: str, roster: Roster) -> ExpectedUnit | None:
    """The unit of the roster that a name stands for; None where none does, or two do equally well."""
    written, place = normal(unit), place_of(unit)
    best: dict[int, set[ExpectedUnit]] = {}
    for expected in roster.units:
        for known in _names(expected):
            if known == written:
                return expected
            if place.endswith(place_of(known)):  # 重庆市渝北区 is 渝北区; the longest name is the nearest
                best.setdefault(len(place_of(known)), set()).add(expected)
    nearest = best[max(best)] if best else set[ExpectedUnit]()
    return next(iter(nearest)) if len(nearest) == 1 else None


def missing(units: Iterable[str], roster: Roster) -> Iterator[ExpectedUnit]:
    """Units from which nothing came, in the order of the roster."""
    came = {matched(unit, roster) for unit in units}
    return (expected for expected in roster.units if expected not in came)


def _names(expected: ExpectedUnit) -> Iterator[str]:
    yield from (normal(name) for name in (expected.name, *expected.aliases))
