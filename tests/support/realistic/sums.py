"""What a correct form computes, worked out from the notes of the form and not from the product's functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from qingjian.catalog.edition import Field
from support.realistic.draws import plain

Value = str | None
Cells = dict[str, Value]
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_COAL: Final = Decimal("2.7725")
_OIL: Final = Decimal("1.4286")


class Factors(NamedTuple):
    """What 参数 declares."""

    electricity: Decimal | None = None
    gas: Decimal | None = None
    digits: int = 3
    """To which a filer who works it out on paper rounds carbon; the workbook has three."""


NO_FACTORS: Final = Factors()


def number(text: Value) -> Decimal | None:
    return Decimal(text) if text is not None and _NUMBER.fullmatch(text) else None


def added(parts: Iterable[Value]) -> Value:
    """The sum of what is printed; of nothing but / it is /, of nothing it is blank."""
    kept = list(parts)
    found = [value for value in map(number, kept) if value is not None]
    return plain(sum(found, Decimal(0))) if found else "/" if "/" in kept else None


def settle(fields: Sequence[Field], cells: Cells, factors: Factors = NO_FACTORS) -> Cells:
    """Carbon by notes (4) to (7), then every sum, innermost first."""
    for field in fields:
        if field.carbon is not None:
            cells[field.id] = _carbon(field, cells, factors)
    left = [field for field in fields if field.sum]
    while left:
        ready = [f for f in left if not any(part == other.id for part in f.sum for other in left)]
        for field in ready:
            cells[field.id] = added(cells.get(part) for part in field.sum)
        left = [field for field in left if field not in ready]
    return cells


def total_row(fields: Sequence[Field], rows: Sequence[Mapping[str, Value]]) -> Cells:
    """The 合计 row of a list."""
    return {field.id: added(row.get(field.id) for row in rows) for field in fields if field.total}


def nested(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted names as the objects that the data hold."""
    tree: dict[str, Any] = {}
    for name, value in cells.items():
        *path, last = name.split(".")
        here = tree
        for step in path:
            here = here.setdefault(step, {})
        here[last] = value
    return tree


def _carbon(field: Field, cells: Mapping[str, Value], factors: Factors) -> Value:
    assert field.carbon is not None
    energy = cells.get(field.carbon.of)
    amount = number(energy)
    if amount is None:
        return "/" if energy == "/" else None
    tonnes = {
        "electricity": amount * (factors.electricity or 0) / 1000,
        "coal": amount * _COAL,
        "oil": amount * _OIL * _COAL,
        "gas": amount * (factors.gas or 0) * _COAL / 1000,
    }[field.carbon.by]
    return plain(tonnes.quantize(Decimal(1).scaleb(-factors.digits), ROUND_HALF_UP))
