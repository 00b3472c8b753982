"""What the workbook's own formulas show, in Python: the cached values of files nobody has opened yet."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import Final

from qingjian.catalog.edition import CarbonSource
from qingjian.catalog.wording import pending, spellings
from qingjian.functions import carbon, totals
from qingjian.model.figure import rounded

_EXACT: Final = Context(prec=1000)
Value = Decimal | str | None
"""A number, a text, or nothing; a formula that shows nothing gives the empty text."""


def is_mark(text: str) -> bool:
    """Whether the formulas take a text for a mark; stricter than people, who also see "／ "."""
    return text.casefold() in {spelling.casefold() for spelling in spellings()}


def total(parts: Iterable[Value], digits: int | None = None) -> Value:
    """What `formulas.column_total` and `formulas.parts_total` show."""
    exact, figures, marks = Decimal(0), 0, 0
    for part in parts:
        if isinstance(part, Decimal):
            exact = _EXACT.add(exact, part)  # as fine as the finest part
            figures += 1
        elif part:
            if not is_mark(str(part)):
                return pending().part
            marks += 1
    if not figures:
        return "/" if marks else ""
    exponent = exact.as_tuple().exponent
    finest = max(0, -exponent) if isinstance(exponent, int) else 0
    result = totals.of_parts(exact, finest, digits=digits).figure
    return None if result is None else result.value


def carbon_of(
    value: Value,
    by: CarbonSource,
    *,
    digits: int | None = None,
    factor: Decimal | None = None,
    gas: Decimal | None = None,
) -> Value:
    """What `formulas.carbon` shows."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return "/" if is_mark(value) else pending().part
    match by:
        case "electricity":
            if factor is None:
                return pending().factor
            exact = carbon.electricity(value, factor)
        case "coal":
            exact = carbon.coal(value)
        case "oil":
            exact = carbon.oil(value)
        case "gas":
            if gas is None or not carbon.is_gas_coefficient(gas):
                return pending().gas
            exact = carbon.gas(value, gas)
    return exact if digits is None else rounded(exact, digits)
