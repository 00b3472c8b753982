"""The next list of unfinished companies, drafted from what the units said of those on this year's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from qingjian.api import batch
from qingjian.api.files import Contents, Source, collect
from qingjian.api.judge import open_form
from qingjian.api.season import folders, season
from qingjian.api.season_changes import current
from qingjian.api.season_firms import Firm, firms, shared
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition
from qingjian.catalog.followed import Followed, follow, followed, state_of
from qingjian.catalog.tables import table
from qingjian.errors import UnreadableWorkbook
from qingjian.functions import names
from qingjian.hashes import hexdigest
from qingjian.ledger import states, store
from qingjian.model.form import FilledList, Form
from qingjian.model.progress import State
from qingjian.named_tuple import NamedTuple
from qingjian.rules.listing import UNFINISHED, among
from qingjian.sheets import atomic

_CARRIED: Final = UNFINISHED | {"postponed"}
"""What goes on the next list: whoever may finish later as well."""


class Said(NamedTuple):
    """What one form says of companies: those it reports as accepted, and the lines of 名单进度."""

    sha256: str
    accepted: tuple[str, ...]
    progress: tuple[tuple[str, str], ...]


class Drafted(NamedTuple):
    """A company of this year's lists, how far it has come, and what the draft calls that; empty: it is done."""

    firm: Firm
    unit: str
    state: State
    kind: str
    is_told: bool
    """Whether a form says so; otherwise it is as the list had it."""


class Draft(NamedTuple):
    """Every listed company once, and the files written."""

    firms: tuple[Drafted, ...]
    workbook: Path
    data: Path

    @property
    def carried(self) -> tuple[Drafted, ...]:
        return tuple(one for one in self.firms if one.kind)


def draft(folder: Path, target: Path | None = None, *, jobs: int | None = 1) -> Draft:
    """Write the draft as a workbook, and its data beside it."""
    from qingjian.templates.book import build  # noqa: PLC0415  # XlsxWriter only where it writes

    found = season(folder)
    mine = shared(found, firms(folder, found))
    said = _said(folder, jobs)
    drafted = tuple(_drafted(mine.by_unit, mine.nobody, said))
    words = table("season.json")
    form = edition(words["lists"]["draft"])
    workbook = target or folders(folder).rolled_up / f"{words['files']['next_list']}.xlsx"
    data = _data(form, found.year + 1, drafted)
    workbook.parent.mkdir(parents=True, exist_ok=True)
    atomic.save(workbook, build(form, data=data))
    atomic.save(
        workbook.with_suffix(".json"), (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    )
    return Draft(drafted, workbook, workbook.with_suffix(".json"))


def _said(folder: Path, jobs: int | None) -> tuple[Said, ...]:
    """Of the last form of each unit, as far as it lies where files come in."""
    places = folders(folder)
    with store.reading(places.ledger) as database:
        units = [one.name for one in states.declared(database).units]
        last = current(database, units)
    sources = collect([places.received])
    read = batch.each(_read, sources, None, jobs)
    return tuple({one.sha256: one for one in read if one is not None and one.sha256 in last}.values())


def _read(contents: Contents, source: Source, _: None) -> Said | None:
    try:
        data = contents.read(source)
        said = contents.reader.run(_in_child, data, source.name)
    except UnreadableWorkbook:
        return None
    return None if said is None else said._replace(sha256=hexdigest(data))


def _in_child(data: bytes, name: str) -> Said | None:
    try:
        bound = open_form(data, name)
    except UnreadableWorkbook:
        return None
    if bound is None:
        return None
    form, _ = bound
    return Said("", tuple(_accepted(form)), tuple((one.name, one.state) for one in form.progress))


def _accepted(form: Form) -> Iterator[str]:
    """Companies of the tables in which forms report those that were accepted; the ministry's numbers of tables hold
    in every province, published lists or not."""
    for name in dict.fromkeys(one.mandatory for one in followed()):
        filled = form.tables.get(name)
        for block in filled.blocks.values() if filled is not None else ():
            for row in block.entries if isinstance(block, FilledList) else ():
                yield from (entry.text for entry in row.entries.values() if entry.state == "text")


def _drafted(
    by_unit: Mapping[str, tuple[Firm, ...]], nobody: Iterable[Firm], said: Iterable[Said]
) -> Iterator[Drafted]:
    words = follow(table("season.json")["lists"]["published"])
    everything = tuple(said)
    accepted = {name: text for one in everything for text in one.accepted for name in names.variants(text)}
    told = {
        name: state for one in everything for text, state in one.progress for name in names.variants(text)
    }
    seen: set[frozenset[str]] = set()
    for unit, some in (*by_unit.items(), ("", tuple(nobody))):
        for firm in some:
            key = names.variants(firm.name)
            if key not in seen:  # a firm may stand on both lists
                seen.add(key)
                yield _one(firm, unit, accepted, told, words)


def _one(
    firm: Firm, unit: str, accepted: Mapping[str, str], told: Mapping[str, str], words: Followed
) -> Drafted:
    written = among(firm.name, told)
    state = "accepted" if among(firm.name, accepted) is not None else state_of(written or "")
    known: State = state or words.states.get(firm.kind, "unrecorded")
    kinds = {state: kind for kind, state in words.states.items()}
    kind = kinds.get(known, kinds["started"]) if known in _CARRIED else ""
    return Drafted(firm, unit, known, kind, is_told=state is not None)


def _data(form: Edition, year: int, drafted: Iterable[Drafted]) -> dict[str, Any]:
    rows = [{"area": one.firm.area, "name": one.firm.name, "kind": one.kind} for one in drafted if one.kind]
    (sheet,) = form.sheets
    (block,) = sheet.blocks()
    return {
        "format": 1,
        "edition": form.id,
        "report_year": year,
        "unit": None,
        "level": None,
        "parameters": {"electricity_factor": None, "gas_coefficient": None},
        "tables": {sheet.id: {block.id: {"rows": rows}}},
        "unread": [],
    }
