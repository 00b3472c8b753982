"""Forms as data and back: extract, write, transcribe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from qingjian.api.judge import open_form
from qingjian.bind.extract import extract as extract_form
from qingjian.catalog.editions import edition
from qingjian.errors import UnreadableWorkbook
from qingjian.model.finding import Place
from qingjian.model.form import FilledList, Form
from qingjian.model.grid import Cell, Sheet
from qingjian.sheets import atomic

Json = dict[str, Any]


class Lost(NamedTuple):
    """A cell whose content has no place in the clean form."""

    place: Place
    text: str


class Transcribed(NamedTuple):
    """Which edition it became, and what did not fit."""

    edition: str
    lost: tuple[Lost, ...]


def extract(path: Path, *, template: str | None = None) -> Json:
    """The typed data of a filled form."""
    form, known = _opened(path, template)
    return extract_form(form, edition(known))


def extract_text(path: Path, *, template: str | None = None) -> str:
    """The same as a JSON text that is the same on every machine."""
    return json.dumps(extract(path, template=template), ensure_ascii=False, indent=2) + "\n"


def write(edition_id: str, data: Json, target: Path) -> None:
    """A clean official workbook holding the data."""
    from qingjian.templates.book import build  # noqa: PLC0415  # XlsxWriter only where it writes

    atomic.save(target, build(edition(edition_id), data=data))


def transcribe(path: Path, target: Path, *, template: str | None = None) -> Transcribed:
    """Any recognised form into a clean official workbook; what did not fit is listed."""
    from qingjian.templates.book import build  # noqa: PLC0415  # XlsxWriter only where it writes

    form, known = _opened(path, template)
    clean = edition(known)
    atomic.save(target, build(clean, data=extract_form(form, clean)), sources=[path])
    return Transcribed(known, tuple(_lost(form)))


def _opened(path: Path, template: str | None) -> tuple[Form, str]:
    bound = open_form(path.read_bytes(), path.name, template=template)
    if bound is None:
        raise UnreadableWorkbook("not-our-form", path.name)
    form, known = bound
    return form, known.id


def _lost(form: Form) -> list[Lost]:
    """Cells with content on the form's sheets that belong to no field and are no caption of it."""
    taken = set(_places(form))
    lost: list[Lost] = []
    for sheet in form.grid.sheets:
        if sheet.name not in {table.sheet for table in form.tables.values()}:
            lost.extend(Lost(Place(sheet.name, cell.row, cell.col), cell.text) for cell in _figures(sheet))
            continue
        lost.extend(
            Lost(place, cell.text)
            for cell in _figures(sheet)
            if (place := Place(sheet.name, cell.row, cell.col)) not in taken
        )
    return lost


def _figures(sheet: Sheet) -> list[Cell]:
    """Cells that hold a figure, or a text that the binder did not take for a caption."""
    return [cell for _, cells in sheet.stream() for cell in cells.values() if cell.kind == "number"]


def _places(form: Form) -> list[Place]:
    found: list[Place] = []
    for table in form.tables.values():
        for block in table.blocks.values():
            for entries in block.rows():
                found.extend(entry.place for entry in entries.values())
            if isinstance(block, FilledList) and block.total is not None:
                found.extend(entry.place for entry in block.total.entries.values())
    return found
