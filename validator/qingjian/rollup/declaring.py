"""The factor and the coefficient that a rolled-up form declares: the season's, else what all units agree on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from qingjian.catalog.edition import Edition
from qingjian.model.figure import plain
from qingjian.named_tuple import NamedTuple
from qingjian.rollup.source import Source
from qingjian.rollup.traced import Matter

Json = dict[str, Any]


class Declared(NamedTuple):
    """What the sheet 参数 says; None is left to whoever rolls up."""

    factor: Json | None = None
    gas: str | None = None

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.factor["value"]) if self.factor and self.factor.get("value") else None

    @property
    def coefficient(self) -> Decimal | None:
        return None if self.gas is None else Decimal(self.gas)

    def parameters(self, sources: Sequence[Source]) -> Json:
        """The parameters of the data; the province where it is everybody's."""
        provinces = {one.parameters.get("province") for one in sources}
        province = next(iter(provinces)) if len(provinces) == 1 else None
        return {"province": province, "electricity_factor": self.factor, "gas_coefficient": self.gas}


UNDECLARED: Final = Declared()


def declared(
    sources: Sequence[Source], edition: Edition, preset: Declared, *, is_recomputed: bool
) -> tuple[Declared, tuple[Matter, ...]]:
    """What the form declares, and where the units differ."""
    if "electricity_factor" not in edition.parameters:
        return Declared(), ()
    choices = [(one, one.parameters.get("electricity_factor")) for one in sources]
    stated = [(one, choice) for one, choice in choices if choice and choice.get("value")]
    matters: list[Matter] = []
    factor, gas = preset
    if factor is None and len({Decimal(choice["value"]) for _, choice in stated}) == 1:
        factor = stated[0][1]
    elif factor is None and stated:
        matters.append(Matter("factor"))
    gases = {Decimal(said) for one in sources if (said := one.parameters.get("gas_coefficient"))}
    if gas is None and len(gases) == 1:
        gas = plain(next(iter(gases)))
    elif gas is None and gases:
        matters.append(Matter("gas"))
    found = Declared(factor, gas)
    if not is_recomputed:
        matters += _others(stated, found)
    return found, tuple(matters)


def _others(stated: Sequence[tuple[Source, Json]], found: Declared) -> Iterator[Matter]:
    """Units whose carbon comes from another factor."""
    for one, choice in stated:
        if found.value is not None and Decimal(choice["value"]) != found.value:
            params = {"unit": one.unit, "value": choice["value"], "taken": plain(found.value)}
            yield Matter("factor-other", params=params)
