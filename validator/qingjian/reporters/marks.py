"""A verdict as what is written into the annotated copy: notes at cells, and the rows of 校验结果."""

from __future__ import annotations

from typing import Final, NamedTuple

from qingjian.catalog.messages import Lang, render
from qingjian.model.finding import SEVERITIES, Finding
from qingjian.model.verdict import Verdict
from qingjian.reporters.summary import file_summary
from qingjian.reporters.wording import basis, say
from qingjian.sheets.annotate import Note, ResultRow, ResultTable

_COLUMNS: Final = (
    "number",
    "severity",
    "sheet",
    "cell",
    "message",
    "hint",
    "value",
    "expected",
    "code",
    "basis",
)
_LONGEST: Final = 500
"""Characters of a sentence; a note is read in a small window."""


class Marks(NamedTuple):
    """What `sheets.annotate` takes."""

    notes: tuple[Note, ...]
    table: ResultTable


def marks(verdict: Verdict, lang: Lang = "zh") -> Marks:
    """Notes in the order of the findings, rows with the worst first."""
    notes = tuple(_note(finding, lang) for finding in verdict.findings if finding.place.address)
    ranked = sorted(verdict.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    title = say(
        "table.title",
        lang,
        status=say(f"status.{verdict.status}", lang),
        counts=file_summary(verdict, lang),
    )
    header = tuple(say(f"table.{column}", lang) for column in _COLUMNS)
    rows = tuple(_row(number, finding, lang) for number, finding in enumerate(ranked, 1))
    return Marks(notes, ResultTable(title, header, rows))


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


def _row(number: int, finding: Finding, lang: Lang) -> ResultRow:
    sentences, place = render(finding, lang), finding.place
    cells = (
        str(number),
        say(f"severity.{finding.severity}", lang),
        place.sheet or say("whole_file", lang),
        place.address or (say("whole_sheet", lang) if place.sheet else ""),
        _cut(sentences.message),
        _cut(sentences.hint),
        _cut(finding.value or ""),
        _cut(finding.expected or ""),
        finding.code,
        basis(finding.code, lang),
    )
    link = (place.sheet, place.row, place.col) if place.address else None
    return ResultRow(cells, link, _COLUMNS.index("cell"))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
