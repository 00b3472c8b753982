"""A verdict as what is written into the annotated copy: notes at cells, and the rows of 校验结果."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.catalog.messages import Lang, render
from qingjian.model.finding import SEVERITIES, Finding
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.items import items, remarks
from qingjian.reporters.summary import file_summary
from qingjian.reporters.wording import basis, say
from qingjian.sheets.annotate import Note, ResultRow, ResultTable

_COLUMNS: Final = (
    "number",
    "severity",
    "code",
    "sheet",
    "cell",
    "value",
    "message",
    "hint",
    "expected",
    "basis",
)
"""Rule, sheet, cell and value stand beside each other as in 情况说明: they are copied there in one go."""
_LONGEST: Final = 500
"""Characters of a sentence; a note is read in a small window."""


class Marks(NamedTuple):
    """What `sheets.annotate` takes."""

    notes: tuple[Note, ...]
    table: ResultTable


def marks(verdict: Verdict, lang: Lang = "zh") -> Marks:
    """Notes in the order of the findings; rows with the worst first, each followed by its consequences."""
    notes = tuple(
        _note(finding, lang)
        for finding in verdict.findings
        if finding.place.address and finding.standing in SEVERITIES
    )
    title = say(
        "table.title",
        lang,
        status=say(f"status.{verdict.status}", lang),
        counts=file_summary(verdict, lang),
    )
    header = tuple(say(f"table.{column}", lang) for column in _COLUMNS)
    return Marks(notes, ResultTable(title, header, tuple(_rows(verdict, lang))))


def _rows(verdict: Verdict, lang: Lang) -> Iterator[ResultRow]:
    ranked = (item for found in items(verdict).values() for item in found)
    for number, item in enumerate(ranked, 1):
        said = (render(item.finding, lang).message, *remarks(item.finding, verdict, lang))
        yield _row(str(number), item.finding, "\n".join(map(_cut, said)), lang)
        for place, one in enumerate(item.follow, 1):
            message = say("consequence", lang, number=number, message=render(one, lang).message)
            yield _row(f"{number}.{place}", one, _cut(message), lang)


def _note(finding: Finding, lang: Lang) -> Note:
    sentences, place = render(finding, lang), finding.place
    text = say(
        "note",
        lang,
        severity=say(f"severity.{finding.severity}", lang),
        message=_cut(sentences.message),
        hint=_cut(sentences.hint),
        code=finding.code,
    )
    return Note(place.sheet, place.row, place.col, finding.severity, text)


def _row(number: str, finding: Finding, message: str, lang: Lang) -> ResultRow:
    place = finding.place
    cells = (
        number,
        say(f"severity.{finding.standing}", lang),
        finding.code,
        place.sheet or say("whole_file", lang),
        place.address or (say("whole_sheet", lang) if place.sheet else ""),
        _cut(finding.value or ""),
        message,
        _cut(render(finding, lang).hint),
        _cut(finding.expected or ""),
        basis(finding.code, lang),
    )
    link = (place.sheet, place.row, place.col) if place.address else None
    return ResultRow(cells, link, _COLUMNS.index("cell"))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
