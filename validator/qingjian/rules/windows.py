"""The part of each sheet that a page shows: the cells that findings point at, their captions and neighbours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from typing import Final

from qingjian.model.figure import plain
from qingjian.model.finding import STANDINGS, Finding, Place
from qingjian.model.form import FilledBlock, FilledList, Form
from qingjian.model.grid import Area, Cell, Sheet
from qingjian.model.picture import Shown, ShownRow, Window
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

ROWS: Final = 60
COLUMNS: Final = 40
"""At most so many of one sheet."""
_SMALL: Final = 24
"""A sheet with no more rows than that is shown whole."""
_LONG: Final = 500
"""Rows beyond which a sheet is not even looked through."""
_NARROW: Final = 8
"""Columns that a sheet is taken to have before they are counted."""
_LEADING: Final = 3
"""Columns that say whose row it is."""
_LONGEST: Final = 60
"""Characters of a cell."""
_AROUND: Final = (-1, 1, -2)
"""Rows shown around a cell, the most telling first."""
_LIKE_EXCEL: Final = Context(prec=15)
_NUMBER: Final = pattern(r"-?[0-9]+(?:\.[0-9]+)?\Z")

Cells = Sequence[tuple[int, int]]


def windows(form: Form, findings: Sequence[Finding], most: int) -> tuple[Window, ...]:
    """Windows of at most so many cells together, sheets with the heaviest findings first served."""
    frames = _frames(form)
    found: dict[str, Window] = {}
    for name, marked in _marked(findings).items():
        sheet = form.grid.sheet(name)
        if sheet is None:
            continue
        window = _window(sheet, marked, frames.get(name, _Frame()), most)
        if window.rows:
            found[name] = window
            most -= sum(len(row.cells) for row in window.rows)
    return tuple(found[sheet.name] for sheet in form.grid.sheets if sheet.name in found)


def _marked(findings: Sequence[Finding]) -> Mapping[str, Cells]:
    """Sheet → cells that findings point at, the heaviest first."""
    found: dict[str, dict[tuple[int, int], None]] = {}
    for places in (_own, _others):
        for finding in sorted(findings, key=lambda one: STANDINGS.index(one.standing)):
            for place in places(finding):
                if place.row and place.col:
                    found.setdefault(place.sheet, {})[place.row, place.col] = None
    return {sheet: tuple(cells) for sheet, cells in found.items()}


def _own(finding: Finding) -> tuple[Place, ...]:
    return (finding.place,)


def _others(finding: Finding) -> tuple[Place, ...]:
    return (*finding.suspects, *finding.related)


class _Frame(NamedTuple):
    """What binding found out about a sheet."""

    lists: tuple[tuple[int, int], ...] = ()
    """The last header row of each of its lists, and its total row."""
    last: int = 0
    """The last column with a field; what stands to the right of the form is not shown."""


def _frames(form: Form) -> Mapping[str, _Frame]:
    """Frames of the sheets that hold tables."""
    found: dict[str, _Frame] = {}
    for table in form.tables.values():
        known = found.get(table.sheet, _Frame())
        blocks = table.blocks.values()
        lists = [(block.header_row, block.last_row + 1) for block in blocks if isinstance(block, FilledList)]
        last = max((col for block in blocks for col in _bound(block)), default=0)
        found[table.sheet] = _Frame((*known.lists, *lists), max(known.last, last))
    return found


def _bound(block: FilledBlock) -> Iterable[int]:
    if isinstance(block, FilledList):
        return block.columns.values()
    return (entry.place.col for entry in block.entries.values())


def _window(sheet: Sheet, marked: Cells, frame: _Frame, most: int) -> Window:
    rows = sorted(_rows(sheet, marked, frame, max(most // _NARROW, 1)))
    columns = _columns(sheet, rows, marked, frame.last)
    rows = sorted(_fitting(rows, marked, most // max(len(columns), 1)))
    return Window(sheet.name, columns, tuple(_drawn(sheet, rows, columns)))


def _rows(sheet: Sheet, marked: Cells, frame: _Frame, most: int) -> Sequence[int]:
    """Rows to show: all of a small sheet that hold or lack something, else the marked ones with captions and neighbours."""
    if len(sheet.rows) <= _LONG:
        used = {number for number, cells in sheet.stream() if any(cell.text for cell in cells.values())}
        if used:  # something may be missing in a row that holds nothing
            used.update(row for row, _ in marked)
        if len(used) <= min(_SMALL, most):
            return list(used)
    found: dict[int, None] = {}
    for row, _ in marked:
        head = next((first for first, last in frame.lists if first < row <= last), 0)
        near = (row, head, head - 1, *(row + step for step in _AROUND))
        found.update(dict.fromkeys(number for number in near if number > 0))
        if len(found) >= min(ROWS, most):
            break
    return list(found)[: min(ROWS, most)]


def _fitting(rows: Sequence[int], marked: Cells, most: int) -> Sequence[int]:
    """As many rows as there is room for, the marked ones before their neighbours."""
    shown = set(rows)
    first = dict.fromkeys(row for row, _ in marked if row in shown)
    return [*first, *(row for row in rows if row not in first)][:most]


def _columns(sheet: Sheet, rows: Sequence[int], marked: Cells, right: int) -> tuple[int, ...]:
    """Columns to show: all of the form, or the first ones and those around the marked cells."""
    shown = set(rows)
    used = {cell.col for row in rows for cell in sheet.row(row).values() if cell.text}
    if right:
        right = max((right, *(area.right for area in sheet.merges if area.left <= right)))
        used = {col for col in used if col <= right} | {right}
    pointed = [col for row, col in marked if row in shown]
    used.update(pointed)
    if not used:
        return ()
    every: Sequence[int] = range(min(used), max(used) + 1)
    if len(every) > COLUMNS:
        near = dict.fromkeys(every[:_LEADING])
        for col in pointed:
            near.update(dict.fromkeys(one for one in (col - 1, col, col + 1) if one in every))
        every = sorted(list(near)[:COLUMNS])
    return tuple(col for col in every if col in pointed or not sheet.is_column_hidden(col))


def _drawn(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Iterator[ShownRow]:
    anchors, covered = _merged(sheet.merges, rows, columns)
    for row in rows:
        cells = sheet.row(row)
        shown: list[Shown] = []
        for col in columns:
            if (row, col) in covered:
                continue
            area = anchors.get((row, col))
            if area is None:
                shown.append(Shown(col, _text(cells.get(col))))
            else:
                text = _text(sheet.cell(area.top, area.left))
                shown.append(Shown(col, text, len(_within(columns, area.left, area.right)),
                                   len(_within(rows, area.top, area.bottom))))  # fmt: skip
        yield ShownRow(row, tuple(shown))


def _merged(
    merges: Sequence[Area], rows: Sequence[int], columns: Sequence[int]
) -> tuple[Mapping[tuple[int, int], Area], set[tuple[int, int]]]:
    """First cell shown of each merged area, and the cells that it covers."""
    anchors: dict[tuple[int, int], Area] = {}
    taken: set[tuple[int, int]] = set()
    for area in merges:
        tall = _within(rows, area.top, area.bottom)
        wide = _within(columns, area.left, area.right)
        cells = [(row, col) for row in tall for col in wide]
        if cells and taken.isdisjoint(cells):
            anchors[cells[0]] = area
            taken.update(cells)
    return anchors, taken - anchors.keys()


def _within(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _text(cell: Cell | None) -> str:
    """A cell as a reader would expect to see it; the digits of a computed number as Excel shows them."""
    if cell is None:
        return ""
    text = cell.text
    if cell.kind == "number" and len(text) > 15 and _NUMBER.match(text):
        text = plain(_LIKE_EXCEL.create_decimal(Decimal(text)))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
