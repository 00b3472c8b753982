"""A season's folder: what its season.json declares, and where the things of the season lie."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, cast

from qingjian.api import season_units
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.factors import factor
from qingjian.catalog.meta import misfits
from qingjian.catalog.rules import rule_codes
from qingjian.catalog.tables import table
from qingjian.errors import BadData, BadSeason, UnknownEdition
from qingjian.model.digest import ExpectedUnit
from qingjian.model.season import Season, SeasonFactor, Setting, Settings
from qingjian.named_tuple import NamedTuple

FILE: Final = "season.json"
_REQUIRED: Final = ("year", "edition", "name", "deadline", "units")


class Folders(NamedTuple):
    """Where the things of a season lie."""

    ledger: Path
    issued: Path
    received: Path
    returned: Path
    rolled_up: Path
    lists: Path


def folders(folder: Path) -> Folders:
    """The ledger and the folders of a season, whether they are there yet or not."""
    places = table("season.json")["places"]
    return Folders(*(folder / places[key] for key in Folders._fields))


def season(folder: Path) -> Season:
    """All that a season declares; a slip in the file is told with its place."""
    return declared(as_written(folder), folder / FILE)


def declared(document: Mapping[str, Any], path: Path) -> Season:
    """What a season.json says, whether it is written yet or not."""
    for misfit in misfits(document, "season"):
        raise BadData(str(path), misfit.path, misfit.detail)
    for key in _REQUIRED:
        if not document.get(key):
            raise BadSeason("incomplete", str(path), key)
    found = Season(
        year=document["year"],
        edition=document["edition"],
        name=document["name"].strip(),
        deadline=season_units.day(document["deadline"], "deadline"),
        units=tuple(season_units.unit(one) for one in document["units"]),
        accepts=tuple(document.get("accepts", ())),
        level=document.get("level", "city"),
        contact=document.get("contact", "").strip(),
        factor=_factor(path, "factor", document["factor"]) if "factor" in document else None,
        lists=tuple(document.get("lists", ())),
    )
    _agree(found)
    season_units.agree(found)
    return found


def _agree(found: Season) -> None:
    """Refuse editions that there are not, and one that is not for the year."""
    for one in (found.edition, *found.accepts):
        if one not in edition_ids():
            raise UnknownEdition(one, edition_ids())
    years = edition(found.edition).years
    if found.year < years.first or (years.last is not None and found.year > years.last):
        raise BadSeason("other-years", found.edition, f"{years.first}–{years.last or ''}")


def settings(folder: Path) -> Settings:
    """The rules that the season demotes or switches off; a slip in the file is told with its place."""
    path, document = folder / FILE, as_written(folder)
    found = {
        code: Setting(one["severity"], one["reason"].strip(), one["by"].strip())
        for code, one in document.get("rules", {}).items()
    }
    for code in found:
        if code not in rule_codes():
            raise BadData(str(path), f"rules/{code}", code)
    return found


def accepted_factors(folder: Path) -> tuple[Decimal, ...]:
    """The electricity factors that the season accepts, its own first; none where it declares none."""
    document = as_written(folder)
    written = {f"factors/{number}": one for number, one in enumerate(document.get("factors", ()))}
    if "factor" in document:
        written = {"factor": document["factor"], **written}
    return tuple(dict.fromkeys(_factor(folder / FILE, where, one).value for where, one in written.items()))


def units(folder: Path) -> tuple[ExpectedUnit, ...]:
    """The units that have to report, in the season's order; none where it does not list them. Whoever was merged
    into another by the last day has not."""
    document = as_written(folder)
    listed = tuple(season_units.unit(one) for one in document.get("units", ()))
    if "deadline" in document:
        last = season_units.day(document["deadline"], "deadline")
        listed = tuple(one for one in listed if one.exists(last))
    return tuple(ExpectedUnit(one.name, one.aliases) for one in listed)


def files(folder: Path) -> Mapping[str, str]:
    """Whose the files are that name no unit: path within what came in → unit."""
    return {path.strip("/"): unit.strip() for path, unit in as_written(folder).get("files", {}).items()}


def _factor(path: Path, where: str, declared: Mapping[str, str]) -> SeasonFactor:
    if "value" in declared:
        return SeasonFactor(Decimal(declared["value"]), document=declared["document"].strip())
    known = factor(declared["id"])
    if known is None:
        raise BadData(str(path), f"{where}/id", declared["id"])
    return SeasonFactor(known.value, known.id, known.document or "")


def as_written(folder: Path) -> dict[str, Any]:
    """A season.json as it is written, in UTF-8 or in the code page of Chinese Windows."""
    path = folder / FILE
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")  # what an older Notepad makes of it
    try:
        document: Any = json.loads(text)
    except json.JSONDecodeError as problem:
        raise BadSeason("not-json", str(path), str(problem.lineno)) from problem
    for misfit in misfits(document, "season"):
        raise BadData(str(path), misfit.path, misfit.detail)
    return cast("dict[str, Any]", document)
