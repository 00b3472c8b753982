"""Paragraphs and tables of a Word document as sheets: a table with its title above and its notes below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area, CellKind, Oddity, Sheet, Span
from qingjian.model.rows import shape
from qingjian.patterns import pattern
from qingjian.sheets import guard
from qingjian.sheets.docx_table import WordTable
from qingjian.sheets.docx_titles import is_continuation, is_numbered, labelled, name, parted
from qingjian.sheets.rows import Rows

FRONT: Final = "正文"
"""Name of the sheet with the labelled lines before the first table, as a cover has them."""
_FIGURE: Final = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_DIGITS: Final = 15
"""More are an identity number or a phone list, and no spreadsheet could hold them as a number."""
_AS_WRITTEN: Final = "@"
_MOST_LABELS: Final = 40
_BLANKS: Final = " \t\u00a0\u3000"


@dataclass(slots=True)
class _Part:
    """What becomes one sheet."""

    titles: Sequence[str]
    tables: list[WordTable]
    notes: list[str] = field(default_factory=list[str])


def sheets(items: Iterable[str | WordTable]) -> tuple[list[Sheet], list[Oddity]]:
    """A sheet for each table that has a title; a table right below another one continues it."""
    front, parts = _parts(items)
    if len(parts) >= guard.SHEETS:
        raise UnreadableWorkbook("too-many-sheets", str(len(parts)))
    made: list[Sheet] = []
    oddities: list[Oddity] = []
    labels = [pair for pair in map(labelled, front) if pair is not None]
    if labels and len(labels) <= _MOST_LABELS:
        made.append(_cover(front))
    names = {sheet.name for sheet in made}
    for number, part in enumerate(parts, 1):
        builder = _Builder(_unused(_called(part, number), names))
        made.append(builder.sheet(part))
        oddities += builder.oddities
    return made, oddities


def _parts(items: Iterable[str | WordTable]) -> tuple[list[str], list[_Part]]:
    front: list[str] = []
    parts: list[_Part] = []
    lines: list[str] = []
    for item in items:
        if isinstance(item, str):
            lines.append(item)
        elif parts and is_continuation(lines) and not _begins(item):
            parts[-1].tables.append(item)
            lines = []
        else:
            notes, titles = parted(lines)
            (parts[-1].notes if parts else front).extend(notes)
            parts.append(_Part(titles, [item]))
            lines = []
    (parts[-1].notes if parts else front).extend(lines)
    return front, parts


def _begins(table: WordTable) -> bool:
    """The table has a place of its own: it lies within another one, or its first row is its title."""
    first = table.first_texts()
    return table.is_nested or (len(first) == 1 and is_numbered(first[0]))


def _called(part: _Part, number: int) -> str:
    first = part.tables[0].first_texts()
    inside = first if len(first) == 1 and is_numbered(first[0]) else ()
    return name([*part.titles, *inside], number)


def _unused(wanted: str, taken: set[str]) -> str:
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}（{count}）"
    taken.add(found)
    return found


def _cover(lines: Sequence[str]) -> Sheet:
    """A row for each line; what stands behind a label goes into the cell beside it."""
    builder = _Builder(FRONT)
    for line in lines:
        pair = labelled(line)
        if pair is None:
            builder.line(line)
        else:
            builder.put(builder.next_row(), [(1, pair[0]), (2, pair[1])])
    return builder.finish()


class _Builder:
    """Puts lines and tables one below the other."""

    def __init__(self, called: str) -> None:
        self.oddities: list[Oddity] = []
        self._name = called
        self._rows = Rows()
        self._row = 0
        self._merges: list[Area] = []
        self._hidden: list[Span] = []

    def sheet(self, part: _Part) -> Sheet:
        """The titles, the tables, the notes."""
        for title in part.titles:
            self.line(title)
        for table in part.tables:
            self._table(table)
        for note in part.notes:
            self.line(note)
        return self.finish()

    def finish(self) -> Sheet:
        return Sheet(self._name, rows=self._rows, merges=tuple(self._merges), hidden_rows=tuple(self._hidden))

    def next_row(self) -> int:
        self._row += 1
        return self._row

    def line(self, text: str) -> None:
        """A paragraph in a row of its own."""
        row = self.next_row()
        self._rows.put(row, shape(((1, "text", _AS_WRITTEN),)), [text])

    def put(self, row: int, cells: Iterable[tuple[int, str]]) -> None:
        """The cells of one row that say anything."""
        slots, texts = zip(*_stored(cells), strict=True)
        self._rows.put(row, shape(slots), texts)

    def _table(self, table: WordTable) -> None:
        above, lines = self._row, table.lines()
        for number, cells in table.placed(lines):
            self.put(above + number, ((cell.col, cell.text) for cell in cells))
        self._row += len(table)
        if self._row > guard.ROW:
            raise UnreadableWorkbook("bad-address", self._name)
        for area in table.areas(lines):
            self._merges.append(area._replace(top=area.top + above, bottom=area.bottom + above))
        self._hidden += [Span(above + number, above + number) for number in table.hidden()]
        for code, detail, number, line in table.marks:
            col = lines[line] + 1 if line < len(lines) else None
            self.oddities.append(Oddity(code, detail, self._name, above + number, col))


def _stored(cells: Iterable[tuple[int, str]]) -> Iterator[tuple[tuple[int, CellKind, str], str]]:
    """Word knows texts only: one that is a plain number is taken for that."""
    for col, text in cells:
        bare = text.strip(_BLANKS)
        if bare[-1:].isdigit() and _FIGURE.match(bare) and sum(map(str.isdigit, bare)) <= _DIGITS:
            yield (col, "number", _AS_WRITTEN), bare
        elif text:
            yield (col, "text", _AS_WRITTEN), text
