"""Lists read row by row: filled rows, the …… row, the total, fixed items and their sublists."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from qingjian.bind import headers
from qingjian.bind.captions import keyed, unit_of, wanted
from qingjian.bind.entries import entry, is_placeholder
from qingjian.bind.long_rows import LONG, Columns, LongRows
from qingjian.bind.notices import Site
from qingjian.bind.page import Region
from qingjian.bind.regions import TOTAL_WORDS
from qingjian.catalog.edition import Item, ListBlock
from qingjian.model.form import Entry, FilledList, FilledRow
from qingjian.model.rows import Shape, Stored
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_NOTE: Final = pattern(r"\s*(?:注[:：]|\[[0-9]\]|填报说明|［[0-9]］|表\s*[0-9]|附\s*[:：])")

_LONGEST_TOTAL: Final = 12


class _Rows:
    """The rows of a list as they are found; of a long list only their numbers are kept."""

    def __init__(self, columns: Columns, *, may_be_long: bool) -> None:
        self._columns = columns
        self._limit = LONG if may_be_long else sys.maxsize
        self._rows: list[FilledRow] = []
        self._numbers: array[int] = array("i")

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def is_long(self) -> bool:
        return bool(self._numbers)

    def add(self, row: FilledRow) -> None:
        self._rows.append(row)
        if len(self._rows) > self._limit:
            self._numbers.extend(row.number for row in self._rows)
            self._rows.clear()

    def number(self, number: int) -> None:
        self._numbers.append(number)

    def done(self) -> Sequence[FilledRow]:
        return LongRows(self._columns, self._numbers) if self._numbers else tuple(self._rows)


class _Slots(NamedTuple):
    """Where rows of one shape hold what a list is told by."""

    leading: tuple[int, ...]
    """Texts that may say 合计."""
    inputs: tuple[int, ...]
    """The fields that are filled in."""
    is_filled: bool
    """Some of them hold more than a text."""


class ListBinder:
    """One list block being read from one page."""

    def __init__(self, site: Site, block: ListBlock, header: headers.Header) -> None:
        self.site = site
        self.page = site.page
        self.block = block
        self.header = header
        self.columns = header.columns
        below = header.bottom + 1
        self.unit_row = below if self._is_unit_row(below) else None
        self.first_row = below if self.unit_row is None else below + 1
        self.inputs = {
            name: col
            for name, col in self.columns.items()
            if header.fields[name].type not in ("sequence", "item")
        }
        self.leading = tuple(sorted(self.columns.values())[:3])
        """Columns where 合计 and …… may stand: the first three of the list."""
        self._known: dict[Shape, _Slots] = {}
        self.total = wanted(block.total).full if block.total is not None else ""
        self.reading = Columns(
            self.page.sheet,
            ((name, col, header.fields[name]) for name, col in self.columns.items()),
            self.leading[0] if self.leading else 0,
        )

    def _is_unit_row(self, row: int) -> bool:
        cells = self.page.sheet.row(row)
        texts = [cells[col].text for col in self.columns.values() if col in cells]
        said = [text for text in texts if text.strip()]
        return bool(said) and all(unit_of(text) is not None or is_placeholder(text) for text in said)

    def bind(self, region: Region) -> FilledList:
        """Everything between the header and the end of the region."""
        headers.tell(self.header, self.site, unit_row=self.unit_row)
        rows = _Rows(self.reading, may_be_long=not self.block.items)
        total: FilledRow | None = None
        last = self.first_row - 1
        item: Item | None = None
        for number, stored in self.page.stored(self.first_row, region.bottom):
            if self._is_note(stored):
                break
            if self._is_total(stored):
                total = self._filled(number, stored, -1, None)
                self._tell_below(number, region)
                break
            if self._is_repeated_header(number):
                continue
            item = self._item(stored) or item
            last = number
            if not self._is_used(stored):
                continue
            if rows.is_long:
                if self._says_anything(stored):
                    rows.number(number)
                continue
            row = self._filled(number, stored, len(rows), item)
            if any(found.state != "blank" for name, found in row.entries.items() if name in self.inputs):
                rows.add(row)
        if total is None and self.block.total is not None:
            self.site.notice("QJ1017", self.header.top, caption=self.block.total)
        return FilledList(
            rows.done(), total, self.columns, self.first_row - 1, total.number - 1 if total else last
        )

    def _slots(self, shape: Shape) -> _Slots:
        """Worked out once for all rows of a shape."""
        known = self._known.get(shape)
        if known is None:
            leading = (shape.index.get(col) for col in self.leading)
            inputs = tuple(shape.index[col] for col in self.inputs.values() if col in shape.index)
            known = self._known[shape] = _Slots(
                tuple(at for at in leading if at is not None and shape.slots[at][1] == "text"),
                inputs,
                any(shape.slots[at][1] != "text" for at in inputs),
            )
        return known

    def _is_total(self, stored: Stored) -> bool:
        if self.block.total is None:
            return False
        for at in self._slots(stored.shape).leading:
            if len(stored.texts[at]) < _LONGEST_TOTAL:
                said = keyed(stored.texts[at]).full
                if said in TOTAL_WORDS or said == self.total:
                    return True
        return False

    def _is_note(self, stored: Stored) -> bool:
        return stored.shape.slots[0][1] == "text" and _NOTE.match(stored.texts[0]) is not None

    @cached_property
    def _captions_by_row(self) -> Counter[int]:
        """How many of the header's captions stand in their columns, by row."""
        leaves = self.header.leaves.values()
        return Counter(
            row for leaf in leaves for row, col in self.page.places(leaf.key.full) if col == leaf.col
        )

    def _is_repeated_header(self, number: int) -> bool:
        return self._captions_by_row[number] * 2 >= len(self.header.leaves)

    def _item(self, stored: Stored) -> Item | None:
        if not self.block.items:
            return None
        text = stored.text(self.columns.get("item", 0))
        key = keyed(text)
        return next((item for item in self.block.items if text and wanted(item.caption).matches(key)), None)

    def _filled(self, number: int, stored: Stored, index: int, item: Item | None) -> FilledRow:
        entries = self.reading.entries(number, stored)
        if item is not None and item.numbered:
            entries = self._past_number(number, entries)
        return FilledRow(number, index, entries, item.id if item else None, self.reading.is_dots(stored))

    def _past_number(self, number: int, entries: dict[str, Entry]) -> dict[str, Entry]:
        """In a numbered sublist the name's column is split: its number, then the name."""
        name, after = self.columns.get("name"), self.columns.get("people")
        if name is None or after is None:
            return entries
        field = self.header.fields["name"]
        starts = self.page.starts(number, name + 1, after - 1)
        starts += [col for col in self.page.sheet.row(number) if name < col < after]
        if not starts and entries["name"].text.strip().isdigit():
            starts = [
                name + 1
            ]  # a row with nothing but its printed number, and no merged cell to show the split
        return {**entries, "name": entry(self.page.sheet, number, min(starts), field)} if starts else entries

    def _is_used(self, stored: Stored) -> bool:
        """Something stands in the row besides printed numbers and formulas without a result."""
        texts = stored.texts
        for at in self._slots(stored.shape).inputs:  # noqa: SIM110  # asked for every row, most of them blank
            if texts[at]:
                return True
        return False

    def _says_anything(self, stored: Stored) -> bool:
        """Some field of the row is filled in; only texts can say nothing."""
        return self._slots(stored.shape).is_filled or any(
            state != "blank" and name in self.inputs for name, state in self.reading.states(stored)
        )

    def _tell_below(self, total: int, region: Region) -> None:
        """Companies listed under the total are easily overlooked."""
        company = next((found.id for found in self.block.fields if found.type == "company"), "")
        column = self.columns.get(company)
        if column is None:
            return
        for number, stored in self.page.stored(total + 1, region.bottom):
            if self._is_note(stored):
                return
            name = stored.text(column)
            if not is_placeholder(name) and not self._is_repeated_header(number):
                self.site.notice("QJ1011", number, column, row_name=name)
