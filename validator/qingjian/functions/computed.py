"""What the workbook's own formulas show, in Python: the cached values of files nobody has opened yet."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from qingjian.catalog.edition import CarbonSource
from qingjian.catalog.wording import pending, spellings
from qingjian.functions import carbon, totals
from qingjian.model.figure import Figure, rounded

Value = Decimal | str | None
"""A number, a text, or nothing; a formula that shows nothing gives the empty text."""


def is_mark(text: str) -> bool:
    """Whether the formulas take a text for a mark; stricter than people, who also see "／ "."""
    return text.casefold() in {spelling.casefold() for spelling in spellings()}


def total(parts: Iterable[Value], digits: int | None = None) -> Value:
    """What `formulas.column_total` and `formulas.parts_total` show."""
    result = totals.total((_entry(part) for part in parts), digits=digits)
    if result.kind == "pending":
        return pending().part
    return result.figure.value if result.figure is not None else result.text


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


def _entry(value: Value) -> totals.Entry:
    if value is None or value == "":
        return totals.BLANK
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return totals.figure(Figure(value, max(0, -exponent) if isinstance(exponent, int) else 0))
    return totals.Entry("mark") if is_mark(value) else totals.UNREADABLE
