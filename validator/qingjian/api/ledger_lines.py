"""What the ledger says, in sentences and as lines of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from qingjian.catalog.messages import Lang
from qingjian.ledger.answers import ANSWERS, answers, standings
from qingjian.ledger.difference import Change, Difference
from qingjian.ledger.event import Event
from qingjian.ledger.noted import Noted
from qingjian.ledger.recording import Version
from qingjian.ledger.states import UnitState
from qingjian.model.finding import STANDINGS
from qingjian.reporters.lines import Column, Line
from qingjian.reporters.wording import say

_SHOWN: Final = 20
"""Lines of one kind that a person reads; the export has all of them."""
_COUNTED: Final = ("mandatory", "verify", "advice", "explained", "waived")
STATUS: Final = (
    Column("ledger.column.no", 6),
    Column("ledger.column.unit", 28, wraps=True),
    Column("ledger.column.state", 14, marked=True),
    Column("ledger.column.overdue", 8),
    Column("ledger.column.versions", 8),
    Column("ledger.column.files", 8),
    Column("ledger.column.last", 26),
    Column("ledger.column.name", 40, wraps=True),
    *(Column(f"severity.{one}", 9) for one in _COUNTED),
)
HISTORY: Final = (
    Column("ledger.column.no", 8),
    Column("ledger.column.at", 26),
    Column("ledger.column.who", 14, wraps=True),
    Column("ledger.column.unit", 28, wraps=True),
    Column("ledger.column.kind", 10),
    Column("ledger.column.content", 70, wraps=True),
    Column("ledger.column.sha256", 66),
    Column("ledger.column.hash", 66),
)
FINDINGS: Final = (
    Column("ledger.column.no", 6),
    Column("ledger.column.unit", 28, wraps=True),
    Column("ledger.column.standing", 9, marked=True),
    Column("ledger.column.code", 9),
    Column("ledger.column.sheet", 12, wraps=True),
    Column("ledger.column.cell", 8),
    Column("ledger.column.row", 24, wraps=True),
    Column("ledger.column.value", 16, wraps=True),
    Column("ledger.column.message", 70, wraps=True),
)


def status_lines(found: Iterable[UnitState], lang: Lang) -> Iterator[Line]:
    """A line for every unit; who is late is marked."""
    for number, one in enumerate(found, 1):
        cells: tuple[str | int, ...] = (
            number,
            one.unit or say("ledger.nobody", lang),
            say(f"ledger.state.{one.state}", lang),
            say("ledger.overdue", lang) if one.is_overdue else "",
            one.versions,
            one.files,
            one.last_at,
            one.last_name,
            *(one.counts.get(standing, 0) for standing in _COUNTED),
        )
        yield Line(cells, "mandatory" if one.is_overdue else "verify" if one.state == "to_return" else "")


def history_lines(events: Iterable[Event], lang: Lang) -> Iterator[Line]:
    """A line for every event."""
    for event in events:
        kind = say(f"ledger.kind.{event.kind}", lang)
        yield Line(
            (event.seq, event.at, event.who, event.unit, kind, told(event, lang), event.sha256, event.hash)
        )


def finding_lines(found: Iterable[tuple[str, Version, Sequence[Event]]], lang: Lang) -> Iterator[Line]:
    """A line for every finding of units' last versions, with what it counts as today."""
    number = 0
    for unit, version, events in found:
        known = answers(event for event in events if event.kind in ANSWERS)
        for one, standing in zip(version.findings, standings(version.findings, known), strict=True):
            number += 1
            said = say(f"severity.{standing}", lang)
            cells = (
                number,
                unit,
                said,
                one.code,
                one.sheet,
                one.cell,
                one.row,
                one.value or "",
                one.message[lang],
            )
            yield Line(cells, standing)


def told(event: Event, lang: Lang) -> str:
    """An event in a sentence."""
    content = event.content
    match event.kind:
        case "received" | "resubmitted":
            size = "?" if content["size"] is None else content["size"]
            return say("ledger.tell.received", lang, name=content["name"], size=size)
        case "verdict":
            return _verdict(content, lang)
        case "explained" | "waived":
            return _answer(event.kind, content, lang)
        case "declared":
            return _declared(content, lang)
        case "returned":
            return _with(say("ledger.tell.returned", lang, open=content["open"]), content["text"], lang)
        case "accepted":
            accepted = say("ledger.tell.accepted", lang, name=content["name"], open=content["open"])
            return _with(accepted, content["reason"], lang)
        case _:
            return str(content["text"])


def _with(text: str, more: str, lang: Lang) -> str:
    return say("aside", lang, text=text, more=more) if more else text


def _declared(content: Mapping[str, Any], lang: Lang) -> str:
    units = content.get("units")
    return say(
        "ledger.tell.declared",
        lang,
        year=content["year"] or "—",
        deadline=content["deadline"] or "—",
        units="—" if units is None else len(units),
    )


def _verdict(content: Mapping[str, Any], lang: Lang) -> str:
    standing = [one["standing"] for one in content["findings"]]
    counts = [say(f"count.{one}", lang, count=standing.count(one)) for one in STANDINGS if one in standing]
    status = say(f"status.{content['status']}", lang)
    if not counts:
        return status
    return say("ledger.tell.verdict", lang, status=status, counts=say("comma", lang).join(counts))


def _answer(kind: str, content: Mapping[str, Any], lang: Lang) -> str:
    same = [one["same"] for one in content["findings"]]
    cells = say("comma", lang).join(f"{code} {sheet}!{cell}" for code, sheet, cell, _ in same)
    key = "withdrawn" if content.get("withdrawn") else kind
    return say(
        f"ledger.tell.{key}", lang, cells=cells, text=content["text"], name=content["name"], on=content["on"]
    )


def difference_lines(found: Difference, lang: Lang, *, is_rejudged: bool = False) -> Iterator[str]:
    """What a new version changes, or what other rules say of the same one."""
    yield say(
        "ledger.difference.rejudged" if is_rejudged else "ledger.difference.findings",
        lang,
        gone=len(found.gone),
        new=len(found.new),
        unchanged=len(found.unchanged),
    )
    for key, some in (("gone", found.gone), ("new", found.new)):
        lead = say(f"ledger.difference.{key}", lang)
        yield from _capped([f"  {lead}  {_finding(one, lang)}" for one in some], lang)
    if is_rejudged:
        return
    if found.changes is None:
        yield say("ledger.difference.unknown", lang)
    else:
        yield say("ledger.difference.cells", lang, count=len(found.changes))
        yield from _capped([f"  {_change(one, lang)}" for one in found.changes], lang)
    for key, known in (("kept", found.kept), ("void", found.void)):
        if known:
            yield say(f"ledger.difference.{key}", lang, count=len(known))
            yield from _capped([f"  {one.text} ({one.name} {one.on})" for one in known], lang)


def _finding(one: Noted, lang: Lang) -> str:
    return f"{one.sheet}!{one.cell}  {one.code}  {one.message[lang]}"


def _change(one: Change, lang: Lang) -> str:
    blank = say("ledger.difference.blank", lang)
    return say(
        "ledger.difference.cell",
        lang,
        place=f"{one.sheet}!{one.cell}",
        row=one.row,
        caption=one.caption,
        before=one.before or blank,
        after=one.after or blank,
    )


def _capped(texts: Sequence[str], lang: Lang) -> Iterator[str]:
    yield from texts[:_SHOWN]
    if len(texts) > _SHOWN:
        yield "  " + say("ledger.difference.more", lang, count=len(texts) - _SHOWN)


def recorded_lines(event: Event, lang: Lang) -> Iterator[str]:
    """What a resubmission changed, as it was told when it came."""
    raw = event.content.get("difference")
    if raw is None:
        return
    counts = {key: len(raw[key]) for key in ("gone", "new", "unchanged")}
    yield say("ledger.difference.findings", lang, **counts)
    for key in ("gone", "new"):
        lead = say(f"ledger.difference.{key}", lang)
        yield from _capped([f"  {lead}  {sheet}!{cell}  {code}" for code, sheet, cell in raw[key]], lang)
    if raw["changes"] is not None:
        changes = [Change(*one) for one in raw["changes"]]
        yield say("ledger.difference.cells", lang, count=len(changes))
        yield from _capped([f"  {_change(one, lang)}" for one in changes], lang)
    for key in ("kept", "void"):
        if raw[key]:
            yield say(f"ledger.difference.{key}", lang, count=len(raw[key]))
