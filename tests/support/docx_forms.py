"""Filled forms as Word documents: the sheets of the official workbook, drawn as the attachments are in Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qingjian.catalog.edition import Edition, SheetSpec
from qingjian.model.grid import Grid, Sheet
from qingjian.sheets.read import read
from qingjian.templates.book import build
from qingjian.templates.layout import column_widths
from support.docx import as_table, document, paragraph

Json = dict[str, Any]
_BEHIND = ("参数", "情况说明")
_TITLES = 2
"""Lines of a cover above its labels."""


def word_form(edition: Edition, data: Json, *, with_parameters: bool = False) -> bytes:
    """The form in Word, its cover as lines; `with_parameters` adds what our own sheets behind the form declare."""
    grid = read(build(edition, data=data), "form.xlsx")
    body = [piece for spec in edition.sheets for piece in _sheet(grid, spec)]
    if with_parameters:
        body += [piece for name in _BEHIND for piece in _behind(grid, name)]
    return document("".join(body))


def _sheet(grid: Grid, spec: SheetSpec) -> Iterator[str]:
    sheet = grid.sheet(spec.name)
    assert sheet is not None
    last, titles, width = max(sheet.rows), len(spec.titles), len(column_widths(spec))
    if spec.id == "cover":
        yield from (paragraph(_line(sheet, number, width)) for number in range(1, last + 1))
        return
    yield from (paragraph(sheet.text(number, 1)) for number in range(1, titles + 1))
    bottom = last - len(spec.notes)
    yield as_table(sheet, range(titles + 1, bottom + 1), width)
    yield from (paragraph(sheet.text(number, 1)) for number in range(bottom + 1, last + 1))
    yield paragraph("")


def _line(sheet: Sheet, number: int, width: int) -> str:
    """单位名称：某局（盖章）, or a line of the title."""
    texts = [cell.text for col, cell in sorted(sheet.row(number).items()) if cell.text and col <= width]
    label, seal, _ = (*texts[0].partition("（盖章）"),) if texts else ("", "", "")
    return label if number <= _TITLES else f"{label}：{''.join(texts[1:])}{seal}"


def _behind(grid: Grid, name: str) -> Iterator[str]:
    sheet = grid.sheet(name)
    assert sheet is not None
    width = max((col for _, cells in sheet.stream() for col in cells), default=1)
    yield paragraph(name)
    yield as_table(sheet, range(1, max(sheet.rows, default=1) + 1), width)
