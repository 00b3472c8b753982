"""Editions for their maintainers: listed, built, looked over, started and compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.messages import Lang
from qingjian.errors import CannotWrite
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import atomic


class Listed(NamedTuple):
    """An edition in the list."""

    id: str
    title: str
    first: int
    last: int | None
    """The report years it serves; None: until the form changes."""


class Remark(NamedTuple):
    """What lint says of one edition."""

    edition: str
    path: str
    problem: str
    remedy: str


def ids() -> tuple[str, ...]:
    """Every edition's id, sorted."""
    return edition_ids()


def listed(lang: Lang = "zh") -> tuple[Listed, ...]:
    """Every edition, by id."""
    return tuple(_listed(edition_id, lang) for edition_id in edition_ids())


def file_name(edition_id: str) -> str:
    """liaoning/2024 is built as liaoning-2024.xlsx."""
    return f"{edition_id.replace('/', '-')}.xlsx"


def build(edition_id: str, folder: Path) -> Path:
    """The blank official workbook of an edition, in a folder."""
    from qingjian.templates import book  # noqa: PLC0415  # XlsxWriter is only needed to build

    target = folder / file_name(edition_id)
    content = book.build(edition(edition_id))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWrite("no-such-folder", str(folder)) from problem
    atomic.save(target, content)
    return target


def lint(editions: Sequence[str], lang: Lang = "zh") -> tuple[Remark, ...]:
    """What should be put right before publishing."""
    from qingjian.catalog import lint as linting  # noqa: PLC0415  # needs jsonschema

    return tuple(
        Remark(edition_id, *linting.worded(problem, lang))
        for edition_id in editions
        for problem in linting.lint(edition_id)
    )


def new(edition_id: str, source: str, lang: Lang = "zh") -> str:
    """Start an edition from another; says what to edit."""
    from qingjian.templates import new as starting  # noqa: PLC0415

    return starting.new(edition_id, source=source, lang=lang)


def diff(old: str, new: str, lang: Lang = "zh") -> tuple[str, ...]:
    """What the newer edition changes, a sentence each."""
    from qingjian.templates import diff as comparing  # noqa: PLC0415

    return tuple(comparing.worded(change, lang) for change in comparing.diff(edition(old), edition(new)))


def _listed(edition_id: str, lang: Lang) -> Listed:
    known = edition(edition_id)
    return Listed(edition_id, known.title[lang], known.years.first, known.years.last)
