"""What a laid-out sheet consists of: placed cells, placed lists, rows with their purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qingjian.catalog.edition import Field, SheetSpec
from qingjian.model.grid import a1
from qingjian.named_tuple import NamedTuple

Role = Literal[
    "title", "head", "section", "header", "unit", "label",
    "sequence", "number", "dots", "input", "computed", "total", "total_label", "void", "note",
]  # fmt: skip


Key = tuple[str | None, str, str | None, int | None]
"""(block, field, item, index)"""


class Frame(NamedTuple):
    """Consecutive grid columns a block may use."""

    left: int
    width: int

    @property
    def right(self) -> int:
        return self.left + self.width - 1


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One cell of the form, merged from (row, col) to (bottom, right); all 1-based, inclusive."""

    row: int
    col: int
    bottom: int
    right: int
    role: Role
    text: str | None = None
    """What is printed in it; for an input, what stands in it beforehand."""
    field: Field | None = None
    block: str | None = None
    index: int | None = None
    """Row of its list or sublist, from 0; one past the last for the …… row."""
    item: str | None = None
    """Fixed item (of a list, of labels) it belongs to."""
    in_dots: bool = False
    """In the …… row of a list."""
    level: int = 1
    align: Literal["left", "center", "right"] = "center"

    @property
    def address(self) -> str:
        return a1(self.row, self.col)

    @property
    def asked(self) -> Field:
        """The field of a cell that is filled in."""
        if self.field is None:
            raise ValueError(f"{self.address} holds no field")
        return self.field

    @property
    def is_merged(self) -> bool:
        return (self.bottom, self.right) != (self.row, self.col)

    @property
    def is_filled_in(self) -> bool:
        """Whether people, or a formula, put something into it."""
        return self.role in ("input", "computed", "total")


@dataclass(frozen=True, slots=True)
class PlacedList:
    """Where a list stands. Rows first…last are ready for data, of which `shown` are visible."""

    block: str
    item: str | None
    header_row: int
    first: int
    last: int
    shown: int
    dots: int | None
    total: int | None
    columns: Mapping[str, int]
    """Field → its first grid column."""

    @property
    def spare(self) -> range:
        """Rows that stand ready but hidden."""
        return range(self.first + self.shown, self.last + 1)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet of the form as geometry."""

    spec: SheetSpec
    cells: tuple[PlacedCell, ...]
    widths: tuple[float, ...]
    """Of the grid columns, in characters."""
    last_row: int
    lists: tuple[PlacedList, ...] = ()
    repeat: tuple[int, int] | None = None
    """Rows printed on top of every page."""
    by_field: Mapping[Key, PlacedCell] = field(default_factory=dict[Key, PlacedCell])
    """Input and computed cells."""

    @property
    def width(self) -> int:
        return len(self.widths)

    @property
    def is_cover(self) -> bool:
        return self.spec.id == "cover"

    def filled_in(self) -> Iterator[PlacedCell]:
        return (cell for cell in self.cells if cell.is_filled_in)

    def totals(self) -> Iterator[tuple[PlacedList, PlacedCell]]:
        """合计 cells with their lists."""
        by_block = {placed.block: placed for placed in self.lists if placed.total is not None}
        for cell in self.cells:
            if cell.role == "total" and cell.block is not None:
                yield by_block[cell.block], cell

    def sibling(self, cell: PlacedCell, field_id: str) -> PlacedCell:
        """Another field of the same row, record or matrix."""
        for item in (cell.item, None):
            found = self.by_field.get((cell.block, field_id, item, cell.index))
            if found is not None:
                return found
        return next(
            other
            for (block, name, _, index), other in self.by_field.items()
            if (block, name, index) == (cell.block, field_id, cell.index)
        )

    def chars(self, cell: PlacedCell) -> float:
        """Width of a cell in characters; merging saves the padding (5 of 7 pixels) of its columns."""
        widths = self.widths[cell.col - 1 : cell.right]
        return sum(widths) + (len(widths) - 1) * 5 / 7
