"""表2 and 表3 as a unit fills them, and what in them a person has to explain."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from qingjian.catalog.edition import Edition, Field
from qingjian.catalog.lists import published
from support.realistic import savings
from support.realistic.draws import chance, pick
from support.realistic.firms import Firm, class_of, firms, size, written
from support.realistic.person import Reporter
from support.realistic.sums import Cells, Factors, settle, total_row

Json = dict[str, Any]


class Explain(NamedTuple):
    """A point that may stand once a person has explained it: a difference with a legitimate reason."""

    family: str
    """First digits of the codes that may say so."""
    sheet: str
    why: str


class Audited(NamedTuple):
    """The companies of one pair of tables."""

    firms: Sequence[Firm]
    tables: Json
    explain: tuple[Explain, ...]


def listed_firms(dice: random.Random, who: Reporter) -> Iterator[Firm]:
    """Companies of the published lists for the unit's area, the unfinished first."""
    for name in ("chongqing/2025-unfinished", "chongqing/2025-mandatory"):
        for row in published(name).rows:
            if row.values["area"].replace("\n", "") in who.unit or who.level != "district":
                yield Firm(row.values["name"], _industry(dice), "26", size(dice))


def _industry(dice: random.Random) -> str:
    division = dice.choice(("26", "33", "30", "36", "39", "46"))
    return written(dice, class_of(dice, division), coded=chance(dice, 50))


def audited(
    dice: random.Random, edition: Edition, pair: tuple[str, str], source: Sequence[Firm], factors: Factors
) -> Audited:
    """Both tables of a pair."""
    first, second = (_fields(edition, name) for name in pair)
    blank = pick(dice, (("/", 60), (None, 30), ("0", 10)))
    one = [_row(first, firm, savings.pollutants(dice, first, firm, blank), factors) for firm in source]
    other = [_row(second, firm, savings.resources(dice, second, firm, blank), factors) for firm in source]
    _same_water(dice, one, other)
    _respelt(dice, other)
    explain: list[Explain] = []
    if other and chance(dice, 3):
        explain += _negative(dice, second, other, factors, edition.sheet(pair[1]).name)
    tables = {
        pair[0]: {"companies": {"rows": one, "total": total_row(first, one)}},
        pair[1]: {"companies": {"rows": other, "total": total_row(second, other)}},
    }
    return Audited(tuple(source), tables, tuple(explain))


def taken(source: Iterator[Firm], count: int) -> list[Firm]:
    return list(islice(source, count))


def known_firms(dice: random.Random, who: Reporter) -> Iterator[Firm]:
    """Companies for a unit; where lists are published, mostly from these."""
    coded = chance(dice, 70)
    if who.region == "chongqing":
        yield from listed_firms(dice, who)
    yield from firms(dice, who.region, coded=coded)


def _fields(edition: Edition, table: str) -> Sequence[Field]:
    return next(block.fields for block in edition.sheet(table).blocks() if block.id == "companies")


def _row(fields: Sequence[Field], firm: Firm, cells: Cells, factors: Factors) -> Cells:
    return settle(fields, {"name": firm.name, "industry": firm.industry, **cells}, factors)


def _same_water(dice: random.Random, one: Sequence[Cells], other: Sequence[Cells]) -> None:
    """What is not drawn is not drained: many write one figure twice."""
    for first, second in zip(one, other, strict=True):
        if chance(dice, 20) and first["wastewater"] not in (None, "/", "0"):
            second["water"] = first["wastewater"]


def _respelt(dice: random.Random, rows: Sequence[Cells]) -> None:
    """The second table typed by somebody else: brackets in the other width, a space."""
    if rows and chance(dice, 10):
        for row in rows:
            row["name"] = (row["name"] or "").replace("（", "(").replace("）", ")")
    if rows and chance(dice, 3):
        rows[0]["name"] = f"{rows[0]['name']} "


def _negative(
    dice: random.Random, fields: Sequence[Field], rows: Sequence[Cells], factors: Factors, sheet: str
) -> list[Explain]:
    """A new treatment step uses power."""
    row = dice.choice(rows)
    row["power"] = f"-{dice.randint(1, 60)}00"
    settle(fields, row, factors)
    return [Explain("20", sheet, "a new treatment step uses power")]
