"""Sheets of lines below captions, wherever on the sheet the captions stand and in whatever order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from qingjian.bind.captions import Wanted
from qingjian.bind.page import Page, Region
from qingjian.model.grid import Cell, Sheet
from qingjian.named_tuple import NamedTuple


class Line(NamedTuple):
    """One line that says anything: its row, the columns of the captions, the text below each."""

    row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]


def lines(sheet: Sheet, wanted: Mapping[str, Wanted], needed: Collection[str], most: int) -> Iterator[Line]:
    """At most so many lines below the captions; none where the needed ones are not there."""
    page = Page(sheet)
    head, columns = captions(page, wanted, needed)
    told = 0
    for number, cells in page.rows(head + 1, page.last_row) if columns else ():
        texts = {name: text_of(cells.get(col)) for name, col in columns.items()}
        if any(texts.values()):
            told += 1
            yield Line(number, columns, texts)
        if told == most:
            return


def captions(
    page: Page, wanted: Mapping[str, Wanted], needed: Collection[str]
) -> tuple[int, Mapping[str, int]]:
    """The first row that holds the captions that matter, and where each of them stands."""
    found: dict[int, dict[str, int]] = {}
    for name, caption in wanted.items():
        for hit in page.find(caption, Region(1, page.last_row)):
            found.setdefault(hit.row, {}).setdefault(name, hit.col)
    for row in sorted(found):
        if all(name in found[row] for name in needed):
            return row, found[row]
    return 0, {}


def text_of(cell: Cell | None) -> str:
    """What a cell says."""
    return cell.text.strip() if cell is not None else ""
