"""A zero report: no company in any list, and 0 or a mark wherever the form wants a count; a valid report all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from qingjian.catalog.edition import Edition, Level
from qingjian.functions import numbers
from qingjian.model.figure import stored
from qingjian.rules.plan import BlockPlan, plan

Texts = Mapping[str, str]
"""Field → what its cell says."""
UNASKED: Final[Level] = "district"
"""The level of a form that does not say it."""


def counts(block: BlockPlan, level: Level) -> Iterator[tuple[str, ...]]:
    """The figures that a record has to have at a level; of one that is computed, the parts it is computed from."""
    for field in () if block.is_list else block.required:
        if level in field.required and field.is_numeric:
            yield field.sum if field.sum and field.exact else (field.id,)


def is_zero(edition: Edition, level: Level, rows: Mapping[str, Sequence[Texts]]) -> bool:
    """`rows` are the filled cells of each block, `table/block`. A form whose counts are blank says nothing yet."""
    asked = False
    for block in plan(edition).blocks:
        found = rows.get(f"{block.table}/{block.spec.id}", [])
        if block.is_list and any(_names_company(block, row) for row in found):
            return False
        for fields in counts(block, level):
            asked = True
            if not any(all(_is_nothing(row.get(name, "")) for name in fields) for row in found):
                return False
    return asked


def _names_company(block: BlockPlan, row: Texts) -> bool:
    return any(
        block.by_id[name].type == "company" and not _is_nothing(text) and stored(text) is None
        for name, text in row.items()
        if name in block.by_id
    )


def _is_nothing(text: str) -> bool:
    return numbers.mark(text) is not None or stored(text) == 0
