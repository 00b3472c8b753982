"""Totals that are off together: a wrong energy figure goes on into its carbon and into the sum of the carbon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from qingjian.catalog.edition import Field
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding
from qingjian.rules.plan import BlockPlan, Plan

_TOTAL: Final = "list_total"
_SHARE: Final = Decimal("0.02")
_STEP: Final = Decimal("0.001")


def along(findings: Sequence[Finding], known: Plan) -> Iterator[tuple[int, int]]:
    """Totals, by index, each with the total it is off by as much as follows from that one."""
    tables: dict[str, dict[str, int]] = {}
    for at, one in enumerate(findings):
        if rule(one.code).kind == _TOTAL and one.difference and one.severity == "mandatory":
            tables.setdefault(one.table, {})[one.field] = at
    for block in known.blocks:
        off = tables.get(block.table, {})
        for field in block.totals if off else ():
            cause = _cause(field, block, off, findings) if field.id in off else None
            if cause is not None:
                yield off[field.id], cause


def _cause(field: Field, block: BlockPlan, off: Mapping[str, int], findings: Sequence[Finding]) -> int | None:
    found = findings[off[field.id]]
    if field.carbon is not None and field.carbon.of in off:
        cause = off[field.carbon.of]
        return cause if _is_product(found, findings[cause]) else None
    parts = [off[part] for part in field.sum if part in off and part in block.by_id]
    return parts[0] if parts and _is_sum(found, [findings[part] for part in parts]) else None


def _is_product(tonnes: Finding, energy: Finding) -> bool:
    """Off by the share that the columns themselves show: what all rows come to, over what they are made from."""
    off, of = _decimal(tonnes.difference), _decimal(energy.difference)
    whole, base = _decimal(tonnes.expected), _decimal(energy.expected)
    return bool(base) and _close(off * base, of * whole, _STEP * abs(base))


def _is_sum(total: Finding, parts: Sequence[Finding]) -> bool:
    return _close(
        _decimal(total.difference), sum((_decimal(part.difference) for part in parts), Decimal(0)), _STEP
    )


def _close(one: Decimal, other: Decimal, step: Decimal) -> bool:
    return abs(one - other) <= max(abs(one), abs(other)) * _SHARE + step


def _decimal(text: str | None) -> Decimal:
    """Totals with a difference state both it and what was expected."""
    return Decimal(text or 0)
