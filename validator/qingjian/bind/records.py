"""Single cells: under a header tree, beside a label, at a crossing, on a score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qingjian.bind import headers
from qingjian.bind.captions import wanted
from qingjian.bind.entries import entry
from qingjian.bind.notices import Notices
from qingjian.bind.page import Hit, Page, Region
from qingjian.catalog.edition import Field, Item, Labels, Matrix, Record, Score, Text
from qingjian.model.finding import Place
from qingjian.model.form import Entry, FilledRecord


def record(page: Page, table: str, block: Record, header: headers.Header, region: Region, notices: Notices) -> FilledRecord:
    """The row of cells under a header tree; blank rows between are stepped over."""
    headers.tell(header, page, table, notices)
    row = _value_row(page, header, region)
    entries = {name: entry(page.sheet, row, col, header.fields[name]) for name, col in header.columns.items()}
    return FilledRecord(entries)


def _value_row(page: Page, header: headers.Header, region: Region) -> int:
    below = header.bottom + 1
    columns = frozenset(header.columns.values())
    for row in range(below, min(region.bottom, below + 3) + 1):
        if any(col in columns for col in page.sheet.row(row)) or any((row, col) in page.merged for col in columns):
            return row
    return below


def labels(page: Page, table: str, block: Labels, region: Region, notices: Notices) -> FilledRecord:
    """Cells to the right of their captions."""
    return FilledRecord(dict(_beside(page, table, block.items, region, notices)))


def _beside(page: Page, table: str, items: Iterable[Item], region: Region, notices: Notices) -> Iterable[tuple[str, Entry]]:
    last = region.top - 1
    for item in items:
        if item.field is None:
            continue
        hit = _label(page, item, region, last)
        if hit is None:
            notices.add("QJ1006", Place(page.sheet.name, region.top), table=table, name=item.id, caption=item.caption)
            continue
        last = hit.row
        yield item.field.id, entry(page.sheet, hit.row, page.right_of(hit), item.field)


def _label(page: Page, item: Item, region: Region, last: int) -> Hit | None:
    found = page.find(wanted(item.caption), region)
    later = [hit for hit in found if hit.row > last]
    return (later or found or [page.find_near(wanted(item.caption), region)])[0]


def text(page: Page, block: Text, caption: Hit) -> FilledRecord:
    """The answer beside a section's caption."""
    return FilledRecord({block.field.id: entry(page.sheet, caption.row, page.right_of(caption), block.field)})


def matrix(page: Page, table: str, block: Matrix, region: Region, notices: Notices) -> FilledRecord:
    """A figure at each crossing of a row caption and a column caption."""
    header = headers.place(page, block.columns, region)
    if not header.leaves:
        return FilledRecord({})
    headers.tell(header, page, table, notices)
    fields: Mapping[str, Field] = {field.id: field for field in block.fields}
    entries: dict[str, Entry] = {}
    last = header.bottom
    for item in block.items:
        hit = _label(page, item, region.below(header.bottom), last)
        if hit is None:
            notices.add("QJ1006", Place(page.sheet.name, header.bottom), table=table, name=item.id, caption=item.caption)
            continue
        last = hit.row
        for column, above in header.leaves.items():
            parts = item.parts or (item,)
            for part, col in zip(parts, _cells(page, hit.row, above, len(parts)), strict=True):
                known = fields[f"{part.id}.{column}"]
                entries[known.id] = entry(page.sheet, hit.row, col, known)
    return FilledRecord(entries)


def _cells(page: Page, row: int, above: Hit, count: int) -> list[int]:
    """Where the cells of a crossing begin: as merged, or else in equal shares of the column."""
    starts = sorted({above.col, *(col for at, col in page.merged if at == row and above.col < col <= above.right)})
    if len(starts) == count:
        return starts
    width = above.right - above.col + 1
    return [above.col + width * index // count for index in range(count)]


def score(page: Page, table: str, block: Score, region: Region, notices: Notices) -> FilledRecord:
    """Scores given beside each item, the total, and the answer beside each veto."""
    given = page.find(wanted(block.headings[-1]), region)
    column = given[0].col if given else region.left
    entries: dict[str, Entry] = {}
    captions = {field.id: field for field in block.fields}
    last = given[0].row if given else region.top - 1
    for name, known in captions.items():
        vetoed = name.startswith("veto.")
        hits = [hit for hit in page.find(wanted(known.caption), region) if hit.row >= last]
        if not hits:
            notices.add("QJ1006", Place(page.sheet.name, region.top), table=table, name=name, caption=known.caption)
            continue
        last = hits[0].row
        entries[name] = entry(page.sheet, hits[0].row, page.right_of(hits[0]) if vetoed else column, known)
    return FilledRecord(entries)
