"""What a notice of return says: the verdict on one file in the words that a bureau writes to a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from qingjian.catalog.messages import render
from qingjian.model.finding import Finding, Standing
from qingjian.model.notice import Annex, Cell, Circumstances, Letter, Line, Notice, Table, Tone
from qingjian.model.verdict import Reason, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.items import Item, items, remarks
from qingjian.reporters.notice_words import Words
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import refusal

Mark = Callable[[Finding], str]
"""Gives what a reply to a finding is known by."""
_LONGEST: Final = 600
"""Characters of one text in a cell; a cell of a form may hold 32,767."""
_NAME: Final = 120
_FOLLOW: Final = 8
"""Consequences that are listed; the annotated copy shows every one at its cell."""
_ANSWERED: Final = ("no", "where", "value", "problem", "remedy", "reply")
_TOLD: Final = ("no", "where", "value", "problem", "remedy")
_SETTLED: Final = ("no", "where", "value", "problem", "standing")
_WIDE: Final = (19, 36, 30, 72, 56, 44)
_NARROW: Final = (19, 36, 30, 100, 72)
_SIGNED: Final = ("name", "phone", "day")


class _Part(NamedTuple):
    """One table: which sentence is its heading, and which findings stand in it."""

    key: str
    standings: tuple[Standing, ...]
    columns: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        return self.columns == _ANSWERED


_PARTS: Final = (
    _Part("mandatory", ("mandatory",), _ANSWERED),
    _Part("verify", ("verify",), _ANSWERED),
    _Part("advice", ("advice", "trial"), _TOLD),
    _Part("settled", ("explained", "waived"), _SETTLED),
)


class _Writer(NamedTuple):
    """What every part of one notice needs."""

    verdict: Verdict
    told: Circumstances
    words: Words
    mark: Mark
    found: Mapping[Standing, Sequence[Item]]
    values: Mapping[str, object]

    def say(self, key: str, **more: object) -> str:
        return self.words.say(key, {**self.values, **more})


def notice(verdict: Verdict, told: Circumstances, words: Words, mark: Mark) -> Notice:
    """The notice about one file."""
    writer = _writer(verdict, told, words, mark)
    return Notice(_letter(writer), _annex(writer), words.sentences["page"][words.lang])


def mail(verdict: Verdict, told: Circumstances, words: Words) -> tuple[str, str]:
    """Subject and text of the mail that takes the notice along."""
    writer = _writer(verdict, told, words, lambda _: "")
    unit = writer.values["unit"] or writer.say("to_nobody").rstrip("：:")
    contact = writer.say("contact") if told.sender.contact else ""
    body = writer.say("mail_body", unit=unit, request=writer.say(_asked(told)), contact=contact)
    return writer.say("mail_subject", unit=unit), body


def _writer(verdict: Verdict, told: Circumstances, words: Words, mark: Mark) -> _Writer:
    found = items(verdict)
    values: dict[str, object] = {
        "unit": visible(told.unit, limit=_NAME),
        "year": told.year or verdict.report_year or "",
        "file": visible(verdict.path.rpartition("/")[2], limit=_NAME),
        "sender": visible(told.sender.name, limit=_NAME),
        "deadline": told.sender.deadline,
        "contact": visible(told.sender.contact, limit=_LONGEST),
        "received": told.received,
        "issued": told.issued,
        "mandatory": len(found.get("mandatory", ())),
        "verify": len(found.get("verify", ())),
        "number": told.number,
        "copy": visible(told.copy, limit=_NAME),
    }
    return _Writer(verdict, told, words, mark, found, values)


def _letter(writer: _Writer) -> Letter:
    told, say = writer.told, writer.say
    return Letter(
        title=say("title"),
        subtitle=say("subtitle" if writer.values["year"] else "subtitle_undated"),
        number=say("number"),
        to=say("to" if told.unit else "to_nobody"),
        paragraphs=tuple(_paragraphs(writer)),
        enclosed=say("enclosed" if told.copy else "enclosed_list"),
        sender=str(writer.values["sender"]),
        issued=told.issued,
    )


def _paragraphs(writer: _Writer) -> Iterator[str]:
    told, say, found = writer.told, writer.say, writer.found
    if writer.verdict.status == "unreadable":
        yield say("opening_unreadable")
    else:
        yield say("opening" if told.received else "opening_undated")
        kinds = [one for one in ("mandatory", "verify") if one in found]
        if kinds:
            yield say("counts_both" if len(kinds) > 1 else f"counts_{kinds[0]}")
        if told.trend is not None:
            yield say("trend", **told.trend._asdict())
        if "verify" in found:
            yield say("empty_words")
    yield say(_asked(told))
    if told.sender.contact:
        yield say("contact")


def _asked(told: Circumstances) -> str:
    if not told.sender.deadline:
        return "deadline_open"
    return "deadline_passed" if told.sender.is_past else "deadline"


def _annex(writer: _Writer) -> Annex:
    say, caption = writer.say, writer.words.caption
    tables = tuple(_tables(writer))
    signing = (*((caption(key), "") for key in _SIGNED), (caption("number"), writer.told.number))
    return Annex(
        title=say("annex"),
        about=say("annex_about", unit=writer.values["unit"] or say("to_nobody").rstrip("：:")),
        tables=tables,
        signature=say("signature"),
        signing=signing,
    )


def _tables(writer: _Writer) -> Iterator[Table]:
    """Numbers run through, so that a telephone call needs nothing but the number."""
    ordinals = iter(writer.words.caption("ordinals"))
    if writer.verdict.reason is not None:
        yield _unreadable(writer, writer.verdict.reason, next(ordinals))
    number = 0
    for part in _PARTS:
        found = [item for standing in part.standings for item in writer.found.get(standing, ())]
        if not found:
            continue
        make = _settled if part.key == "settled" else _row
        rows = tuple(make(at, one, writer, part) for at, one in enumerate(found, number + 1))
        number += len(found)
        yield _table(writer, part, rows, next(ordinals))


def _table(writer: _Writer, part: _Part, rows: tuple[tuple[Cell, ...], ...], ordinal: str) -> Table:
    return Table(
        writer.say(part.key, count=len(rows), ordinal=ordinal),
        tuple(map(writer.words.caption, part.columns)),
        rows,
        _WIDE if part.is_answered else _NARROW,
        part.is_answered,
    )


def _unreadable(writer: _Writer, reason: Reason, ordinal: str) -> Table:
    told = _line(refusal(reason, writer.words.lang))
    row: tuple[Cell, ...] = ((Line("1"),), (Line(writer.say("whole_file")),), (), (told,), (), ())
    return _table(writer, _Part("unreadable", (), _ANSWERED), (row,), ordinal)


def _row(number: int, item: Item, writer: _Writer, part: _Part) -> tuple[Cell, ...]:
    finding = item.finding
    sentences = render(finding, writer.words.lang)
    mark = (Line(writer.mark(finding), "tiny"),) if part.is_answered else ()
    problem = [_line(sentences.message)]
    problem += [_line(one, "strong") for one in remarks(finding, writer.verdict, writer.words.lang)]
    problem += _consequences(item, writer)
    remedy = [_line(sentences.hint)]
    if finding.expected:
        key = "expected" if finding.severity == "mandatory" else "compared"
        remedy.insert(0, _line(writer.say(key, expected=finding.expected), "strong"))
    cells: tuple[Cell, ...] = (
        (Line(str(number)), *mark),
        _where(finding, writer),
        _value(finding, writer),
        tuple(problem),
        tuple(remedy),
    )
    return (*cells, ()) if part.is_answered else cells


def _settled(number: int, item: Item, writer: _Writer, _: _Part) -> tuple[Cell, ...]:
    finding = item.finding
    said: list[Line] = []
    if finding.explanation is not None:
        said.append(_line(writer.say("explained", text=finding.explanation)))
    if finding.waiver is not None:
        waiver = finding.waiver
        said.append(_line(writer.say("waived", text=waiver.reason, name=waiver.name)))
    problem = (_line(render(finding, writer.words.lang).message), *_consequences(item, writer))
    return (Line(str(number)),), _where(finding, writer), _value(finding, writer), problem, tuple(said)


def _value(finding: Finding, writer: _Writer) -> Cell:
    """What the cell says; nothing for a finding that concerns no single cell."""
    if finding.value:
        return (_line(finding.value),)
    return (Line(writer.say("blank"), "quiet"),) if finding.place.address else ()


def _where(finding: Finding, writer: _Writer) -> Cell:
    """Sheet and cell as one finds them in the workbook, and whose row it is."""
    lines = [_line(_place(finding, writer), "strong")]
    if finding.row:
        lines.append(_line(finding.row))
    return (*lines, Line(finding.code, "quiet"))


def _place(finding: Finding, writer: _Writer) -> str:
    place = finding.place
    if not place.sheet:
        return writer.say("whole_file")
    return f"{place.sheet} {place.address or writer.say('whole_sheet')}"


def _consequences(item: Item, writer: _Writer) -> list[Line]:
    if not item.follow:
        return []
    said = [Line(writer.say("follow", count=len(item.follow)), "quiet")]
    for one in item.follow[:_FOLLOW]:
        message = render(one, writer.words.lang).message
        said.append(_line(writer.say("follow_one", place=_place(one, writer), message=message), "quiet"))
    if len(item.follow) > _FOLLOW:
        said.append(Line(writer.say("follow_more", count=len(item.follow) - _FOLLOW), "quiet"))
    return said


def _line(text: str, tone: Tone = "plain") -> Line:
    return Line(visible(text, limit=_LONGEST), tone)
