"""What each unit reported last year, to be shown beside this year's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from qingjian.api import shelf
from qingjian.api.previous import previous_files, shelve
from qingjian.catalog.editions import edition
from qingjian.catalog.messages import Lang
from qingjian.catalog.tables import table
from qingjian.model.digest import ExpectedUnit, Roster
from qingjian.model.previous import Past
from qingjian.model.season import Season
from qingjian.named_tuple import NamedTuple
from qingjian.rules.plan import caption, plan
from qingjian.rules.units import matched

PastLine = tuple[str, str, str, Decimal]
"""File, table, item, figure."""


class LastYear(NamedTuple):
    """Lines by unit, and the files that belong to none of them or to another year."""

    lines: Mapping[str, tuple[PastLine, ...]]
    unused: tuple[str, ...]


def last_year(
    season: Season, previous: Path, *, jobs: int | None = 1, done: Callable[[str], None], lang: Lang = "zh"
) -> LastYear:
    """Last year's figures of every unit, and of those that were merged into it."""
    lines: dict[str, list[PastLine]] = {}
    unused: list[str] = []
    with TemporaryDirectory(prefix="qingjian-") as scratch:
        folder = Path(scratch)
        shelve(previous_files(previous), folder, jobs=jobs, done=done)
        for one in shelf.index(folder).files:
            unit = _unit(season, one) if one.is_form else None
            if unit is None:
                unused.append(one.name)
            else:
                lines.setdefault(unit, []).extend(_lines(shelf.load(folder, one.sha256), lang))
    return LastYear({unit: tuple(some) for unit, some in lines.items()}, tuple(unused))


def _unit(season: Season, one: shelf.Stored) -> str | None:
    if one.report_year is not None and one.report_year != season.year - 1:
        return None
    roster = Roster("", tuple(ExpectedUnit(unit.name, unit.aliases) for unit in season.units))
    found = matched(one.unit, roster) if one.unit else None
    if found is None:
        return None
    answers = season.answering(next(unit for unit in season.units if unit.name == found.name))
    return None if answers is None else answers.name


def _lines(past: Past, lang: Lang) -> Iterator[PastLine]:
    words = table("season.json")["last_year"]
    known = plan(edition(past.edition))
    for block in known.blocks:
        key = f"{block.table}/{block.spec.id}"
        figures = past.figures.get(key, {})
        listed = past.lists.get(key)
        if listed is not None:
            yield past.path, block.sheet, words["rows"][lang], Decimal(listed.rows)
        for field in block.fields:
            if field.id in figures:
                yield past.path, block.sheet, caption(field), figures[field.id]
            elif listed is not None and field.id in listed.totals:
                said = words["total"][lang].format(caption=caption(field))
                yield past.path, block.sheet, said, listed.totals[field.id]
