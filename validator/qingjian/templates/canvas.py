"""The sheet under construction: cells are put on it, header trees are drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qingjian.catalog.edition import Field, Node
from qingjian.catalog.years import filled
from qingjian.named_tuple import NamedTuple
from qingjian.templates.place import Frame, PlacedCell, PlacedList, Role
from qingjian.templates.spans import shares


class Column(NamedTuple):
    """A leaf of a header tree and the grid columns below it."""

    field: Field
    left: int
    right: int


@dataclass(slots=True)
class Canvas:
    """Collects cells; knows the report year and how many rows the data need."""

    year: int
    filled: dict[str, int]
    """Block, or block.item for a sublist → rows of data."""
    ready: int | None = None
    """Rows that stand ready in each list, instead of what the edition says."""
    cells: list[PlacedCell] = field(default_factory=list[PlacedCell])
    lists: list[PlacedList] = field(default_factory=list[PlacedList])

    def put(
        self, role: Role, rows: tuple[int, int], cols: tuple[int, int], text: str | None = None, **more: Any
    ) -> None:
        """One cell over rows and columns, both inclusive."""
        shown = None if text is None else filled(text, self.year)
        self.cells.append(PlacedCell(rows[0], cols[0], rows[1], cols[1], role, shown, **more))

    def header(
        self,
        nodes: Sequence[Node],
        frame: Frame,
        rows: tuple[int, int],
        *,
        unit_row: bool = False,
        **more: Any,
    ) -> list[Column]:
        """Draw the captions of a tree over the rows; a leaf reaches down to the last one."""
        top, bottom = rows
        columns: list[Column] = []
        left = frame.left
        for node, span in zip(nodes, shares(nodes, frame.width), strict=True):
            part = Frame(left, span)
            left += span
            if node.children:
                self.put("header", (top, top), (part.left, part.right), node.caption, **more)
                columns += self.header(node.children, part, (top + 1, bottom), unit_row=unit_row, **more)
            elif node.field is not None:
                self._leaf(node.field, part, rows, unit_row=unit_row, **more)
                columns.append(Column(node.field, part.left, part.right))
        return columns

    def _leaf(self, leaf: Field, part: Frame, rows: tuple[int, int], *, unit_row: bool, **more: Any) -> None:
        top, bottom = rows
        has_unit = unit_row and (leaf.unit is not None or leaf.is_numeric or leaf.type == "free")
        last = bottom - 1 if has_unit else bottom
        self.put("header", (top, last), (part.left, part.right), leaf.caption, field=leaf, **more)
        if has_unit:
            self.put("unit", (bottom, bottom), (part.left, part.right), leaf.unit or "", field=leaf, **more)


def depth(nodes: Sequence[Node]) -> int:
    """Rows a header tree needs."""
    return max(node.depth for node in nodes)
