"""Where each value of extracted data stands in the workbook that is built from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qingjian.catalog.edition import Edition
from qingjian.model.finding import Place
from qingjian.named_tuple import NamedTuple
from qingjian.templates.filling import fillings
from qingjian.templates.layout import layout


class Address(NamedTuple):
    """A cell by what it asks for; `position` counts the rows of a list, None in a record, -1 for its total."""

    table: str
    block: str
    field: str
    item: str | None = None
    position: int | None = None


def addresses(edition: Edition, data: Mapping[str, Any], year: int) -> Mapping[Address, Place]:
    """Every cell that is filled in."""
    found: dict[Address, Place] = {}
    content = fillings(edition.sheets, data)
    for spec in edition.sheets:
        placed = layout(spec, year=year, rows=content[spec.id].rows())
        records = {block.id for block in spec.blocks() if block.kind != "list"}
        for (block, field, item, index), cell in placed.by_field.items():
            is_record = block in records  # labels are items to the layout, and fields to everybody else
            at = Address(
                spec.id, block or "", field, None if is_record else item, None if is_record else index
            )
            found[at] = Place(spec.name, cell.row, cell.col)
        for _, cell in placed.totals():
            found[Address(spec.id, cell.block or "", cell.asked.id, None, -1)] = Place(
                spec.name, cell.row, cell.col
            )
    return found
