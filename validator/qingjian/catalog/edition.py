"""A template edition: sheets of sections of blocks, as declared in schemas/templates/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from qingjian.named_tuple import NamedTuple

Level = Literal["district", "city", "province"]
LEVELS: tuple[Level, ...] = ("district", "city", "province")

FieldType = Literal[
    "sequence",
    "item",
    "text",
    "longtext",
    "count",
    "figure",
    "amount",
    "percent",
    "yesno",
    "company",
    "industry",
    "region",
    "method",
    "credit_code",
    "date",
    "free",
    "score",
]
NUMERIC: frozenset[FieldType] = frozenset({"count", "figure", "amount", "percent", "score"})
CarbonSource = Literal["electricity", "coal", "oil", "gas"]


class Carbon(NamedTuple):
    """The field holds the CO2 of another field of its row."""

    of: str
    by: CarbonSource


class Field(NamedTuple):
    """One figure or text the form asks for."""

    id: str
    """Path inside its block: `proposed.low`, `cod`, `parks`; empty for a text block."""
    caption: str
    path: tuple[str, ...]
    """Captions from the outermost header down to this one."""
    type: FieldType
    unit: str | None = None
    digits: int | None = None
    """Declared decimals of a computed figure."""
    required: frozenset[Level] = frozenset()
    aliases: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    """Ids of the fields of the same record or row that add up to this one."""
    exact: bool = True
    """False when the sum may legitimately differ (one firm in two classes)."""
    carbon: Carbon | None = None
    total: bool = False
    """The 合计 row of its list adds this column up."""
    prefill: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_numeric(self) -> bool:
        return self.type in NUMERIC

    @property
    def is_computed(self) -> bool:
        return bool(self.sum) or self.carbon is not None


class Node(NamedTuple):
    """A caption of a header tree; a leaf carries a field."""

    caption: str
    children: tuple[Node, ...] = ()
    field: Field | None = None
    span: int | None = None
    """Narrow grid columns it takes; None shares evenly."""
    width: float | None = None
    """Width in characters where a sheet has one grid column per leaf."""

    def leaves(self) -> Iterator[Node]:
        if self.field is not None:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


class Rows(NamedTuple):
    """How many rows a list prints, how many stand ready, and whether a …… row follows."""

    print: int
    start: int
    dots: bool
    unnumbered: bool = False
    """Empty rows print no 序号."""


class Item(NamedTuple):
    """A printed row of a list of fixed items, or a labelled cell, or a row of a matrix."""

    id: str
    caption: str
    field: Field | None = None
    sublist: Rows | None = None
    numbered: bool = False
    required: frozenset[Level] = frozenset()
    spans: tuple[int, int] | None = None
    """Grid columns of a label's caption and of its cell; None shares evenly."""
    group: str | None = None
    """Outer row caption of a matrix, merged over the consecutive rows that name it."""
    parts: tuple[Item, ...] = ()
    """Quantities that one printed row of a matrix holds ("煤耗/电耗"): each crossing is split into
    as many cells side by side, and the fields are called `part.column`."""


class Record(NamedTuple):
    """A header tree over one row of cells."""

    id: str
    columns: tuple[Node, ...]
    fill: bool = False
    """Beside a list: the one row of cells fills the height that is left."""
    kind: Literal["record"] = "record"

    @property
    def fields(self) -> tuple[Field, ...]:
        return leaf_fields(self.columns)


class ListBlock(NamedTuple):
    """Records one below the other: 序号, fixed items, sublists, ……, 合计."""

    id: str
    columns: tuple[Node, ...]
    rows: Rows
    items: tuple[Item, ...] = ()
    total: str | None = None
    """Caption of the total row."""
    unit_row: bool = False
    """Units stand in a header row of their own."""
    rows_from: str | None = None
    """Published list (schemas/lists/<id>.json) whose rows stand in the workbook already."""
    kind: Literal["list"] = "list"

    @property
    def fields(self) -> tuple[Field, ...]:
        return leaf_fields(self.columns)


class Labels(NamedTuple):
    """Captions beside cells."""

    id: str
    items: tuple[Item, ...]
    span: int | None = None
    across: int = 1
    """Label-and-cell pairs in one row."""
    kind: Literal["labels"] = "labels"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(item.field for item in self.items if item.field is not None)


class Text(NamedTuple):
    """One long answer, the section's caption beside it."""

    id: str
    field: Field
    kind: Literal["text"] = "text"

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self.field,)


class Matrix(NamedTuple):
    """Row captions × column captions; a field for each crossing, id `row.column`."""

    id: str
    corner: str
    items: tuple[Item, ...]
    columns: tuple[Node, ...]
    fields: tuple[Field, ...]
    span: int | None = None
    kind: Literal["matrix"] = "matrix"


class ScoreItem(NamedTuple):
    id: str
    caption: str
    score: str
    number: str = ""
    """What the form prints in the column 序号."""


class ScoreSection(NamedTuple):
    id: str
    caption: str
    score: str
    items: tuple[ScoreItem, ...]
    number: str = ""


class Grade(NamedTuple):
    """A grade and the total from which it counts (`above` excludes the number itself)."""

    id: str
    caption: str
    at_least: str | None = None
    above: str | None = None
    below: str | None = None


class Score(NamedTuple):
    """A score sheet: sections of scored items, a total, grades, vetoes."""

    id: str
    sections: tuple[ScoreSection, ...]
    headings: tuple[str, ...]
    """Captions of the columns: number, content, standard score, score given."""
    total: str
    grades: tuple[Grade, ...]
    vetoes: tuple[Item, ...]
    veto_caption: str
    fields: tuple[Field, ...]
    brackets: bool = False
    """The items' standard scores are printed in brackets."""
    kind: Literal["score"] = "score"


class Beside(NamedTuple):
    """Two blocks next to each other."""

    blocks: tuple[Block, ...]
    spans: tuple[int, ...]
    kind: Literal["beside"] = "beside"


Block = Record | ListBlock | Labels | Text | Matrix | Score | Beside
Bound = Record | ListBlock | Labels | Text | Matrix | Score
"""Blocks that carry fields."""


class Section(NamedTuple):
    """A caption at the left and the blocks beside it; no caption for a sheet that is one table."""

    id: str
    caption: str | None
    blocks: tuple[Block, ...]
    above: bool = False
    """The caption is a heading over the blocks and takes the whole width."""

    def bound(self) -> Iterator[Bound]:
        for block in self.blocks:
            if isinstance(block, Beside):
                for inner in block.blocks:
                    if not isinstance(inner, Beside):
                        yield inner
            else:
                yield block


class Title(NamedTuple):
    text: str
    align: Literal["left", "center", "right"] = "center"
    level: int = 1


class GridSpec(NamedTuple):
    """Narrow columns that carry the sections; `caption` is the width of the column of section
    captions at the left, 0 when the sheet has no such column."""

    caption: float
    columns: int
    width: float


class SheetSpec(NamedTuple):
    """One sheet of the form; `id` is the table's number as people say it: 1, 2-1, cover."""

    id: str
    name: str
    titles: tuple[Title, ...]
    sections: tuple[Section, ...]
    grid: GridSpec | None = None
    head: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def blocks(self) -> Iterator[Bound]:
        for section in self.sections:
            yield from section.bound()

    def block(self, block_id: str) -> Bound:
        return next(block for block in self.blocks() if block.id == block_id)


class Erratum(NamedTuple):
    """A misprint of the official form: its text stays, this says what is meant."""

    at: str
    printed: str
    meant: str
    reason: Mapping[str, str]


class Years(NamedTuple):
    default: int
    first: int
    last: int | None


class Edition(NamedTuple):
    """One official form, resolved: what is hashed, stamped, built, bound and checked."""

    id: str
    title: Mapping[str, str]
    source: Mapping[str, str]
    province: str | None
    years: Years
    parameters: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    """Tables that list the same companies in the same order."""
    industry: Mapping[str, object]
    sheets: tuple[SheetSpec, ...]
    errata: tuple[Erratum, ...]
    hash: str
    """sha256 of the resolved declaration."""

    def sheet(self, table: str) -> SheetSpec:
        return next(sheet for sheet in self.sheets if sheet.id == table)


def leaf_fields(columns: tuple[Node, ...]) -> tuple[Field, ...]:
    """The fields of a header tree, left to right."""
    return tuple(leaf.field for node in columns for leaf in node.leaves() if leaf.field is not None)
