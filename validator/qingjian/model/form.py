"""A filled form: the fields of an edition, each knowing the cell it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from qingjian.model.figure import Figure
from qingjian.model.finding import Finding, Place
from qingjian.model.grid import Grid
from qingjian.model.progress import Declared
from qingjian.named_tuple import NamedTuple

NOWHERE: Final = Place()
_NO_PLACES: Final[Mapping[str, Place]] = {}
_NO_REASONS: Final[Mapping[str, str]] = {}

State = Literal["blank", "na", "number", "text", "error", "uncalculated", "bool", "date"]
"""`na` is a mark for "does not apply" (/ and its variants); `text` is anything that is no number
where a number may stand, and any non-blank text elsewhere."""


class Entry(NamedTuple):
    """One field as filled."""

    place: Place
    state: State
    text: str = ""
    """What the cell stores, as sent."""
    figure: Figure | None = None
    """Set where `state` is number."""
    formula: str | None = None
    format: str = "General"

    @property
    def is_empty(self) -> bool:
        return self.state == "blank" or (self.state == "text" and not self.text.strip())

    @property
    def value(self) -> Decimal | None:
        return self.figure.value if self.figure else None


class FilledRow(NamedTuple):
    """One row of a list; `number` is the sheet's row, `nth` counts from 0 in the list."""

    number: int
    nth: int
    entries: Mapping[str, Entry]
    item: str | None = None
    """Id of the fixed item whose row this is."""
    is_dots: bool = False
    """The printed …… row (it may hold data)."""

    def entry(self, field_id: str) -> Entry | None:
        return self.entries.get(field_id)


class FilledRecord(NamedTuple):
    """The single cells of a record, labels, text, matrix or score block, by field id."""

    entries: Mapping[str, Entry]

    def rows(self) -> Iterator[Mapping[str, Entry]]:
        yield self.entries


class FilledList(NamedTuple):
    """The rows of a list in sheet order, without rows that hold nothing but a printed number."""

    entries: Sequence[FilledRow]
    """A long list reads each row from the sheet when it is asked for: go through it as seldom as possible."""
    total: FilledRow | None
    columns: Mapping[str, int]
    """Where each field's column was found."""
    header_row: int
    """The last header row."""
    last_row: int
    """The last row before 合计 or, without one, the last row of the list."""

    def rows(self) -> Iterator[Mapping[str, Entry]]:
        for row in self.entries:
            yield row.entries


FilledBlock = FilledRecord | FilledList


class Table(NamedTuple):
    """One sheet of the edition and where it was found."""

    id: str
    sheet: str
    blocks: Mapping[str, FilledBlock]


class FactorChoice(NamedTuple):
    """The electricity factor that 参数 declares."""

    value: Figure | None
    id: str | None = None
    """Known factor's id; None when the filer entered a value of their own."""
    label: str = ""
    """As chosen from the list."""
    kind: str = ""
    area: str = ""
    year: str = ""
    document: str = ""
    place: Place = NOWHERE


class Parameters(NamedTuple):
    """What the 参数 sheet declares; None where it is blank or there is no such sheet."""

    unit: str | None = None
    level: Literal["district", "city", "province"] | None = None
    province: str | None = None
    report_year: int | None = None
    electricity: FactorChoice | None = None
    gas: Figure | None = None
    places: Mapping[str, Place] = _NO_PLACES
    """Cell of each parameter."""
    present: bool = False
    """There is a 参数 sheet."""


class Explanation(NamedTuple):
    """One line of the sheet 情况说明, as written."""

    place: Place
    """Where the filer's words stand, or belong."""
    code: str
    sheet: str
    cell: str
    value: str
    """The figure explained, as it was."""
    text: str


class Match(NamedTuple):
    """How the edition was recognised."""

    edition: str
    how: Literal["stamp", "content"]
    confidence: Decimal
    """Share of the edition's captions found, 0 to 1."""
    stamped_hash: str | None = None


class Form(NamedTuple):
    """Everything the rules look at. `findings` are those met on the way (structure, identity)."""

    match: Match
    parameters: Parameters
    tables: Mapping[str, Table]
    grid: Grid
    findings: tuple[Finding, ...] = ()
    skipped: Mapping[str, str] = _NO_REASONS
    """Table → why it could not be bound."""
    explanations: tuple[Explanation, ...] = ()
    progress: tuple[Declared, ...] = ()
    """What the unit itself says of listed firms."""

    def block(self, table: str, block: str) -> FilledBlock | None:
        found = self.tables.get(table)
        return found.blocks.get(block) if found else None
