"""合计 rows and carbon columns put into a filer's workbook, touching nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

from qingjian.api.judge import open_form
from qingjian.bind.computed import Computed, computed
from qingjian.catalog.edition import Edition
from qingjian.catalog.factors import Factor
from qingjian.catalog.factors import factor as known_factor
from qingjian.errors import CannotWrite, UnknownFactor, UnreadableWorkbook
from qingjian.functions import formulas, totals
from qingjian.model.figure import shown
from qingjian.model.finding import Place
from qingjian.model.form import FactorChoice, Form
from qingjian.model.grid import letters
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import atomic
from qingjian.sheets.edit import CellEdit, fill_cells

Kind = Literal["sum", "carbon"]
_WORDS: Final = ("", "/")
"""What a computed cell may hold besides a number."""


class Filled(NamedTuple):
    """A cell that was given its value."""

    place: Place
    value: str
    kind: Kind
    has_formula: bool
    """The value is what the formula shows; a spreadsheet application computes it by itself."""
    formula: str
    """What an official workbook has in this cell."""


class Kept(NamedTuple):
    """A cell left alone: what stands there, and what was computed."""

    place: Place
    found: str
    computed: str
    kind: Kind


class Waiting(NamedTuple):
    """A cell that cannot be computed yet, and what it waits for."""

    place: Place
    kind: Kind
    missing: Literal["factor", "gas", "part"]


class FillResult(NamedTuple):
    """What `fill` did or would do, and what it left to people."""

    filled: tuple[Filled, ...]
    kept: tuple[Kept, ...]
    pending: tuple[Waiting, ...]


def fill(path: Path, target: Path, *, factor: str | None = None) -> FillResult:
    """Write a copy of the workbook with its computed cells filled."""
    data = path.read_bytes()
    form, edition = _opened(data, path.name)
    if form.grid.format != "xlsx":
        raise CannotWrite("not-xlsx", path.name)
    if factor is not None:
        form = _with_factor(form, factor)
    result = _planned(form, edition)
    edits = [_edit(cell) for cell in result.filled]
    atomic.save(target, fill_cells(data, edits) if edits else data, sources=[path])
    return result


def plan(data: bytes, name: str) -> FillResult:
    """What `fill` would do, with the factors that the workbook declares."""
    return _planned(*_opened(data, name))


def _opened(data: bytes, name: str) -> tuple[Form, Edition]:
    bound = open_form(data, name)
    if bound is None:
        raise UnreadableWorkbook("not-our-form", name)
    return bound


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


def _planned(form: Form, edition: Edition) -> FillResult:
    filled: list[Filled] = []
    kept: list[Kept] = []
    pending: list[Waiting] = []
    for cell in computed(form, edition):
        text, kind = cell.expected.text, _kind(cell)
        is_typed = cell.entry.state != "blank" and cell.entry.formula is None
        if cell.expected.kind == "pending":
            if not is_typed:  # what somebody typed stays, and nobody needs to fill it in
                pending.append(Waiting(cell.place, kind, _missing(cell, form)))
        elif is_typed:
            if not totals.agrees(_as_part(cell), cell.expected):
                kept.append(Kept(cell.place, cell.entry.text, text, kind))
        elif not _shows(cell, text):
            filled.append(Filled(cell.place, text, kind, cell.entry.formula is not None, _formula(cell)))
    return FillResult(tuple(filled), tuple(kept), tuple(pending))


def _formula(cell: Computed) -> str:
    """The native formula of the cell, wherever rows have been put in and columns have been moved to."""
    field = cell.field
    if cell.is_total:
        return formulas.column_total(letters(cell.place.col), cell.header_row, field.digits)
    if field.carbon is not None:
        return formulas.carbon(cell.beside[field.carbon.of].place.address, field.carbon.by, field.digits)
    parts = [cell.beside[name].place.address for name in field.sum if name in cell.beside]
    return formulas.parts_total(parts, field.digits)


def _kind(cell: Computed) -> Kind:
    return "carbon" if cell.field.carbon is not None and not cell.is_total else "sum"


def _missing(cell: Computed, form: Form) -> Literal["factor", "gas", "part"]:
    by = cell.field.carbon.by if cell.field.carbon is not None and _kind(cell) == "carbon" else None
    declared = form.parameters
    if by == "electricity" and (declared.electricity is None or declared.electricity.value is None):
        return "factor"
    return "gas" if by == "gas" and declared.gas is None else "part"


def _edit(cell: Filled) -> CellEdit:
    value: Decimal | str = cell.value if cell.value in _WORDS else Decimal(cell.value)
    return CellEdit(cell.place.sheet, cell.place.row, cell.place.col, value)


def _as_part(cell: Computed) -> totals.Entry:
    return totals.figure(cell.entry.figure) if cell.entry.figure else totals.entry(cell.entry.text)


def _shows(cell: Computed, text: str) -> bool:
    """The cell holds the value already, or both are empty."""
    figure = cell.expected.figure
    if figure is not None:
        return cell.entry.value == figure.value
    return cell.entry.text == text
