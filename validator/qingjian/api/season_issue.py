"""A season's forms issued: one prefilled workbook per unit, never over one that somebody may have written in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from qingjian.api.checking import Progress
from qingjian.api.season import folders, season
from qingjian.api.season_firms import Firm, Shared, firms, shared
from qingjian.api.season_form import Prefilled, workbook
from qingjian.api.season_last_year import LastYear, last_year
from qingjian.catalog.editions import edition
from qingjian.catalog.tables import table
from qingjian.model.season import Season
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import atomic
from qingjian.sheets.sent_names import nameable

What = Literal["issued", "same", "kept", "replaced"]


class Issued(NamedTuple):
    """One unit's workbook. Kept: another one lies there, and was left alone."""

    unit: str
    path: Path
    what: What
    firms: int
    is_zero: bool
    has_previous: bool


class Issue(NamedTuple):
    """All of them, the listed companies for whom no unit answers, and last year's files that are nobody's."""

    forms: tuple[Issued, ...]
    nobody: tuple[Firm, ...]
    unused: tuple[str, ...]


def issue(
    folder: Path,
    *,
    previous: Path | None = None,
    force: bool = False,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Issue:
    """Write 发出/<unit>/…; `previous` is last year's file or folder, whose figures go on a sheet of their own."""
    found = season(folder)
    mine = shared(found, firms(folder, found))
    past = LastYear({}, ())
    if previous is not None:
        past = last_year(found, previous, jobs=jobs, done=lambda _: None)
    forms = tuple(_each(folder, found, mine, past, force=force, progress=progress))
    return Issue(forms, mine.nobody, past.unused)


def form_path(folder: Path, found: Season, unit: str) -> Path:
    """Where a unit's workbook lies."""
    name: str = table("season.json")["files"]["form"].format(year=found.year, unit=nameable(unit))
    return folders(folder).issued / nameable(unit) / name


def rolled_up_path(folder: Path) -> Path:
    """Where the bureau's own form goes."""
    found = season(folder)
    name: str = table("season.json")["files"]["rollup"].format(year=found.year, name=nameable(found.name))
    return folders(folder).rolled_up / name


def _each(
    folder: Path, found: Season, mine: Shared, past: LastYear, *, force: bool, progress: Progress | None
) -> Iterator[Issued]:
    units = found.reporting()
    known = edition(found.edition)
    for number, unit in enumerate(units, 1):
        listed, before = mine.by_unit[unit.name], past.lines.get(unit.name, ())
        prefilled = Prefilled(unit, listed, before, is_zero=mine.is_any and not listed)
        path = form_path(folder, found, unit.name)
        what = _put(path, workbook(known, found, prefilled), force=force)
        if progress is not None:
            progress(number, len(units), unit.name)
        yield Issued(unit.name, path, what, len(listed), prefilled.is_zero, bool(before))


def _put(path: Path, data: bytes, *, force: bool) -> What:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.save(path, data)
        return "issued"
    if path.read_bytes() == data:
        return "same"
    if not force:
        return "kept"
    atomic.save(path, data)
    return "replaced"
