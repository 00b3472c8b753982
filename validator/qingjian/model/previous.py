"""Last year's form of a unit, reduced to what this year's is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from qingjian.named_tuple import NamedTuple


class PastList(NamedTuple):
    """A list of companies of last year; it may have had a hundred thousand rows."""

    rows: int
    companies: Mapping[str, int]
    """Name in normal form → digest of the row's figures; 0 where too few are filled in to recognise it by."""
    totals: Mapping[str, Decimal]
    """Field → sum of the rows; absent where a row could not be read."""


class Past(NamedTuple):
    """A form of last year. The keys of the mappings are `table/block` of its edition."""

    path: str
    edition: str
    report_year: int | None
    figures: Mapping[str, Mapping[str, Decimal]]
    """Typed figures of the records, by field."""
    lists: Mapping[str, PastList]
    answers: Mapping[str, Mapping[str, int]]
    """Digests of the long texts, by field."""


class NoPast(NamedTuple):
    """There is nothing to compare with: a code of schemas/reasons.json and its detail."""

    reason: str
    detail: str = ""


Previous = Past | NoPast | None
"""None where nobody asked for a comparison."""
