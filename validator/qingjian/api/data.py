"""Forms as data and back: extract, write, transcribe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from qingjian.api.judge import open_form
from qingjian.bind.extract import extract as extract_form
from qingjian.bind.parameters import is_unread_helper
from qingjian.catalog.editions import edition
from qingjian.errors import UnreadableWorkbook
from qingjian.model.finding import Place
from qingjian.model.form import FilledList, Form
from qingjian.model.grid import parse_a1
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
    data = extract_form(form, clean)
    atomic.save(target, build(clean, data=data), sources=[path])
    return Transcribed(known, (*_unread(data), *_strays(form)))


def _opened(path: Path, template: str | None) -> tuple[Form, str]:
    bound = open_form(path.read_bytes(), path.name, template=template)
    if bound is None:
        raise UnreadableWorkbook("not-our-form", path.name)
    form, known = bound
    return form, known.id


def _unread(data: Json) -> Iterator[Lost]:
    """What stands in a field and is no value of its kind."""
    for entry in data["unread"]:
        yield Lost(Place(entry["sheet"], *parse_a1(entry["cell"])), entry["text"])


def _strays(form: Form) -> Iterator[Lost]:
    """Figures that stand in no field; texts there are captions and notes."""
    taken = set(_fields(form)) | set(form.parameters.places.values())
    for sheet in form.grid.sheets:
        if is_unread_helper(sheet.name):  # readers of other formats than .xlsx read these as well
            continue
        for number, cells in sheet.stream():
            for cell in cells.values():
                place = Place(sheet.name, number, cell.col)
                if cell.kind == "number" and place not in taken:
                    yield Lost(place, cell.text)


def _fields(form: Form) -> Iterator[Place]:
    for table in form.tables.values():
        for block in table.blocks.values():
            for entries in block.rows():
                yield from (entry.place for entry in entries.values())
            if isinstance(block, FilledList):
                yield from _printed(table.sheet, block)
                if block.total is not None:
                    yield from (entry.place for entry in block.total.entries.values())


def _printed(sheet: str, block: FilledList) -> Iterator[Place]:
    """Row numbers, and the rows that hold nothing but a printed one."""
    filled = {row.number for row in block.entries}
    for number in range(block.header_row + 1, block.last_row + 1):
        for field, col in block.columns.items():
            if field == "seq" or number not in filled:
                yield Place(sheet, number, col)
