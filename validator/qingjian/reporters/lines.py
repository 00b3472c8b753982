"""A report as lines of tables: its files, its findings, the rules that could not run, the firms of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.catalog.messages import Lang, render
from qingjian.catalog.rules import rule
from qingjian.model.finding import STANDINGS, Finding
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.items import address, items, remarks, unrun
from qingjian.reporters.progress import firm_cells
from qingjian.reporters.wording import basis, refusal, say


class Column(NamedTuple):
    """`caption` is a key of words, `width` in characters."""

    caption: str
    width: int
    wraps: bool = False
    marked: bool = False
    """Takes the colour of the line."""


class Line(NamedTuple):
    """Cells in the order of the columns; `mark` names a colour, or is empty."""

    cells: tuple[str | int, ...]
    mark: str = ""


_RELATED: Final = 30
"""Cells named beside a finding; whoever needs more has the JSON."""
FILES: Final = (
    Column("table.number", 6),
    Column("page.file", 36, wraps=True),
    Column("page.unit", 24, wraps=True),
    Column("page.report_year", 10),
    Column("page.template", 18),
    Column("page.status", 10, marked=True),
    *(Column(f"severity.{standing}", 9) for standing in STANDINGS),
    Column("book.ran", 10),
    Column("book.skipped", 10),
    Column("book.remark", 50, wraps=True),
)
FINDINGS: Final = (
    Column("table.number", 6),
    Column("page.file", 22, wraps=True),
    Column("page.unit", 16, wraps=True),
    Column("table.severity", 9, marked=True),
    Column("table.code", 9),
    Column("book.title", 18, wraps=True),
    Column("table.sheet", 10, wraps=True),
    Column("table.cell", 8, wraps=True),
    Column("book.row", 16, wraps=True),
    Column("table.value", 14, wraps=True),
    Column("table.expected", 14, wraps=True),
    Column("table.message", 46, wraps=True),
    Column("table.hint", 34, wraps=True),
    Column("book.cause", 8),
    Column("book.explanation", 22, wraps=True),
    Column("table.basis", 26, wraps=True),
)
UNRUN: Final = (
    Column("table.number", 6),
    Column("page.file", 36, wraps=True),
    Column("page.unit", 24, wraps=True),
    Column("table.code", 30, wraps=True),
    Column("book.reason", 70, wraps=True),
)
PROGRESS: Final = (
    Column("table.number", 6),
    Column("page.file", 36, wraps=True),
    Column("page.unit", 24, wraps=True),
    Column("book.list", 36, wraps=True),
    *(Column(f"progress.{key}", width) for key, width in (("no", 6), ("name", 30), ("standing", 16), ("place", 30))),
)  # fmt: skip


def files(found: Report, lang: Lang) -> Iterator[Line]:
    """How each file fared."""
    for number, verdict in enumerate(found.files, 1):
        cells = (
            number,
            verdict.path,
            verdict.unit or "",
            verdict.report_year if verdict.report_year is not None else "",
            verdict.template.id if verdict.template else "",
            say(f"status.{verdict.status}", lang),
            *(verdict.number_of(standing) for standing in STANDINGS),
            len(verdict.ran),
            len({one.code for one in verdict.skipped}),
            _remark(verdict, lang),
        )
        yield Line(cells, "mandatory" if verdict.status in {"returned", "unreadable"} else "")


def _remark(verdict: Verdict, lang: Lang) -> str:
    if verdict.reason is not None:
        return refusal(verdict.reason, lang)
    return say("compared", lang, path=verdict.previous) if verdict.previous is not None else ""


def findings(found: Report, lang: Lang) -> Iterator[Line]:
    """Every finding of every file: the worst first, each followed by its consequences; then what concerns several."""
    number = 0
    for verdict in found.files:
        for ranked in items(verdict).values():
            for item in ranked:
                number += 1
                head = number
                yield _finding(head, item.finding, verdict, lang)
                for one in item.follow:
                    number += 1
                    yield _finding(number, one, verdict, lang, cause=head)
    for across in found.cross:
        number += 1
        yield _across(number, across, lang)


def _finding(
    number: int, finding: Finding, verdict: Verdict, lang: Lang, *, cause: int | None = None
) -> Line:
    place, sentences = finding.place, render(finding, lang)
    # The filer's words have a column of their own.
    beside = [*_related(finding, lang), *remarks(finding._replace(explanation=None), verdict, lang)]
    cells = (
        number,
        verdict.path,
        verdict.unit or "",
        say(f"severity.{finding.standing}", lang),
        finding.code,
        rule(finding.code).title[lang],
        place.sheet or say("whole_file", lang),
        place.address or (say("whole_sheet", lang) if place.sheet else ""),
        finding.row,
        finding.value or "",
        finding.expected or "",
        _with(sentences.message, beside, lang),
        sentences.hint,
        cause if cause is not None else "",
        finding.explanation or "",
        basis(finding.code, lang),
    )
    return Line(cells, finding.standing)


def _related(finding: Finding, lang: Lang) -> Iterator[str]:
    if finding.related:
        places = (address(one, finding.place) for one in finding.related[:_RELATED])
        yield say("related", lang, places=say("comma", lang).join(places))


def _with(message: str, beside: Sequence[str], lang: Lang) -> str:
    return say("aside", lang, text=message, more=say("semicolon", lang).join(beside)) if beside else message


def _across(number: int, found: CrossFinding, lang: Lang) -> Line:
    """Files and cells in the same order."""
    sentences = render(Finding(found.code, found.severity, found.where[0][1], params=found.params), lang)
    between = say("semicolon", lang)
    places = [f"{place.sheet}!{place.address}" for _, place in found.where if place.sheet]
    cells = (
        number,
        between.join(dict.fromkeys(path for path, _ in found.where)),
        "",
        say(f"severity.{found.severity}", lang),
        found.code,
        rule(found.code).title[lang],
        "",
        between.join(places),
        "",
        "",
        "",
        sentences.message,
        sentences.hint,
        "",
        "",
        basis(found.code, lang),
    )
    return Line(cells, found.severity)


def unrun_rules(found: Report, lang: Lang) -> Iterator[Line]:
    """Rules that could not run, those of one reason together."""
    number = 0
    for verdict in found.files:
        for codes, why in unrun(verdict.skipped, lang):
            number += 1
            yield Line((number, verdict.path, verdict.unit or "", codes, why))


def progress(found: Report, lang: Lang) -> Iterator[Line]:
    """Every firm of the lists that concern the units."""
    number = 0
    for verdict in found.files:
        for one in verdict.progress:
            for firm in one.firms:
                number += 1
                cells = firm_cells(firm, lang)
                yield Line((number, verdict.path, verdict.unit or "", one.title, *cells))
