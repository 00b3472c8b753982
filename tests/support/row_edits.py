"""Rows inserted, deleted and typed into through LibreOffice, as a clerk does it, in the lists of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from hypothesis import strategies as st

from qingjian.catalog.edition import Edition, Field, ListBlock
from qingjian.model.form import FilledList, Form
from qingjian.model.grid import a1, letters
from support.office import Document, Formula

Action = Literal["insert", "insert above the total", "delete"]


class Edit(NamedTuple):
    """One thing done to one list; `where` picks the list and the row, whatever there is."""

    action: Action
    where: int
    rows: int
    figures: tuple[str, ...]
    """What is typed into the new rows; blank rows where there are none."""


def edits(figures: st.SearchStrategy[str]) -> st.SearchStrategy[list[Edit]]:
    actions: Sequence[Action] = ("insert", "insert above the total", "delete")
    one = st.builds(
        Edit,
        action=st.sampled_from(actions),
        where=st.integers(0, 100_000),
        rows=st.integers(1, 4),
        figures=st.lists(figures, max_size=4).map(tuple),
    )
    return st.lists(one, max_size=6)


@dataclass(slots=True)
class Standing:
    """Where a list with a total stands now."""

    sheet: str
    fields: Mapping[str, Field]
    columns: Mapping[str, int]
    first: int
    total: int

    def shift(self, row: int, count: int) -> None:
        """Rows came (or went) at `row` of the same sheet."""
        self.first += count if row < self.first else 0
        self.total += count if row <= self.total else 0


def standing(form: Form, edition: Edition) -> list[Standing]:
    """Every list of the form that has a 合计 row."""
    found: list[Standing] = []
    for sheet in edition.sheets:
        for block in sheet.blocks():
            filled = form.block(sheet.id, block.id)
            if isinstance(block, ListBlock) and isinstance(filled, FilledList) and filled.total is not None:
                fields = {field.id: field for field in block.fields}
                name = form.tables[sheet.id].sheet
                found.append(
                    Standing(name, fields, filled.columns, filled.header_row + 1, filled.total.number)
                )
    return found


def perform(doc: Document, done: Sequence[Edit], lists: Sequence[Standing]) -> None:
    """All edits, one after the other; at least one row stays in each list."""
    for edit in done if lists else ():
        target = lists[edit.where % len(lists)]
        rows = target.total - target.first
        at = target.first + (edit.where // len(lists)) % rows
        if doc.is_protected(target.sheet):
            doc.unprotect(target.sheet)
        if edit.action == "delete":
            _delete(doc, target, lists, at, min(edit.rows, rows - 1, target.total - at))
        else:
            _insert(doc, target, lists, target.total if edit.action != "insert" else at, edit)


def _delete(doc: Document, target: Standing, lists: Sequence[Standing], at: int, count: int) -> None:
    if count > 0:
        doc.delete_rows(target.sheet, at, count)
        for other in lists:
            if other.sheet == target.sheet:
                other.shift(at + count if other is not target else at + 1, -count)


def _insert(doc: Document, target: Standing, lists: Sequence[Standing], at: int, edit: Edit) -> None:
    above = at < target.total
    doc.insert_rows(target.sheet, at, edit.rows)
    for other in lists:
        if other.sheet == target.sheet:
            other.shift(at + (1 if other is target else 0) if above else at, edit.rows)
    if edit.figures:
        for index in range(edit.rows):
            type_row(doc, target, at + index, edit.figures[index:] + edit.figures[:index])


def type_row(doc: Document, target: Standing, row: int, figures: Sequence[str]) -> None:
    """A company with figures; computed cells are filled down from another row of the list."""
    cells: dict[str, Decimal | str | Formula] = {}
    for index, (name, col) in enumerate(target.columns.items()):
        field = target.fields[name]
        if field.is_computed:
            cells[a1(row, col)] = filled_down(doc, target, row, col)
        elif field.is_numeric:
            text = figures[index % len(figures)]
            cells[a1(row, col)] = Decimal(text) if re.fullmatch(r"[0-9.]+", text) else text
        elif field.type not in ("sequence", "item"):
            cells[a1(row, col)] = f"补充第{row}行"
    doc.set(target.sheet, cells)


def filled_down(doc: Document, target: Standing, row: int, col: int) -> Formula:
    """The formula of another row of the column, as copying it to this row makes it."""
    column = letters(col)
    for address, content in doc.get(
        target.sheet, f"{column}{target.first}:{column}{target.total - 1}"
    ).items():
        if content.formula is not None:
            return moved(content.formula, int(address.removeprefix(column)), row)
    raise LookupError(f"no formula is left in column {column} of {target.sheet}")


def moved(formula: str, source: int, row: int) -> Formula:
    """A formula of one row as it reads in another; what is fixed with $ stays."""
    return Formula(re.sub(rf"(?<![A-Za-z0-9_$.])([A-Z]{{1,3}}){source}(?![0-9(])", rf"\g<1>{row}", formula))
