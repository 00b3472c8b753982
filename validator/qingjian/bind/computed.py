"""What belongs into every computed cell of a form: carbon first, then sums, then 合计."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from qingjian.catalog.edition import Bound, CarbonSource, Edition, Field, ListBlock
from qingjian.functions import totals
from qingjian.functions.addends import addend
from qingjian.functions.computed import carbon_of
from qingjian.functions.totals import Total
from qingjian.model import figure as model_figure
from qingjian.model.finding import Place
from qingjian.model.form import Entry, FilledList, FilledRecord, FilledRow, Form, Parameters
from qingjian.named_tuple import NamedTuple

_EMPTY = Total("empty")
_PENDING = Total("pending")
_WORDS = {"": _EMPTY, "/": Total("na")}
"""What a formula may show besides a figure; any other word says that something is missing."""


class Computed(NamedTuple):
    """One computed cell: what stands there, and what should."""

    table: str
    block: str
    field: Field
    row: FilledRow | None
    entry: Entry
    expected: Total
    """`pending` while something it needs is unreadable or undeclared."""
    is_total: bool = False
    """It stands in the 合计 row of its list."""
    header_row: int = 0
    """For a total, the last row of the captions above the list."""
    beside: Mapping[str, Entry] = {}
    """For any other cell, the entries of its row or record."""

    @property
    def place(self) -> Place:
        return self.entry.place


def computed(form: Form, edition: Edition) -> Iterator[Computed]:
    """Every computed cell, each after the cells it needs."""
    for sheet in edition.sheets:
        for block in sheet.blocks():
            filled = form.block(sheet.id, block.id)
            if isinstance(filled, FilledList) and isinstance(block, ListBlock):
                yield from _list(sheet.id, block, filled, form.parameters)
            elif isinstance(filled, FilledRecord):
                yield from _cells(sheet.id, block, None, filled.entries, form.parameters)


def _list(table: str, block: ListBlock, filled: FilledList, declared: Parameters) -> Iterator[Computed]:
    columns: dict[str, list[totals.Entry]] = {field.id: [] for field in block.fields if field.total}
    for row in filled.entries:
        settled = dict(row.entries)
        for cell in _cells(table, block, row, row.entries, declared):
            yield cell
            settled[cell.field.id] = _settled(cell)
        for name, parts in columns.items():
            if name in settled:
                parts.append(addend(settled[name]))
    if filled.total is None:
        return
    for field in block.fields:
        entry = filled.total.entry(field.id)
        if field.total and entry is not None:
            expected = totals.total(columns[field.id], digits=field.digits)
            yield Computed(
                table,
                block.id,
                field,
                filled.total,
                entry,
                expected,
                is_total=True,
                header_row=filled.header_row,
            )


def _cells(
    table: str, block: Bound, row: FilledRow | None, entries: Mapping[str, Entry], declared: Parameters
) -> Iterator[Computed]:
    """Computed cells of one row or record; sums see the carbon cells as they will be."""
    settled = dict(entries)
    for field in sorted(
        (field for field in block.fields if field.is_computed and field.exact), key=lambda f: bool(f.sum)
    ):
        entry = entries.get(field.id)
        if entry is None:
            continue
        cell = Computed(
            table, block.id, field, row, entry, expected(field, settled, declared), beside=entries
        )
        settled[field.id] = _settled(cell)
        yield cell


def expected(field: Field, entries: Mapping[str, Entry], declared: Parameters) -> Total:
    """What a computed field should hold, given the other cells of its row."""
    if field.carbon is not None:
        energy = entries.get(field.carbon.of)
        return _PENDING if energy is None else _carbon(field, field.carbon.by, energy, declared)
    return totals.total((addend(entries[name]) for name in field.sum if name in entries), digits=field.digits)


def _carbon(field: Field, source: CarbonSource, energy: Entry, declared: Parameters) -> Total:
    """What the workbook's own formula shows, as a total."""
    meant = addend(energy)
    if meant.kind == "unreadable":
        return _PENDING
    amount = meant.figure.value if meant.figure else "/" if meant.kind == "mark" else None
    factor = declared.electricity.value if declared.electricity else None
    shown = carbon_of(
        amount,
        source,
        digits=field.digits,
        factor=factor.value if factor else None,
        gas=declared.gas.value if declared.gas else None,
    )
    if isinstance(shown, Decimal):
        return Total("figure", model_figure.shown(shown))
    return _WORDS.get(shown or "", _PENDING)


def _settled(cell: Computed) -> Entry:
    """The cell as it will be once filled: a blank or a formula takes the expected value."""
    if cell.entry.state != "blank" and cell.entry.formula is None:
        return cell.entry
    match cell.expected.kind:
        case "figure":
            return cell.entry._replace(state="number", figure=cell.expected.figure)
        case "na":
            return cell.entry._replace(state="na", text="/")
        case "empty":
            return cell.entry._replace(state="blank", figure=None)
        case "pending":
            return cell.entry._replace(state="text", text="?", figure=None)
