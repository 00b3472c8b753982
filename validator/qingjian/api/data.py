"""Forms as data and back: extract, write, transcribe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qingjian.api.judge import open_form
from qingjian.bind.extract import extract as extract_form
from qingjian.bind.strays import strays
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition
from qingjian.errors import UnreadableWorkbook
from qingjian.model.finding import Place
from qingjian.model.form import Form
from qingjian.model.grid import parse_a1
from qingjian.named_tuple import NamedTuple
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
    return Transcribed(known, (*_unread(data), *_strays(form, clean)))


def _opened(path: Path, template: str | None) -> tuple[Form, str]:
    bound = open_form(path.read_bytes(), path.name, template=template)
    if bound is None:
        raise UnreadableWorkbook("not-our-form", path.name)
    form, known = bound
    return form, known.id


def _strays(form: Form, known: Edition) -> Iterator[Lost]:
    return (Lost(place, text) for place, text in strays(form, known))


def _unread(data: Json) -> Iterator[Lost]:
    """What stands in a field and is no value of its kind."""
    for entry in data["unread"]:
        yield Lost(Place(entry["sheet"], *parse_a1(entry["cell"])), entry["text"])
