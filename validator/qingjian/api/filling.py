"""合计 rows and carbon columns put into a filer's workbook, touching nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from qingjian.api.judge import open_form
from qingjian.bind.computed import Computed, computed
from qingjian.catalog.factors import Factor
from qingjian.catalog.factors import factor as known_factor
from qingjian.errors import CannotWrite, UnknownFactor, UnreadableWorkbook
from qingjian.functions import totals
from qingjian.model.figure import shown
from qingjian.model.finding import Place
from qingjian.model.form import FactorChoice, Form
from qingjian.sheets import atomic
from qingjian.sheets.edit import CellEdit, fill_cells


class Filled(NamedTuple):
    """A cell that was given its value."""

    place: Place
    value: str


class Kept(NamedTuple):
    """A cell left alone: what stands there, and what was computed."""

    place: Place
    found: str
    computed: str


class FillResult(NamedTuple):
    """What `fill` did, and what it left to people."""

    filled: tuple[Filled, ...]
    kept: tuple[Kept, ...]
    pending: tuple[Place, ...]
    """Cells that need a figure or a declaration that is not there yet."""


def fill(path: Path, target: Path, *, factor: str | None = None) -> FillResult:
    """Write a copy of the workbook with its computed cells filled."""
    data = path.read_bytes()
    bound = open_form(data, path.name)
    if bound is None:
        raise UnreadableWorkbook("not-our-form", path.name)
    form, edition = bound
    if form.grid.format != "xlsx":
        raise CannotWrite("not-xlsx", path.name)
    if factor is not None:
        form = _with_factor(form, factor)
    edits, result = _plan(list(computed(form, edition)))
    atomic.save(target, fill_cells(data, edits) if edits else data, sources=[path])
    return result


def _with_factor(form: Form, identity: str) -> Form:
    chosen: Factor | None = known_factor(identity)
    if chosen is None:
        raise UnknownFactor(identity)
    value = shown(chosen.value)
    declared = form.parameters.electricity
    if declared is not None and declared.value is not None and declared.value.value != value.value:
        raise CannotWrite("factor-declared", f"{declared.label or declared.value} / {identity}")
    choice = FactorChoice(value=value, id=identity, document=chosen.document or "")
    return form._replace(parameters=form.parameters._replace(electricity=choice))


def _plan(cells: list[Computed]) -> tuple[list[CellEdit], FillResult]:
    edits: list[CellEdit] = []
    filled: list[Filled] = []
    kept: list[Kept] = []
    pending: list[Place] = []
    for cell in cells:
        text = cell.expected.text
        is_typed = cell.entry.state != "blank" and cell.entry.formula is None
        if cell.expected.kind == "pending":
            if not is_typed:  # what somebody typed stays, and nobody needs to fill it in
                pending.append(cell.place)
        elif is_typed:
            if not totals.agrees(_as_part(cell), cell.expected):
                kept.append(Kept(cell.place, cell.entry.text, text))
        elif _shows(cell, text):
            continue
        else:
            value: Decimal | str = cell.expected.figure.value if cell.expected.figure else text
            edits.append(CellEdit(cell.place.sheet, cell.place.row, cell.place.col, value))
            filled.append(Filled(cell.place, text))
    return edits, FillResult(tuple(filled), tuple(kept), tuple(pending))


def _as_part(cell: Computed) -> totals.Entry:
    return totals.figure(cell.entry.figure) if cell.entry.figure else totals.entry(cell.entry.text)


def _shows(cell: Computed, text: str) -> bool:
    """The cell holds the value already, or both are empty."""
    figure = cell.expected.figure
    if figure is not None:
        return cell.entry.value == figure.value
    return cell.entry.text == text
