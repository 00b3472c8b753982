"""The two-minute tour: a workbook built, filled, broken, checked, annotated and reported on."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qingjian.api.annotating import annotate
from qingjian.api.checking import check
from qingjian.api.data import write
from qingjian.catalog.messages import Lang
from qingjian.catalog.tables import table
from qingjian.errors import CannotWrite
from qingjian.model.verdict import Report
from qingjian.named_tuple import NamedTuple
from qingjian.reporters import Style, reporter
from qingjian.sheets import atomic

Json = dict[str, Any]


class Files(NamedTuple):
    """What the tour leaves in its folder."""

    blank: Path
    filled: Path
    broken: Path
    annotated: Path
    page: Path


class Demonstrated(NamedTuple):
    """The files, what was broken on purpose, and the verdicts on the filled and the broken workbook."""

    files: Files
    breaks: tuple[str, ...]
    sound: Report
    found: Report


def demo(folder: Path, *, lang: Lang = "zh") -> Demonstrated:
    """Go through the whole tour, leaving every step as a file."""
    tour = table("demo.json")
    files = _files(folder, tour["files"])
    edition_id: str = tour["edition"]
    write(edition_id, {}, files.blank)
    write(edition_id, tour["data"], files.filled)
    write(edition_id, _broken(tour), files.broken)
    sound, found = check([files.filled]), check([files.broken], pictures=True)
    annotate(files.broken, found.files[0], files.annotated, lang=lang)
    page = reporter("html")(found, Style(lang))
    atomic.save(files.page, page.encode("utf-8"))
    return Demonstrated(files, tuple(one["why"][lang] for one in tour["breaks"]), sound, found)


def _files(folder: Path, names: Mapping[str, str]) -> Files:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWrite("no-such-folder", str(folder)) from problem
    return Files(**{key: folder / name for key, name in names.items()})


def _broken(tour: Mapping[str, Any]) -> Json:
    data: Json = copy.deepcopy(tour["data"])
    for one in tour["breaks"]:
        *steps, last = one["at"]
        place: Any = data["tables"]
        for step in steps:
            place = place[step] if isinstance(step, int) else place.setdefault(step, {})
        place[last] = one["value"]
    return data
