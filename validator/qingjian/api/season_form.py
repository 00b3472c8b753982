"""One unit's workbook before it is filled in: who reports, for which year, with which factor, and the sheets beside the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qingjian.api.season_firms import Firm
from qingjian.api.season_last_year import PastLine
from qingjian.catalog.edition import Edition
from qingjian.catalog.followed import states
from qingjian.catalog.tables import table
from qingjian.catalog.wording import word
from qingjian.model.season import Season, SeasonFactor, SeasonUnit
from qingjian.named_tuple import NamedTuple
from qingjian.rules.plan import plan
from qingjian.rules.zero_report import counts
from qingjian.templates.side_table import SideColumn, SideTable

Json = dict[str, Any]


class Prefilled(NamedTuple):
    """What the bureau knows of a unit."""

    unit: SeasonUnit
    firms: tuple[Firm, ...] = ()
    previous: tuple[PastLine, ...] = ()
    is_zero: bool = False
    """There are lists, and no company of this unit on them."""


def workbook(edition: Edition, season: Season, known: Prefilled) -> bytes:
    """The same bytes for the same season."""
    from qingjian.templates.book import build  # noqa: PLC0415  # XlsxWriter only where it writes

    parameters: Json = {"unit": known.unit.name, "level": known.unit.level}
    if season.factor is not None:
        parameters["electricity_factor"] = _factor(season.factor)
    sides = [_notice(season, known), _progress(known.firms)]
    if known.previous:
        sides.append(_last_year(known.previous))
    return build(edition, year=season.year, parameters=parameters, data=_data(edition, known), sides=sides)


def _factor(factor: SeasonFactor) -> Json:
    if factor.id:
        return {"id": factor.id}
    return {"value": str(factor.value), "document": factor.document}


def _data(edition: Edition, known: Prefilled) -> Json:
    """The unit on the cover and, in a zero report, 0 wherever a figure is required."""
    tables: Json = {}
    for block in plan(edition).blocks:
        here: Json = {}
        if block.spec.id == "cover" and any(field.id == "unit" for field in block.fields):
            here["unit"] = known.unit.name
        for fields in counts(block, known.unit.level) if known.is_zero else ():
            for name in fields:
                _set(here, name, "0")
        if here:
            tables.setdefault(block.table, {})[block.spec.id] = here
    return {"tables": tables}


def _set(record: Json, path: str, value: str) -> None:
    *parents, last = path.split(".")
    for step in parents:
        record = record.setdefault(step, {})
    record[last] = value


def _notice(season: Season, known: Prefilled) -> SideTable:
    words = table("season.json")["notice"]
    texts = dict(_told(season, known, words))
    rows = tuple((line["zh"], texts[line["id"]]) for line in words["lines"] if texts.get(line["id"]))
    return SideTable(word("sheets", "season"), words["heading"]["zh"], _columns(words["columns"]), rows)


def _told(season: Season, known: Prefilled, words: Json) -> Iterator[tuple[str, str]]:
    merged = "、".join(one.name for one in season.merged_into(known.unit))
    factor = season.factor
    yield "name", season.name
    yield "unit", known.unit.name
    yield "year", str(season.year)
    yield "deadline", season.deadline.isoformat()
    yield "contact", season.contact
    yield "merged", merged
    yield "factor", "" if factor is None else f"{factor.value} kgCO2/kWh {factor.document}".strip()
    if known.firms:
        yield "firms", words["firms"]["zh"].format(count=len(known.firms))
    elif known.is_zero:
        yield "firms", words["none"]["zh"]
        yield "zero", words["zero"]["zh"]
    if known.previous:
        yield "previous", words["previous"]["zh"]


def _progress(firms: Sequence[Firm]) -> SideTable:
    words = table("season.json")["progress"]
    offered = tuple(text for code, text in states("zh").items() if code != "unrecorded")
    columns = tuple(
        column._replace(is_open=True, choices=offered if entry["id"] == "state" else ())
        if entry.get("open")
        else column
        for column, entry in zip(_columns(words["columns"]), words["columns"], strict=True)
    )
    rows = tuple(
        (str(number), firm.listing, firm.area, firm.name, firm.kind, None, None)
        for number, firm in enumerate(firms, 1)
    )
    return SideTable(word("sheets", "progress"), words["heading"]["zh"], columns, rows)


def _last_year(lines: Sequence[PastLine]) -> SideTable:
    words = table("season.json")["last_year"]
    return SideTable(
        word("sheets", "previous"), words["heading"]["zh"], _columns(words["columns"]), tuple(lines)
    )


def _columns(entries: Sequence[Json]) -> tuple[SideColumn, ...]:
    return tuple(SideColumn(entry["zh"], entry["width"]) for entry in entries)
