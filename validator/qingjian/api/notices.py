"""What goes back to units: the notice as Word document and page, the annotated copy, the draft of a mail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from qingjian.api.annotating import annotated, copy_name
from qingjian.api.checking import Progress, check
from qingjian.api.files import Contents, Source, collect
from qingjian.api.ledger import Ledger
from qingjian.api.notice_ledger import Known, known
from qingjian.api.season import FILE, folders
from qingjian.api.season import season as declared
from qingjian.api.units import roster
from qingjian.catalog.messages import Lang
from qingjian.errors import BadData, BadLedger, CannotWrite, UnreadableWorkbook
from qingjian.ledger.noted import same
from qingjian.ledger.replies import mark
from qingjian.model.finding import Finding
from qingjian.model.notice import Circumstances, Sender
from qingjian.model.season import Season
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.notice import mail, notice
from qingjian.reporters.notice_docx import docx
from qingjian.reporters.notice_html import html
from qingjian.reporters.notice_mail import eml
from qingjian.reporters.notice_words import Words, words
from qingjian.reporters.wording import say
from qingjian.sheets.beside import put
from qingjian.sheets.child import Reader
from qingjian.sheets.sent_names import distinct, nameable

_SHORT: Final = 12
"""Characters of a file's hash by which a notice knows it."""
_BACK: Final = frozenset({"returned", "unreadable"})


class Parcel(NamedTuple):
    """What one unit gets about one file."""

    unit: str
    path: str
    """The file it is about, as the report names it."""
    folder: str
    files: Mapping[str, bytes]
    uncopied: CannotWrite | UnreadableWorkbook | None = None
    """Why there is no annotated copy."""
    source: Path | None = None
    has_version: bool = False
    """The ledger has a form of the unit, so that its return can be put on record."""


class Left(NamedTuple):
    """A file that gets no notice though it has open points, and why: a key of messages/cli.json."""

    path: str
    unit: str
    why: str


class Outgoing(NamedTuple):
    """All that goes back."""

    parcels: tuple[Parcel, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes, in which words and on which day."""

    words: Words
    today: date
    sender: Sender
    mails: Mapping[str, str]
    """By unit."""
    year: str = ""


def desk(
    season: Path | None = None, *, today: date | None = None, deadline: date | None = None, lang: Lang = "zh"
) -> Desk:
    """What a season's folder says of notices; without one the words as they are shipped and no sender."""
    day = today or date.today()
    if season is None:
        return Desk(words(lang), day, _sender(None, deadline, day, lang), {})
    found = declared(season)
    mails = {one.name: one.mail for one in found.units if one.mail}
    return Desk(_words(season, lang), day, _sender(found, deadline, day, lang), mails, str(found.year))


def outgoing(
    path: Path,
    at: Desk,
    *,
    unit: str = "",
    season: Path | None = None,
    ledger: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Outgoing:
    """Everything that has to go back: of a season's folder the forms received, else of the files behind a path.
    With a ledger, of each unit the last version alone, unless it went back already; `unit` names one."""
    season, ledger = at_season(path, season, ledger)
    received = folders(path).received if season == path else path
    sources = collect([received]) if received.exists() else []
    report = check([received], season=season, jobs=jobs, progress=progress, sources=sources)
    books = known(ledger, report, roster(season))
    wanted = books.named(unit) if unit else ""
    chosen, left = _chosen(zip(books.verdicts, sources, strict=True), books, wanted)
    if season == path:
        left += _absent(chosen, books, wanted)
    if wanted and not chosen and not left:
        raise BadLedger("nothing-to-return", wanted)
    with Reader() as reader:
        contents = Contents(reader)
        parcels = [_parcel(verdict, source, contents, at, books) for verdict, source in chosen]
    names = distinct([one.folder for one in parcels])
    named = (one._replace(folder=name) for one, name in zip(parcels, names, strict=True))
    return Outgoing(tuple(named), tuple(left))


def save(parcel: Parcel, folder: Path) -> tuple[Path, ...]:
    """Write what one unit gets into a folder of its own; what somebody changed there by hand stays."""
    place = folder / parcel.folder
    place.mkdir(parents=True, exist_ok=True)
    sources = [] if parcel.source is None else [parcel.source]
    return tuple(put(place / name, data, sources=sources) for name, data in parcel.files.items())


def _chosen(
    files: Iterable[tuple[Verdict, Source]], books: Known, wanted: str
) -> tuple[list[tuple[Verdict, Source]], list[Left]]:
    chosen: list[tuple[Verdict, Source]] = []
    left: list[Left] = []
    seen: set[str] = set()
    for verdict, source in files:
        if verdict.status not in _BACK or (wanted and verdict.unit != wanted):
            continue
        if verdict.sha256 and verdict.sha256 in seen:
            continue
        seen.add(verdict.sha256)
        why = books.withheld(verdict, is_named=bool(wanted))
        if why == "":
            chosen.append((verdict, source))
        elif why != "older":
            left.append(Left(verdict.path, verdict.unit or "", why))
    return chosen, left


def _absent(chosen: Iterable[tuple[Verdict, Source]], books: Known, wanted: str) -> Iterator[Left]:
    """Units that the ledger would send something back to, though the file is not where it was received."""
    met = {verdict.unit for verdict, _ in chosen}
    for state in books.waiting():
        if state.unit not in met and wanted in {"", state.unit}:
            yield Left(state.last_name, state.unit, "absent")


def _parcel(verdict: Verdict, source: Source, contents: Contents, at: Desk, books: Known) -> Parcel:
    lang, unit = at.words.lang, verdict.unit or ""
    name = PurePosixPath(verdict.path)
    again = books.again(unit, lang)
    copy_as = copy_name(name, lang)
    copy: bytes | None = None
    uncopied: CannotWrite | UnreadableWorkbook | None = None
    if verdict.findings:
        try:
            copy = annotated(contents.read(source), name.name, verdict, lang=lang)
        except (CannotWrite, UnreadableWorkbook) as problem:
            uncopied = problem
    told = _circumstances(verdict, at, books, copy_as if copy is not None else "")
    found = notice(verdict, told, at.words, _mark)
    title = say("notice.document", lang) + again
    files = {f"{title}.docx": docx(found)}
    attached = {**files} if copy is None else {**files, copy_as: copy}
    draft = _mail(verdict, told, at, attached)
    files |= {f"{title}.html": html(found, lang)} | attached
    files[f"{say('notice.mail', lang)}{again}.eml"] = draft
    return Parcel(
        unit,
        verdict.path,
        nameable(unit or name.stem),
        files,
        uncopied,
        source.path,
        unit in books.versions,
    )


def _circumstances(verdict: Verdict, at: Desk, books: Known, copy: str) -> Circumstances:
    year = str(verdict.report_year or at.year)
    number = "-".join(part for part in (year, verdict.sha256[:_SHORT].upper()) if part)
    received = books.received(verdict.sha256)
    return Circumstances(
        sender=at.sender,
        issued=_day(at.today, at.words.lang),
        number=number,
        received=_day(received, at.words.lang) if received is not None else "",
        copy=copy,
        trend=books.trend(verdict.unit or "", verdict.sha256),
        unit=verdict.unit or "",
        year=year,
    )


def _mail(verdict: Verdict, told: Circumstances, at: Desk, attached: Mapping[str, bytes]) -> bytes:
    subject, body = mail(verdict, told, at.words)
    to = at.mails.get(told.unit, "")
    try:
        return eml(to, subject, body, attached)
    except ValueError as problem:
        raise BadData(FILE, f"units/{told.unit}/mail", to) from problem


def _mark(finding: Finding) -> str:
    return mark(same(finding))


def _words(season: Path, lang: Lang) -> Words:
    path = season / f"{say('notice.words_file', 'zh')}"
    if not path.is_file():
        return words(lang)
    try:
        own: object = json.loads(path.read_text("utf-8-sig"))
    except ValueError as problem:
        raise BadData(str(path), "", str(problem)) from problem
    return words(lang, own, str(path))


def _sender(season: Season | None, deadline: date | None, today: date, lang: Lang) -> Sender:
    until = deadline or (season.deadline if season is not None else None)
    written = "" if until is None else _day(until, lang)
    is_past = until is not None and until < today
    if season is None:
        return Sender("", written, is_past)
    return Sender(season.name, written, is_past, season.contact)


def _day(day: date, lang: Lang) -> str:
    return say("notice.date", lang, year=day.year, month=day.month, day=day.day)


def at_season(path: Path, season: Path | None, ledger: Path | None) -> tuple[Path | None, Path | None]:
    """The season and the ledger that a path means: a season's own folder names both."""
    if season is None and (path / FILE).is_file():
        season = path
    if ledger is None and season is not None and folders(season).ledger.is_file():
        ledger = folders(season).ledger
    return season, ledger


def returned_to(season: Path | None) -> Path:
    """Where notices go unless somebody says otherwise: the season's folder for it, or one by that name."""
    return folders(season or Path()).returned


def recorded(found: Outgoing, ledger: Ledger | None) -> tuple[str, ...]:
    """Put on record what went back, of every unit once; gives their names."""
    if ledger is None:
        raise BadLedger("absent", folders(Path()).ledger.name)
    units = dict.fromkeys(one.unit for one in found.parcels if one.has_version)
    return tuple(ledger.send_back(unit) for unit in units)
