"""Lists of any length told by columns, cut by a definition of plain rows that reads entries, not sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, overload

from qingjian.catalog.edition import Edition, Field
from qingjian.model.form import Entry, FilledBlock, FilledList, FilledRow, Form, Table
from qingjian.model.stretch import ByColumns, Stretch
from qingjian.rules import runner
from qingjian.rules.lines import Line, Lines
from qingjian.rules.plan import plan
from qingjian.rules.runner import Outcome
from qingjian.rules.sweep import _JUDGES
from qingjian.rules.view import View

_FIGURE: Final = re.compile(r"(0|[1-9]\d{0,9})(\.\d{0,3}[1-9])?", re.ASCII)


class Cut(ByColumns):
    """Rows with all their entries, and the stretches among them."""

    def __init__(
        self, rows: Sequence[FilledRow], columns: Mapping[str, int], fields: Mapping[str, Field]
    ) -> None:
        self._rows = tuple(rows)
        self._columns = columns
        self._fields = fields

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> FilledRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FilledRow, ...]: ...
    def __getitem__(self, index: int | slice) -> FilledRow | tuple[FilledRow, ...]:
        return self._rows[index]

    def parts(self) -> Iterator[Stretch | FilledRow]:
        for is_plain, rows in groupby(self._rows, self._is_plain):
            if is_plain:
                yield self._stretch(list(rows))
            else:
                yield from rows

    def _is_plain(self, row: FilledRow) -> bool:
        if row.is_dots or row.item is not None:
            return False
        return all(is_plain(entry, self._fields[name]) for name, entry in row.entries.items())

    def _stretch(self, rows: Sequence[FilledRow]) -> Stretch:
        return Stretch(
            rows[0].nth,
            [row.number for row in rows],
            columns={name: tuple(row.entries[name].text for row in rows) for name in rows[0].entries},
            given=[
                {
                    entry.place.col: entry.formula
                    for entry in row.entries.values()
                    if entry.formula is not None
                }
                for row in rows
            ],
            places=self._columns,
            row=self._rows.__getitem__,
        )


def is_plain(entry: Entry, field: Field) -> bool:
    """Whether a row with this cell may be judged by columns."""
    if field.type == "sequence":
        return True
    if field.type in ("date", "free") and entry.state in ("number", "date"):
        return True
    if not field.is_numeric:
        return entry.state == "text" or (entry.state in ("blank", "na") and field.type != "company")
    if entry.state == "number":
        is_shown = entry.value == Decimal(entry.text) and "%" not in entry.format
        return is_shown and _FIGURE.fullmatch(entry.text) is not None
    return (entry.state, entry.text) in (("na", "/"), ("blank", ""))


def run(form: Form, edition: Edition, **options: Any) -> Outcome:
    """What the rules say of a form; by columns they say the same."""
    told = runner.run(form, edition, **options)
    assert runner.run(by_columns(form, edition), edition, **options) == told
    return told


def by_columns(form: Form, edition: Edition) -> Form:
    """The form, its lists judged by columns whatever their length."""
    fields = {(block.table, block.spec.id): block.by_id for block in plan(edition).blocks}
    return form._replace(
        tables={
            name: Table(
                table.id,
                table.sheet,
                {block: _cut(filled, fields[name, block]) for block, filled in table.blocks.items()},
            )
            for name, table in form.tables.items()
        }
    )


def _cut(filled: FilledBlock, fields: Mapping[str, Field]) -> FilledBlock:
    if not isinstance(filled, FilledList):
        return filled
    return filled._replace(entries=Cut(filled.entries, filled.columns, fields))


def looked_at(form: Form, edition: Edition) -> dict[str, list[int]]:
    """Judge → the plain rows of the form's one list that it asks for, if it asks for any."""
    view = View(by_columns(form, edition), edition)
    ((block, _),) = view.lists()
    asked: dict[str, list[int]] = {}
    for part in view.parts(block):
        for judge, known in _JUDGES.items():
            if not known.concerned(view, block):
                continue
            if isinstance(part, Line):
                list(judge(view, part))
                continue
            made: list[int] = []
            list(known.by_columns(view, Lines(block, _watched(part.stretch, made))))
            if made:
                name = f"{judge.__module__.rpartition('.')[2]}.{judge.__name__}"
                asked.setdefault(name, []).extend(made)
    return asked


def _watched(stretch: Stretch, made: list[int]) -> Stretch:
    return Stretch(
        stretch.first,
        stretch.numbers,
        columns=stretch._columns,
        given=stretch._given,
        places=stretch._places,
        row=_noted(stretch._row, made),
    )


def _noted(row: Callable[[int], FilledRow], made: list[int]) -> Callable[[int], FilledRow]:
    def get(index: int) -> FilledRow:
        made.append(index)
        return row(index)

    return get
