"""The units that have to report: a plain list, one to a line, or the part `units` of a season.json."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qingjian.api.season import FILE, units
from qingjian.errors import BadData
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.patterns import pattern

_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_BETWEEN: Final = pattern(r"[\t,，、;；=＝]+")


def roster(season: Path | None = None, listed: Path | None = None) -> Roster | None:
    """A list that is named counts, else the season's; None where neither says who has to report."""
    if listed is not None:
        found = tuple(_lines(listed))
        if not found:
            raise BadData(str(listed), "", "no units")
        return Roster(listed.name, found)
    if season is not None and (declared := units(season)):
        return Roster(FILE, declared)
    return None


def _lines(path: Path) -> Iterator[ExpectedUnit]:
    """Name first, then what else the unit calls itself; # begins a remark."""
    for line in _text(path).splitlines():
        name, *aliases = (part.strip() for part in _BETWEEN.split(line.partition("#")[0].strip()))
        if name:
            yield ExpectedUnit(name, tuple(filter(None, aliases)))


def _text(path: Path) -> str:
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadData(str(path), "", "neither UTF-8 nor GB 18030")
