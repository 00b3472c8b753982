"""Figures that stand in no field: nobody reads them, so somebody has to be told."""

from __future__ import annotations

from collections.abc import Iterator

from qingjian.bind.parameters import is_unread_helper
from qingjian.catalog.edition import Edition, Score, ScoreItem, ScoreSection, SheetSpec
from qingjian.model.finding import Place
from qingjian.model.form import FilledList, Form


def strays(form: Form, edition: Edition) -> Iterator[tuple[Place, str]]:
    """Their places and texts; texts that are no figures are captions and notes."""
    taken = set(_fields(form)) | set(form.parameters.places.values())
    printed = {table.sheet: _scores(edition.sheet(name)) for name, table in form.tables.items()}
    for sheet in form.grid.sheets:
        if is_unread_helper(sheet.name):  # readers of other formats than .xlsx read these as well
            continue
        for number, cells in sheet.stream():
            for cell in cells.values():
                place = Place(sheet.name, number, cell.col)
                if cell.kind != "number" or place in taken:
                    continue
                if cell.text not in printed.get(sheet.name, ()):
                    yield place, cell.text


def _scores(sheet: SheetSpec) -> frozenset[str]:
    """Numbers that a score sheet prints: of its lines, and the most that each can score."""
    sections = [section for block in sheet.blocks() if isinstance(block, Score) for section in block.sections]
    lines: list[ScoreSection | ScoreItem] = [*sections]
    lines += (item for section in sections for item in section.items)
    return frozenset(text for line in lines for text in (line.score, line.number))


def _fields(form: Form) -> Iterator[Place]:
    for table in form.tables.values():
        for block in table.blocks.values():
            for entries in block.rows():
                yield from (entry.place for entry in entries.values())
            if isinstance(block, FilledList):
                yield from _printed(table.sheet, block)
                if block.total is not None:
                    yield from (entry.place for entry in block.total.entries.values())


def _printed(sheet: str, block: FilledList) -> Iterator[Place]:
    """Row numbers, the rows that hold nothing but a printed one, and the numbers before the names of a sublist."""
    filled: set[int] = set()
    for row in block.entries:
        filled.add(row.number)
        if row.item is not None and "name" in row.entries:
            yield Place(sheet, row.number, block.columns["name"])
    for number in range(block.header_row + 1, block.last_row + 1):
        for field, col in block.columns.items():
            if field == "seq" or number not in filled:
                yield Place(sheet, number, col)
