"""Which figures 舍位平衡 rounds: columns of lists and sums of records, never those that carbon is computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qingjian.catalog.edition import Edition, Field
from qingjian.functions import totals
from qingjian.model.figure import plain, stored
from qingjian.rollup.balance import balanced
from qingjian.rollup.traced import TOTAL, Traced
from qingjian.rollup.ways import Asked, rounding


@dataclass(frozen=True, slots=True)
class _Column:
    """Values that add up: of a list's column, or of the parts of a record's sum."""

    members: tuple[int, ...]


def digits() -> int:
    """Decimals that are left."""
    return rounding()[0]


def is_rounded(one: Asked) -> bool:
    """Whether a field takes part: carbon has its own digits, and energy has to bear it out."""
    field = one.field
    behind = {each.carbon.of for each in one.block.fields if each.carbon is not None}
    return field.type in rounding()[1] and not field.is_computed and field.id not in behind


def rounded_off(traced: Sequence[Traced], edition: Edition) -> list[Traced]:
    """The values rounded; totals are made of what is printed then."""
    del edition
    result = list(traced)
    for column in _columns(traced):
        exact = [stored(result[at].value or "") or Decimal(0) for at in column.members]
        for at, value in zip(column.members, balanced(exact, digits()), strict=True):
            result[at] = result[at]._replace(value=plain(value), exact=result[at].value)
    return _with_totals(result)


def _columns(traced: Sequence[Traced]) -> list[_Column]:
    columns: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(traced):
        is_figure = one.is_readable and one.value is not None and stored(one.value) is not None
        if is_figure and one.spot.position != TOTAL and is_rounded(one.spot.asked):
            table, block = one.spot.key
            columns[table, block, _group(one)].append(at)
    return [_Column(tuple(members)) for members in columns.values()]


def _group(one: Traced) -> str:
    """A column of a list, the fields that a sum of its record adds up, or the field alone."""
    if one.spot.position is not None:
        return one.spot.asked.field.id
    return next((each.id for each in one.spot.asked.block.fields if one.spot.asked.field.id in each.sum), one.spot.asked.field.id)  # fmt: skip


def _with_totals(traced: list[Traced]) -> list[Traced]:
    """Totals of rounded parts. A total that was filed without its parts is rounded by itself."""
    return [_total(one, traced) for one in traced]


def _total(one: Traced, traced: Sequence[Traced]) -> Traced:
    field: Field = one.spot.asked.field
    if not one.is_left or one.value is None or field.type not in rounding()[1]:
        return one
    if one.spot.position == TOTAL:
        parts = [each for each in traced if each.spot.key == one.spot.key and each.spot.position != TOTAL
                 and each.spot.asked.field.id == field.id]  # fmt: skip
    elif one.way == "parts" and one.spot.position is None:
        parts = [
            each for each in traced if each.spot.key == one.spot.key and each.spot.asked.field.id in field.sum
        ]
    else:
        return one
    value = totals.total(
        (
            totals.entry(each.value) if each.value is not None else totals.BLANK
            for each in parts
            if each.is_readable
        ),
        digits=field.digits,
    ).text
    return one if value == one.value else one._replace(value=value, exact=one.value)
