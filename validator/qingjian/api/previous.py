"""Last year's files: each read once in a limited child, and the one that belongs to a form found again."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from qingjian.api import batch, shelf
from qingjian.api.files import Contents, Source, collect
from qingjian.api.shelf import Stored
from qingjian.bind import bind
from qingjian.bind.parameters import is_unread_helper
from qingjian.catalog.edition import Edition
from qingjian.errors import UnreadableWorkbook
from qingjian.functions import names
from qingjian.hashes import hexdigest
from qingjian.model.form import Form
from qingjian.model.previous import NoPast, Past, Previous
from qingjian.patterns import pattern
from qingjian.rules.previous_form import reporting_unit, summarise
from qingjian.rules.units import place_of
from qingjian.sheets.kind import is_attachment, sniff
from qingjian.sheets.read import read

_YEAR: Final = pattern("(?:19|20)[0-9]{2}(?:年度?)?")
_NAMED: Final = 3
"""Files named where several may be meant."""


def previous_files(path: Path) -> list[Source]:
    """The files behind --previous."""
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return collect([path])


def shelve(
    sources: Sequence[Source],
    folder: Path,
    *,
    jobs: int | None = 1,
    files: int = 0,
    done: Callable[[str], None],
) -> None:
    """Read last year's files and put what is compared into a folder; `files` will be compared with them."""
    found: list[Stored] = []
    for source, stored in zip(sources, batch.each(_summed, sources, folder, jobs), strict=True):
        if stored is not None:
            found.append(stored)
        done(source.name)
    shelf.store_index(folder, found, is_pair=len(found) == files == 1)


def fetch(folder: Path, form: Form, edition: Edition, *, name: str, sha256: str) -> Previous:
    """Last year's form of the same unit, or why there is none; None for forms that are not handed in yearly."""
    if not edition.pairs:
        return None
    unit = reporting_unit(form)
    found = _belonging(shelf.index(folder), unit, name)
    others = [one for one in found if one.sha256 != sha256]
    if not others:
        return NoPast("previous-same-file", name) if found else NoPast("previous-unmatched", unit or name)
    year = form.parameters.report_year
    chosen = _narrowed(others, edition.id, year)
    if not _may_precede(chosen[0], year):
        return NoPast("previous-other-year", f"{chosen[0].name}: {chosen[0].report_year}")
    if len(chosen) > 1:
        return NoPast("previous-ambiguous", "、".join(one.name for one in chosen[:_NAMED]))
    (one,) = chosen
    if not one.is_form:
        return NoPast("previous-unreadable", one.name)
    return shelf.load(folder, one.sha256)


def _belonging(known: shelf.Index, unit: str | None, name: str) -> list[Stored]:
    """By unit; by name only where one of the two does not say whose it is."""
    wanted = _unit(unit)
    by_unit = [one for one in known.files if wanted and _unit(one.unit) == wanted]
    if by_unit:
        return by_unit
    unsaid = [one for one in known.files if not wanted or not _unit(one.unit)]
    if known.is_pair:
        return unsaid
    label = _label(name)
    return [one for one in unsaid if label and _label(one.name) == label]


def _narrowed(found: list[Stored], edition: str, year: int | None) -> list[Stored]:
    """A folder may hold several years, several forms, and the same file twice."""
    for wanted in (
        [one for one in found if one.is_form],
        [one for one in found if year is not None and one.report_year == year - 1],
        [one for one in found if _may_precede(one, year)],
        [one for one in found if one.edition == edition],
    ):
        kept = [one for one in wanted if one in found]
        found = kept or found
    by_content: dict[str, Stored] = {}
    for one in found:
        by_content.setdefault(one.sha256, one)
    return list(by_content.values())


def _may_precede(one: Stored, year: int | None) -> bool:
    """A year that is not declared is taken on the word of whoever calls the file last year's."""
    return year is None or one.report_year is None or one.report_year == year - 1


def _unit(unit: str | None) -> str:
    return place_of(unit) if unit else ""


def _label(name: str) -> str:
    """A file's path without its ending and without years."""
    return _YEAR.sub("", names.normal(name.rpartition(".")[0])).strip("-_")


def _summed(contents: Contents, source: Source, folder: Path) -> Stored | None:
    """What a file is, None for attachments and other forms; its summary goes into the folder."""
    try:
        data = contents.read(source)
        summed = contents.reader.run(_in_child, data, source.name)
    except UnreadableWorkbook:
        return Stored(source.name, "", is_form=False)
    if summed is None:
        return None
    stored, past = summed
    sha256 = hexdigest(data)  # here, because it names a file
    shelf.store(folder, sha256, past)
    return stored._replace(sha256=sha256)


def _in_child(data: bytes, name: str) -> tuple[Stored, Past] | None:
    if is_attachment(sniff(data, name), name):
        return None
    bound = bind(read(data, name, skip=is_unread_helper))
    if bound is None or not bound[1].pairs:
        return None
    form, edition = bound
    past = summarise(form, edition, name)
    stored = Stored(name, "", is_form=True, unit=reporting_unit(form))
    return stored._replace(report_year=past.report_year, edition=edition.id), past
