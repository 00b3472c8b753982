"""What the sheet 参数 is to say beforehand: unit, level, province, year, factor, gas coefficient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qingjian.catalog import factors
from qingjian.catalog.divisions import Province, provinces
from qingjian.catalog.edition import Edition
from qingjian.catalog.wording import levels, own_factor
from qingjian.functions.carbon import is_gas_coefficient


@dataclass(frozen=True, slots=True)
class Declared:
    """The parameters of a workbook; None is left to the filer."""

    year: int
    unit: str | None = None
    level: str | None = None
    province: str | None = None
    factor_choice: str | None = None
    """Label of a known factor, or the words for one of the filer's own."""
    factor_own: Decimal | None = None
    factor_own_document: str | None = None
    factor: Decimal | None = None
    known: factors.Factor | None = None
    gas: Decimal | None = None

    @property
    def gas_in_range(self) -> Decimal | None:
        return self.gas if self.gas is not None and is_gas_coefficient(self.gas) else None


def declared(
    edition: Edition, year: int, data: Mapping[str, Any], preset: Mapping[str, Any] | None = None
) -> Declared:
    """From `unit`, `level` and `parameters` of extracted data; what is preset (the same keys, all on
    one level) wins, and the edition presets the province."""
    more = preset or {}
    parameters: Mapping[str, Any] = {**(data.get("parameters") or {}), **more}
    gas = parameters.get("gas_coefficient")
    choice: Mapping[str, Any] = parameters.get("electricity_factor") or {}
    known = factors.factor(choice["id"]) if choice.get("id") else None
    value = known.value if known else Decimal(choice["value"]) if choice.get("value") else None
    own = known is None and value is not None
    return Declared(
        year=year,
        unit=more.get("unit", data.get("unit")),
        level=levels().get(more.get("level", data.get("level")) or ""),
        province=province_name(parameters.get("province") or edition.province),
        factor_choice=label(known) if known else own_factor() if own else None,
        factor_own=value if own else None,
        factor_own_document=choice.get("document") if own else None,
        factor=value,
        known=known,
        gas=Decimal(gas) if gas else None,
    )


def label(factor: factors.Factor) -> str:
    """How a factor is offered for choice: area, kind, year, value."""
    year = f"{factor.year}年度版" if factor.is_edition else f"{factor.year}年"
    return f"{factor.region} {factors.kind_names('zh')[factor.kind]} {year} {factor.text}"


def province_name(text: str | None) -> str | None:
    """The full name of a province given by code or by either name."""
    for province in all_provinces():
        if text in (province.code, f"{province.code}0000", province.name, province.short):
            return province.name
    return text


def all_provinces() -> tuple[Province, ...]:
    """Every province once."""
    return tuple({province.code: province for province in provinces().values()}.values())
