"""Carbon columns and factors as they go wrong on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from support.defects.draft import Draft, NotHere, Spot
from support.defects.kinds import Target, kind
from support.realistic.draws import plain
from support.realistic.sums import added, number, total_row

_TABLES = ("2-2", "3-2")


@kind("节电碳减排量用了另一个因子", "41")
def another_factor(draft: Draft) -> Sequence[Target]:
    declared = draft.factors().electricity or Decimal(1)
    other = Decimal("0.5306") if abs(declared - Decimal("0.5306")) > Decimal("0.02") else Decimal("0.8843")
    return _carbon(draft, "power", lambda energy, _: energy * other / 1000)


@kind("碳减排量大十倍", "41", "50")
def carbon_tenfold(draft: Draft) -> Sequence[Target]:
    return _carbon(draft, "power", lambda _, carbon: carbon * 10)


@kind("碳减排量按千克填", "41", "50")
def carbon_in_kilograms(draft: Draft) -> Sequence[Target]:
    return _carbon(draft, "power", lambda _, carbon: carbon * 1000)


@kind("节煤按原煤折标后再算", "41")
def raw_coal(draft: Draft) -> Sequence[Target]:
    return _carbon(draft, "coal", lambda _, carbon: carbon * Decimal("0.7143"))


@kind("节油没有折标", "41")
def oil_without_coefficient(draft: Draft) -> Sequence[Target]:
    return _carbon(draft, "oil", lambda energy, _: energy * Decimal("2.7725"))


@kind("节天然气按排放因子 2.16 计算", "41")
def gas_by_another_rule(draft: Draft) -> Sequence[Target]:
    return _carbon(draft, "gas", lambda energy, _: energy * Decimal("2.1622") / 1000)


@kind("碳减排量末位抄错", "41", "21")
def carbon_miscopied(draft: Draft) -> Sequence[Target]:
    def spoil(_: Decimal, carbon: Decimal) -> Decimal:
        return carbon + max(Decimal("0.02"), carbon * Decimal("0.02"))

    return _carbon(draft, "power", spoil)


@kind("碳减排总量不等于四项之和", "41")
def carbon_sum_wrong(draft: Draft) -> Sequence[Target]:
    spot = _row_with(draft, "carbon_tco2")
    draft.set(spot, plain(Decimal(draft.value(spot)) + Decimal("12.5")))
    _retotal(draft, spot.table)
    return [spot]


@kind("碳减排总量没有填", "41")
def carbon_sum_missing(draft: Draft) -> Sequence[Target]:
    spot = _row_with(draft, "carbon_tco2")
    draft.set(spot, None)
    _retotal(draft, spot.table)
    return [spot]


@kind("有节电量没有碳减排量", "41")
def carbon_missing(draft: Draft) -> Sequence[Target]:
    spot = _row_with(draft, "power_tco2")
    draft.set(spot, "/")
    _resum(draft, spot)
    return [spot]


@kind("没有节电量却有碳减排量", "41")
def carbon_without_energy(draft: Draft) -> Sequence[Target]:
    spot = _row_with(draft, "power_tco2")
    power = Spot(spot.table, "power", spot.row)
    draft.set(power, "/")
    _retotal(draft, spot.table)
    return [spot, power]


@kind("碳减排量填到相邻一栏", "41")
def carbon_in_next_column(draft: Draft) -> Sequence[Target]:
    spot = draft.one_of(
        [
            Spot(table, "power_tco2", index)
            for table in _TABLES
            for index, row in enumerate(draft.rows(table))
            if (number(row["power_tco2"]) or 0) > 0 and number(row["coal_tco2"]) is None
        ]
    )
    other = Spot(spot.table, "coal_tco2", spot.row)
    one, two = draft.value(spot), draft.rows(spot.table)[spot.row or 0]["coal_tco2"]
    draft.set(spot, two)
    draft.set(other, one)
    _retotal(draft, spot.table)
    return [spot, other]


@kind("没有申报电力排放因子", "40")
def factor_undeclared(draft: Draft) -> Sequence[Target]:
    if not any(number(row["power"]) for table in _TABLES for row in draft.rows(table)):
        raise NotHere
    draft.data["parameters"]["electricity_factor"] = None
    return [""]


@kind("自报因子没有依据文件", "40", "10")
def factor_without_document(draft: Draft) -> Sequence[Target]:
    draft.data["parameters"]["electricity_factor"] = {"id": None, "value": "0.6543"}
    for table in _TABLES:
        draft.recalculate(table)
    return ["参数"]


@kind("申报的因子差千倍（kg/MWh）", "40", "41")
def factor_in_other_unit(draft: Draft) -> Sequence[Target]:
    draft.data["parameters"]["electricity_factor"] = {"id": None, "value": "583.9", "document": "省厅通知"}
    for table in _TABLES:
        draft.recalculate(table)
    return [""]


@kind("天然气系数超出印明的范围", "40")
def gas_out_of_range(draft: Draft) -> Sequence[Target]:
    draft.data["parameters"]["gas_coefficient"] = draft.one_of(("12.143", "1.4", "0.9"))
    for table in _TABLES:
        draft.leave_computed(table)  # the formulas refuse such a coefficient
    return ["参数"]


def _row_with(draft: Draft, field: str) -> Spot:
    return draft.one_of(
        [
            Spot(table, field, index)
            for table in _TABLES
            for index, row in enumerate(draft.rows(table))
            if abs(number(row.get(field)) or Decimal(0)) > 1
        ]
    )


def _carbon(draft: Draft, energy: str, spoil: Callable[[Decimal, Decimal], Decimal]) -> Sequence[Target]:
    """A carbon figure worked out otherwise; the sums follow it, as they would on paper."""
    spot = _row_with(draft, f"{energy}_tco2")
    source = Spot(spot.table, energy, spot.row)
    changed = spoil(Decimal(draft.value(source)), Decimal(draft.value(spot)))
    draft.set(spot, plain(changed.quantize(Decimal("0.001"))))
    _resum(draft, spot)
    return [spot, source]


def _resum(draft: Draft, spot: Spot) -> None:
    row = draft.rows(spot.table)[spot.row or 0]
    row["carbon_tco2"] = added(row[f"{name}_tco2"] for name in ("power", "coal", "oil", "gas"))
    _retotal(draft, spot.table)


def _retotal(draft: Draft, table: str) -> None:
    draft.content(table, "companies")["total"] = total_row(draft.fields(table), draft.rows(table))
