"""Replies of units put on the ledger: from a notice that came back, or from the sheet 情况说明 of a workbook."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from qingjian.api.checking import check
from qingjian.api.files import Contents, Source, collect
from qingjian.api.ledger import Ledger
from qingjian.bind.replies import Returned, returned
from qingjian.catalog.messages import Lang, render
from qingjian.errors import BadLedger, UnreadableWorkbook
from qingjian.ledger import choosing, store
from qingjian.ledger.answers import ANSWERS, Answer, answers, draft
from qingjian.ledger.event import Draft
from qingjian.ledger.noted import Noted, noted
from qingjian.ledger.recording import Version, findings
from qingjian.ledger.replies import Bound, bound, current, outcome
from qingjian.model.finding import Finding
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.wording import say
from qingjian.rules.explanations import CODES
from qingjian.sheets.child import Reader
from qingjian.sheets.kind import sniff
from qingjian.sheets.read import read

_BY_FILE: Final = (
    "SELECT DISTINCT unit FROM event WHERE kind IN ('received', 'resubmitted') AND unit <> '' "
    "AND substr(sha256, 1, ?) = ?"
)


_NOTHING: Final = "no-reply"


class Answered(NamedTuple):
    """A file with replies, and what became of each."""

    path: str
    unit: str = ""
    name: str = ""
    on: str = ""
    replies: tuple[Bound, ...] = ()
    refused: tuple[Finding, ...] = ()
    """What the check itself says of lines of the sheet 情况说明."""
    problem: BadLedger | UnreadableWorkbook | None = None
    """Why nothing of the file was put on record."""


class _Given(NamedTuple):
    """What whoever records the replies says of them; empty where the file has to say it."""

    unit: str
    name: str
    on: str
    lang: Lang


class _Said(NamedTuple):
    """Who replied, on which day, about which version."""

    name: str
    on: str
    sha256: str
    lang: Lang


def reply(
    ledger: Ledger, paths: Sequence[Path], *, unit: str = "", name: str = "", on: str = "", lang: Lang = "zh"
) -> tuple[Answered, ...]:
    """Read every notice and workbook behind the paths, mails and zips opened, and put the replies on record.
    `name` and `on` count before what a notice says of who signed it and when."""
    with store.reading(ledger.path):  # whether there is one is asked once, not for every file
        pass
    given = _Given(unit, name.strip(), on, lang)
    with Reader() as reader:
        contents = Contents(reader)
        return tuple(one for path in paths for one in _behind(ledger, path, contents, given))


def _behind(ledger: Ledger, path: Path, contents: Contents, given: _Given) -> Iterator[Answered]:
    """Of a mail or a folder, what holds replies; the covering letter and the form beside it are no mistake."""
    done = [_answered(ledger, source, contents, given) for source in collect([path])]
    told = [one for one in done if one.problem is None or one.problem.code != _NOTHING]
    yield from told or done


def _answered(ledger: Ledger, source: Source, contents: Contents, given: _Given) -> Answered:
    """One file that cannot be used costs one line."""
    try:
        found = contents.reader.run(_in_child, contents.read(source), source.name)
        if found is not None:
            return _notice(ledger, source, found, given)
        return _workbook(ledger, source, given)
    except (BadLedger, UnreadableWorkbook) as problem:
        return Answered(source.name, problem=problem)


def _in_child(data: bytes, name: str) -> Returned | None:
    """Only Word documents are notices; whatever else it is, the check says what is in it."""
    return returned(read(data, name)) if sniff(data, name) == "docx" else None


def _notice(ledger: Ledger, source: Source, found: Returned, given: _Given) -> Answered:
    name, on = given.name or found.name, given.on or found.day or str(ledger.today)
    if found.replies and not name:
        raise BadLedger("no-name", source.name)
    with store.writing(ledger.path, at=ledger.moment, who=ledger.who) as pen:
        known = _unit(pen.database, found.number, given.unit)
        version = choosing.version(pen.database, known)
        versions = _versions(pen.database, known, version)
        before = answers(store.events(pen.database, known, kinds=ANSWERS))
        bounds = tuple(bound(one.mark, one.text, versions, before) for one in found.replies)
        said = _Said(name, on, version.filed.sha256, given.lang)
        for one in bounds:
            _record(pen, known, one, said)
    return Answered(source.name, known, name, on, bounds)


def _workbook(ledger: Ledger, source: Source, given: _Given) -> Answered:
    verdict = check([source.path], sources=[source]).files[0]
    spoken = [one for one in verdict.findings if one.explanation is not None]
    refused = tuple(one for one in verdict.findings if one.code in CODES)
    if not spoken and not refused:
        raise BadLedger(_NOTHING, source.name)
    with store.writing(ledger.path, at=ledger.moment, who=ledger.who) as pen:
        known = choosing.unit(pen.database, given.unit or verdict.unit or "")
        version = choosing.version(pen.database, known)
        said = _Said(given.name or known, given.on or str(ledger.today), version.filed.sha256, given.lang)
        before = answers(store.events(pen.database, known, kinds=ANSWERS))
        bounds = tuple(_explained(one, version, before) for one in spoken)
        for one in bounds:
            _record(pen, known, one, said)
    return Answered(source.name, known, said.name, said.on, bounds, refused)


def _explained(finding: Finding, version: Version, before: Sequence[Answer]) -> Bound:
    """A line of the sheet 情况说明, which the check has held against its finding already."""
    text = finding.explanation or ""
    now = current(noted(finding), version.findings)
    if now is None:
        return Bound(text, "void", noted(finding))
    return Bound(text, outcome(now, text, before), now)


def _unit(database: sqlite3.Connection, number: str, written: str) -> str:
    """Whose notice it is, by its number; by name where somebody says so."""
    if written:
        return choosing.unit(database, written)
    found = [row[0] for row in database.execute(_BY_FILE, (len(number), number.lower()))] if number else []
    if len(found) != 1:
        raise BadLedger("foreign-notice", number or "—")
    return str(found[0])


def _versions(database: sqlite3.Connection, unit: str, last: Version) -> list[Sequence[Noted]]:
    """Findings of every verdict on a form of the unit, the last version first."""
    told = [findings(one) for one in store.events(database, unit, kinds=("verdict",))]
    return [last.findings, *reversed(told)]


def _record(pen: store.Pen, unit: str, one: Bound, said: _Said) -> None:
    if one.finding is None or one.outcome not in {"explained", "noted"}:
        return
    if one.outcome == "explained":
        answer = Answer("explained", one.text, said.name, said.on, frozenset(), frozenset())
        pen.append(draft(answer, unit, [one.finding], sha256=said.sha256))
        return
    place = f"{one.finding.sheet}!{one.finding.cell}" if one.finding.cell else one.finding.sheet
    text = say(
        "notice.reply_noted",
        said.lang,
        place=place,
        code=one.finding.code,
        text=one.text,
        name=said.name,
        on=said.on,
    )
    if all(one.content["text"] != text for one in store.events(pen.database, unit, kinds=("note",))):
        pen.append(Draft("note", unit, {"text": text}, said.sha256))


def told(found: Answered, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Place, reply and what became of it, for every reply."""
    for one in found.replies:
        place = "—"
        if one.finding is not None:
            place = f"{one.finding.code} {one.finding.sheet}!{one.finding.cell}"
        yield place, one.text, say(f"notice.outcome.{one.outcome}", lang)
    for finding in found.refused:
        place = f"{finding.place.sheet}!{finding.place.address}"
        message = render(finding, lang).message
        yield place, "", say("notice.outcome.refused", lang, message=message)


__all__ = ["Answered", "reply", "told"]
