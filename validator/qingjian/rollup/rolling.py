"""The roll-up itself: forms of several units, perhaps of several editions, as the data of one form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qingjian.catalog.edition import Edition, ListBlock
from qingjian.named_tuple import NamedTuple
from qingjian.rollup import lists, rounding
from qingjian.rollup.declaring import UNDECLARED, Declared, declared
from qingjian.rollup.fitting import Fitted, fitted
from qingjian.rollup.records import part, record_field
from qingjian.rollup.source import Key, Source
from qingjian.rollup.traced import Matter, Spot, Traced
from qingjian.rollup.ways import Asked, asked, way
from qingjian.rollup.writing import Json, data


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the officer asks for."""

    edition: Edition
    year: int | None = None
    unit: str | None = None
    level: str | None = None
    preset: Declared = UNDECLARED
    """What the form is to declare, as far as that is decided."""
    is_rounded: bool = False
    is_recomputed: bool = False
    """Carbon by the declared factor instead of as filed."""


class RolledUp(NamedTuple):
    """The data of the form, where each value comes from, and what is left to decide."""

    data: Json
    traced: tuple[Traced, ...]
    lost: tuple[Traced, ...]
    """Values that have no place in the form."""
    matters: tuple[Matter, ...]
    declared: Declared


def rolled_up(sources: Sequence[Source], wanted: Wanted) -> RolledUp:
    """One form of many, in the order in which they are given."""
    edition = wanted.edition
    units = [fitted(one, edition) for one in sources]
    traced: list[Traced] = []
    matters: list[Matter] = []
    for sheet in edition.sheets:
        for block in sheet.blocks():
            if isinstance(block, ListBlock):
                outcomes = [lists.list_rows(sheet.id, block, units)]
            else:
                outcomes = [
                    record_field(one, units) for one in asked(edition) if _at(one) == (sheet.id, block.id)
                ]
            for outcome in outcomes:
                traced += outcome.traced
                matters += outcome.matters
    if wanted.is_recomputed:
        traced = [_recomputed(one) for one in traced]
    if wanted.is_rounded and traced:
        traced = rounding.rounded_off(traced, edition)
        matters.append(Matter("rounded", params={"digits": str(rounding.digits())}))
    matters += lists.differing_totals(traced)
    found, about_factors = declared(sources, edition, wanted.preset, is_recomputed=wanted.is_recomputed)
    matters += [*about_factors, *_unfitting(units)]
    head: dict[str, Any] = {
        "report_year": wanted.year,
        "unit": wanted.unit,
        "level": wanted.level,
        "parameters": found.parameters(sources),
    }
    content = data(edition, traced, head)
    if "cover" in content["tables"]:
        content["tables"]["cover"]["cover"]["unit"] = wanted.unit
    return RolledUp(content, tuple(traced), tuple(_lost(units)), tuple(matters), found)


def _at(one: Asked) -> Key:
    return one.table, one.block.id


def _recomputed(one: Traced) -> Traced:
    """Carbon and the sums over it are left to the formulas."""
    field, block = one.spot.asked.field, one.spot.asked.block
    carbons = {each.id for each in block.fields if each.carbon is not None}
    is_carbon = field.carbon is not None or bool(carbons.intersection(field.sum))
    return one._replace(is_left=True) if is_carbon else one


def _lost(units: Iterable[Fitted]) -> Iterator[Traced]:
    for unit in units:
        for one in unit.lost:
            label = next((given.text for given in one.row.cells.values()), "") if one.row is not None else ""
            yield Traced(Spot(one.asked), None, "lost", (part(unit, one.given),), label)


def _unfitting(units: Sequence[Fitted]) -> Iterator[Matter]:
    """Where other editions ask for more or for less, and what was put together."""
    by_edition: dict[str, list[Fitted]] = defaultdict(list)
    for unit in units:
        by_edition[unit.source.edition].append(unit)
    for edition, own in by_edition.items():
        who = {"unit": "、".join(dict.fromkeys(unit.source.unit for unit in own)), "edition": edition}
        for merge in own[0].fit.merged:
            yield Matter("merged", params={**who, "reason": merge.reason["zh"]})
        for one in own[0].fit.missing:
            if way(one) != "own":
                yield Matter("missing-field", Spot(one), {**who, "caption": one.field.caption})
        lost: dict[str, list[Traced]] = defaultdict(list)
        for each in _lost(own):
            lost[each.spot.asked.path].append(each)
        for gone in lost.values():
            spot = gone[0].spot
            params = {**who, "caption": spot.asked.field.caption, "count": str(len(gone))}
            yield Matter("lost-field", spot, params, parts=tuple(one for each in gone for one in each.parts))
