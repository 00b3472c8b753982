"""A form reduced to what is compared across files: its unit, its year and the companies it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.edition import Edition
from qingjian.functions import numbers
from qingjian.model.digest import Digest, Named
from qingjian.model.form import FilledList, Form
from qingjian.rules.plan import BlockPlan, plan
from qingjian.rules.previous_form import reporting_unit

_MOST: Final = 20_000
"""Companies kept of a list: no district has more, and a batch holds the digests of all its files."""


def digest(form: Form, edition: Edition) -> Digest:
    """What the other files are compared with."""
    lists: dict[str, tuple[Named, ...]] = {}
    seen: set[frozenset[str]] = set()
    for block in plan(edition).blocks:
        filled = form.block(block.table, block.spec.id)
        if isinstance(filled, FilledList):
            named = tuple(_named(block, filled))
            names = frozenset(one.name for one in named)
            if named and names not in seen:  # x-2 names the companies of x-1 once more
                seen.add(names)
                lists[block.table] = named
    return Digest(reporting_unit(form), form.parameters.report_year, edition.id, lists)


def _named(block: BlockPlan, filled: FilledList) -> Iterator[Named]:
    name = next((field.id for field in block.fields if field.type == "company"), None)
    code = next((field.id for field in block.fields if field.type == "credit_code"), None)
    if name is None:
        return
    for row in filled.entries[:_MOST]:
        said = row.entry(name)
        if said is None or said.state != "text" or said.is_empty or numbers.mark(said.text) is not None:
            continue
        written = row.entry(code) if code else None
        yield Named(said.text, said.place, written.text.strip() if written is not None else "")
