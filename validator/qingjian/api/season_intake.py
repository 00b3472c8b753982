"""What came in, checked with the season's settings, put on record, and prepared to go back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from qingjian.api.cache import default_folder
from qingjian.api.checking import Progress, check
from qingjian.api.files import Source, collect
from qingjian.api.ledger import Ledger
from qingjian.api.season import FILE, folders, season, settings
from qingjian.api.season_changes import Changed, absent, changed, current
from qingjian.api.season_copies import Copied, copies, copy_path
from qingjian.api.units import roster
from qingjian.catalog.messages import Lang
from qingjian.catalog.tables import table
from qingjian.ledger import states, store
from qingjian.ledger.recording import Outcome
from qingjian.model.digest import ExpectedUnit
from qingjian.model.verdict import Report, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters import as_file
from qingjian.reporters.style import Style
from qingjian.rules.across import across
from qingjian.sheets import atomic


class Strange(NamedTuple):
    """A form that the season did not ask for."""

    unit: str
    path: str
    edition: str
    year: int | None


class Taken(NamedTuple):
    """What an intake did."""

    outcomes: tuple[Outcome, ...]
    changed: tuple[Changed, ...]
    """Files judged before whose verdict is another now."""
    copied: tuple[Copied, ...]
    untouched: tuple[tuple[str, str], ...]
    """Unit and name of files that came back exactly as they were issued."""
    absent: tuple[tuple[str, str], ...]
    """Units whose last form lies no longer there, and its name: it could not be judged."""
    strange: tuple[Strange, ...]
    """Forms of another edition than the season accepts, or of another year."""
    written: tuple[Path, ...]
    """The page and the table."""
    is_ledger_new: bool
    """There was none: what was decided before, if anything, is in no ledger."""


class _Pile(NamedTuple):
    """Everything that came in, the oldest first."""

    sources: tuple[Source, ...]
    report: Report


def intake(
    folder: Path,
    *,
    who: str,
    jobs: int | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
    lang: Lang = "zh",
) -> Taken:
    """Check 收件, put it on the ledger, write copies into 退回 and the page and the table into 汇总. What is on
    record already is recorded again only where other settings judge it otherwise."""
    places = folders(folder)
    is_new = not places.ledger.exists()
    ledger = synced(folder, who)
    pile = _pile(folder, places.received, jobs=jobs, cache=cache or default_folder(), progress=progress)
    outcomes = tuple(ledger.put(pile.report, pile.sources, jobs=jobs))
    report = ledger.answered(pile.report)
    found = {one.unit: one for one in ledger.status()}
    due = tuple(_due(outcomes, report, pile.sources, places.returned, found))
    with store.reading(places.ledger) as database:
        different = tuple(changed(database, outcomes, settings(folder)))
        here = frozenset(one.sha256 for one in report.files)
        gone = tuple(absent(database, found, here))
        last = current(database, found)
    copied = tuple(copies(places.returned, due, lang=lang))
    written = tuple(_pages(folder, _latest(folder, report, last), lang))
    return Taken(
        outcomes,
        changed=different,
        copied=copied,
        untouched=tuple(_untouched(folder, outcomes, report)),
        absent=gone,
        strange=tuple(_strange(folder, outcomes, report)),
        written=written,
        is_ledger_new=is_new,
    )


def synced(folder: Path, who: str) -> Ledger:
    """The season's ledger; what season.json says of units and deadline counts from now on."""
    declared = season(folder)
    ledger = Ledger(folders(folder).ledger, who)
    expected = tuple(ExpectedUnit(one.name, one.aliases) for one in declared.reporting())
    wanted = states.Declared(declared.year, declared.deadline, expected)
    if ledger.path.exists():
        with store.reading(ledger.path) as database:
            if states.declared(database) == wanted:
                return ledger
    ledger.declare(year=wanted.year, deadline=wanted.deadline, units=wanted.units)
    return ledger


def _pile(folder: Path, received: Path, *, jobs: int | None, cache: Path, progress: Progress | None) -> _Pile:
    """Of two versions that came in together the younger file is the later one."""
    sources = collect([received]) if received.is_dir() else []
    sources.sort(key=lambda source: (source.path.stat().st_mtime_ns, source.name))
    report = check(
        [received], season=folder, jobs=jobs, cache=cache, progress=progress, sources=sources, pictures=True
    )
    return _Pile(tuple(sources), report)


def _due(
    outcomes: Sequence[Outcome],
    report: Report,
    sources: Sequence[Source],
    returned: Path,
    found: dict[str, states.UnitState],
) -> Iterator[tuple[str, Verdict, Source]]:
    """What is to go back and has no copy yet: new in this run, or left over from one that was interrupted."""
    for outcome, verdict, source in zip(outcomes, report.files, sources, strict=True):
        if not any(one.standing in ("mandatory", "verify") for one in verdict.findings):
            continue
        state = found.get(outcome.unit)
        is_left = state is not None and state.state == "to_return" and state.last_name == verdict.path
        if outcome.what != "seen" or (
            is_left and not copy_path(returned, outcome.unit, verdict.path).exists()
        ):
            yield outcome.unit, verdict, source


def _latest(folder: Path, report: Report, last: frozenset[str]) -> Report:
    """The report without forms that a later one has replaced."""
    kept = tuple(
        one
        for one in report.files
        if one.status not in ("passed", "returned") or one.sha256 in last or not one.unit
    )
    between = across(kept, roster(folder), only=None, skip=(), season=report.season)
    return report._replace(files=kept, cross=between)


def _pages(folder: Path, report: Report, lang: Lang) -> Iterator[Path]:
    if not report.files:
        return
    names = table("season.json")["files"]
    for key, form in (("page", "html"), ("table", "xlsx")):
        target = folders(folder).rolled_up / names[key]
        target.parent.mkdir(exist_ok=True)
        atomic.save(target, as_file(form, report, Style(lang)))
        yield target


def _untouched(folder: Path, outcomes: Sequence[Outcome], report: Report) -> Iterator[tuple[str, str]]:
    issued = folders(folder).issued
    blank = {hashlib.sha256(path.read_bytes()).hexdigest() for path in issued.glob("*/*.xlsx")}
    for outcome, verdict in zip(outcomes, report.files, strict=True):
        if verdict.sha256 in blank and outcome.what in {"received", "resubmitted"}:
            yield outcome.unit, verdict.path


def _strange(folder: Path, outcomes: Sequence[Outcome], report: Report) -> Iterator[Strange]:
    asked = season(folder)
    for outcome, verdict in zip(outcomes, report.files, strict=True):
        if verdict.template is None or outcome.what == "seen":
            continue
        year, known = verdict.report_year, verdict.template.id
        if known not in (asked.edition, *asked.accepts) or year not in (None, asked.year):
            yield Strange(outcome.unit, verdict.path, known, year)


__all__ = ["FILE", "Taken", "intake", "synced"]
