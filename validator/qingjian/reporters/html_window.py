"""The sheets of a file as a page shows them: a table for each window, its marked cells linked with their findings."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Final

from qingjian.catalog.messages import Lang
from qingjian.model.finding import STANDINGS, Place
from qingjian.model.grid import a1, letters
from qingjian.model.picture import Shown, ShownRow, Window
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.markup import Markup, element
from qingjian.reporters.safe import visible
from qingjian.reporters.wording import say

Links = Mapping[tuple[str, int, int], str]
"""Sheet, row and column of every cell on the page that can be jumped to → its id."""


_LONG: Final = 8
"""Characters that would stand one below the other in a narrow column."""


class Mark(NamedTuple):
    """Why a cell is coloured: the heaviest finding that points at it."""

    standing: str
    number: int


Marks = Mapping[tuple[str, int, int], Mark]


def marks(verdict: Verdict) -> Marks:
    """The cells of a file that findings point at; a finding's own cell counts before one it suspects."""
    found: dict[tuple[str, int, int], Mark] = {}
    ranked = sorted(
        enumerate(verdict.findings, 1), key=lambda one: (STANDINGS.index(one[1].standing), one[1].cause > 0)
    )
    for number, finding in ranked:
        _mark(found, finding.place, Mark(finding.standing, number))
    for number, finding in ranked:
        for place in (*finding.suspects, *finding.related):
            _mark(found, place, Mark("pointed", number))
    return found


def _mark(found: dict[tuple[str, int, int], Mark], place: Place, mark: Mark) -> None:
    if place.row and place.col:
        found.setdefault((place.sheet, place.row, place.col), mark)


def links(verdict: Verdict, file: str, marked: Marks) -> Links:
    """The marked cells that the windows of a file show."""
    found: dict[tuple[str, int, int], str] = {}
    for order, window in enumerate(_windows(verdict), 1):
        for row in window.rows:
            for cell in row.cells:
                key = (window.sheet, row.number, cell.col)
                if key in marked:
                    found[key] = f"{file}-{order}-{a1(row.number, cell.col)}"
    return found


def sheets(verdict: Verdict, file: str, marked: Marks, linked: Links, lang: Lang) -> Iterator[Markup]:
    """A heading and a table for each window."""
    for window in _windows(verdict):
        title = element("h4", say("page.sheet", lang, sheet=window.sheet))
        yield element("section", title, element("div", _table(window, file, marked, linked), class_="scroll"), class_="sheet")  # fmt: skip


def _windows(verdict: Verdict) -> tuple[Window, ...]:
    return verdict.picture.windows if verdict.picture is not None else ()


def _table(window: Window, file: str, marked: Marks, linked: Links) -> Markup:
    head = "".join(f"<th>{letters(col)}</th>" for col in window.columns)
    body: list[str] = []
    before = 0
    for row in window.rows:
        gap = ' class="gap"' if before and row.number != before + 1 else ""
        before = row.number
        body.append(f"<tr{gap}><th>{row.number}</th>{_cells(window.sheet, row, file, marked, linked)}</tr>")
    rows = "".join(body)
    return Markup(
        f'<table class="window"><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _cells(sheet: str, row: ShownRow, file: str, marked: Marks, linked: Links) -> str:
    """Written out by hand, empty neighbours as one: the page of a large batch has a hundred thousand cells."""
    parts: list[str] = []
    empty = 0
    for cell in row.cells:
        where = (sheet, row.number, cell.col)
        mark = marked.get(where)
        if mark is None and not cell.text and cell.tall == 1:
            empty += cell.wide
            continue
        if empty:
            parts.append(_empty(empty))
            empty = 0
        parts.append(_cell(cell, None if mark is None else (linked[where], mark, f"#{file}-{mark.number}")))
    if empty:
        parts.append(_empty(empty))
    return "".join(parts)


def _cell(cell: Shown, marked: tuple[str, Mark, str] | None) -> str:
    words = html.escape(visible(cell.text.replace("\n", " "))) if cell.text else ""
    if marked is None:
        long = ' class="long"' if len(words) > _LONG and cell.wide == 1 else ""
        return f"<td{long}{_spans(cell)}>{words}</td>"
    name, mark, target = marked
    return f'<td id="{name}" class="{mark.standing}"{_spans(cell)}><a href="{target}">{words}</a></td>'


def _empty(columns: int) -> str:
    return f'<td colspan="{columns}"></td>' if columns > 1 else "<td></td>"


def _spans(cell: Shown) -> str:
    wide = f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    return f'{wide} rowspan="{cell.tall}"' if cell.tall > 1 else wide
