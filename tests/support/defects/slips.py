"""Figures that add up and cannot be true: the workbook recalculated everything after the slip."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from support.defects.draft import TOTAL, Draft, Spot
from support.defects.kinds import CORE, Target, kind
from support.realistic.draws import plain


def _around(spot: Spot) -> Sequence[Target]:
    others = ("benefit", f"{spot.field}_tco2", "name")
    return [spot, Spot(spot.table, spot.field, TOTAL), *(Spot(spot.table, name, spot.row) for name in others)]


def _scaled(draft: Draft, by: str, *only: str) -> Sequence[Target]:
    spot = draft.any_figure("2-2", "3-2", only=only, least="1000")
    draft.set(spot, plain(Decimal(draft.value(spot)) * Decimal(by)))
    draft.recalculate(spot.table)
    return _around(spot)


@kind("节电量大一万倍（表内已重算）", "50", editions=CORE)
def power_ten_thousandfold(draft: Draft) -> Sequence[Target]:
    return _scaled(draft, "10000", "power")


@kind("节电量按万度填（表内已重算）", "50", editions=CORE)
def power_in_ten_thousands(draft: Draft) -> Sequence[Target]:
    return _scaled(draft, "0.0001", "power")


@kind("节天然气大一万倍（表内已重算）", "50")
def gas_ten_thousandfold(draft: Draft) -> Sequence[Target]:
    return _scaled(draft, "10000", "gas")


@kind("节水按万吨填（表内已重算）", "50")
def water_in_ten_thousands(draft: Draft) -> Sequence[Target]:
    return _scaled(draft, "0.0001", "water")


@kind("经济效益按元填", "50", editions=CORE)
def benefit_in_yuan(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure("2-2", "3-2", only=("benefit",), least="5")
    draft.set(spot, plain(Decimal(draft.value(spot)) * 10000))
    draft.recalculate(spot.table)
    return [*_around(spot), Spot(spot.table, "power", spot.row), Spot(spot.table, "water", spot.row)]


@kind("有节约量没有经济效益", "50", "20")
def benefit_missing(draft: Draft) -> Sequence[Target]:
    spot = draft.any_figure("2-2", "3-2", only=("benefit",))
    draft.set(spot, "0")
    draft.recalculate(spot.table)
    return _around(spot)
