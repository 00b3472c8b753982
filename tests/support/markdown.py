"""A workbook from Markdown: every `## name` begins a sheet, every table row is a row of cells."""

from __future__ import annotations

import re
from typing import Final

from qingjian.model.figure import stored
from qingjian.model.grid import Cell, CellKind, Grid, Sheet

_ERROR: Final = re.compile(r"#[A-Z/0!?]+\Z")


def grid(text: str, **properties: str) -> Grid:
    """Sheets of cells. `'` before digits makes a text number, `=formula|` a formula without result."""
    sheets: list[Sheet] = []
    rows: dict[int, dict[int, Cell]] = {}
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("## "):
            rows = {}
            sheets.append(Sheet(line[3:], rows=rows))
        elif line.startswith("|"):
            number = max(rows, default=0) + 1
            rows[number] = dict(_cells(number, line.strip("|").split("|")))
        elif not line and rows:
            rows[max(rows) + 1] = {}
    return Grid(sheets, properties={f"qingjian.{name}": value for name, value in properties.items()})


def _cells(row: int, texts: list[str]) -> list[tuple[int, Cell]]:
    found: list[tuple[int, Cell]] = []
    for col, raw in enumerate(texts, 1):
        text = raw.strip().replace("\\n", "\n")
        if text:
            kind, content, formula = _read(text)
            found.append((col, Cell(row, col, kind, content, formula)))
    return found


def _read(text: str) -> tuple[CellKind, str, str | None]:
    if text.startswith("="):
        formula, _, result = text[1:].partition("→")
        return (_kind(result), result, formula) if result else ("uncalculated", "", formula)
    if text.startswith("'"):
        return "text", text[1:], None
    return _kind(text), text, None


def _kind(text: str) -> CellKind:
    if _ERROR.match(text):
        return "error"
    return "number" if stored(text) is not None else "text"
