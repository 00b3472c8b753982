"""Single cells: under a header tree, beside a label, at a crossing, on a score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from qingjian.bind import headers
from qingjian.bind.captions import wanted
from qingjian.bind.entries import entry
from qingjian.bind.notices import Site
from qingjian.bind.page import Hit, Page, Region
from qingjian.catalog.edition import Field, Item, Labels, Matrix, Score, Text
from qingjian.model.form import Entry, FilledRecord

_BLANK_ROWS: Final = 3
"""Rows that may stand empty between a header and its cells."""


def record(site: Site, header: headers.Header, region: Region) -> FilledRecord:
    """The row of cells under a header tree; blank rows between are stepped over."""
    headers.tell(header, site)
    sheet = site.page.sheet
    row = _value_row(site.page, header, region)
    return FilledRecord(
        {name: entry(sheet, row, col, header.fields[name]) for name, col in header.columns.items()}
    )


def _value_row(page: Page, header: headers.Header, region: Region) -> int:
    below = header.bottom + 1
    columns = frozenset(header.columns.values())
    for row in range(below, min(region.bottom, below + _BLANK_ROWS) + 1):
        cells = page.sheet.row(row)
        if any(col in cells or (row, col) in page.merged for col in columns):
            return row
    return below


def labels(site: Site, block: Labels, region: Region) -> FilledRecord:
    """Cells to the right of their captions."""
    return FilledRecord(dict(_beside(site, block.items, region)))


def _beside(site: Site, items: Iterable[Item], region: Region) -> Iterator[tuple[str, Entry]]:
    last = region.top - 1
    for item in items:
        if item.field is None:
            continue
        hit = _label(site.page, item, region, last)
        if hit is None:
            site.notice("QJ1006", region.top, name=item.id, caption=item.caption)
            continue
        last = hit.row
        yield item.field.id, entry(site.page.sheet, hit.row, site.page.right_of(hit), item.field)


def _label(page: Page, item: Item, region: Region, last: int) -> Hit | None:
    found = page.find(wanted(item.caption), region)
    later = [hit for hit in found if hit.row > last]
    if later or found:
        return (later or found)[0]
    return page.find_near(wanted(item.caption), region)


def text(page: Page, block: Text, caption: Hit) -> FilledRecord:
    """The answer beside a section's caption."""
    beside = entry(page.sheet, caption.row, page.right_of(caption), block.field)
    return FilledRecord({block.field.id: beside})


def matrix(site: Site, block: Matrix, region: Region) -> FilledRecord:
    """A figure at each crossing of a row caption and a column caption."""
    header = headers.place(site.page, block.columns, region)
    if not header.leaves:
        return FilledRecord({})
    headers.tell(header, site)
    fields: Mapping[str, Field] = {field.id: field for field in block.fields}
    entries: dict[str, Entry] = {}
    last = header.bottom
    for item in block.items:
        hit = _label(site.page, item, region.below(header.bottom), last)
        if hit is None:
            site.notice("QJ1006", header.bottom, name=item.id, caption=item.caption)
            continue
        last = hit.row
        for column, above in header.leaves.items():
            parts = item.parts or (item,)
            for part, col in zip(parts, _cells(site.page, hit.row, above, len(parts)), strict=True):
                known = fields[f"{part.id}.{column}"]
                entries[known.id] = entry(site.page.sheet, hit.row, col, known)
    return FilledRecord(entries)


def _cells(page: Page, row: int, above: Hit, count: int) -> list[int]:
    """Where the cells of a crossing begin: as merged, or else in equal shares of the column."""
    starts = sorted({above.col, *page.starts(row, above.col + 1, above.right)})
    if len(starts) == count:
        return starts
    width = above.right - above.col + 1
    return [above.col + width * index // count for index in range(count)]


def score(site: Site, block: Score, region: Region) -> FilledRecord:
    """Scores given beside each item, the total, and the answer beside each veto."""
    page = site.page
    given = page.find(wanted(block.headings[-1]), region)
    column = given[0].col if given else region.left
    entries: dict[str, Entry] = {}
    last = given[0].row if given else region.top - 1
    for known in block.fields:
        hits = [hit for hit in page.find(wanted(known.caption), region) if hit.row >= last]
        if not hits:
            site.notice("QJ1006", region.top, name=known.id, caption=known.caption)
            continue
        last = hits[0].row
        col = page.right_of(hits[0]) if known.id.startswith("veto.") else column
        entries[known.id] = entry(page.sheet, hits[0].row, col, known)
    return FilledRecord(entries)
