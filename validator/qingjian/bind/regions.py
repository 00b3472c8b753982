"""Where each sheet of the edition stands in the workbook, and each section on its sheet."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from qingjian.bind.captions import Wanted, keyed, wanted
from qingjian.bind.page import Hit, Page, Region
from qingjian.catalog.edition import (
    Bound,
    Edition,
    Labels,
    ListBlock,
    Matrix,
    Score,
    Section,
    SheetSpec,
    leaf_fields,
)
from qingjian.named_tuple import NamedTuple

_TITLE_REACH: Final = 8
"""Rows above a header in which its title may stand."""
TOTAL_WORDS: Final = frozenset({"合计", "总计", "共计"})
_ENOUGH: Final = 0.3
"""Share of a table's captions below which it is not that table."""


class Spot(NamedTuple):
    """A table of the edition found on a page."""

    page: Page
    region: Region
    score: float


_KEYS: dict[tuple[str, str], frozenset[str]] = {}
"""(edition hash, table) → captions; editions are not hashable, their hash is."""


def sheet_keys(edition: Edition, sheet: SheetSpec) -> frozenset[str]:
    """Normal forms of every caption of one sheet of the edition."""
    known = _KEYS.get((edition.hash, sheet.id))
    if known is None:
        captions = [section.caption for section in sheet.sections if section.caption]
        captions.extend(caption for block in sheet.blocks() for caption in _printed(block))
        known = frozenset(wanted(caption).full for caption in captions) - {"", "…"}
        _KEYS[edition.hash, sheet.id] = known
    return known


def _printed(block: Bound) -> Iterator[str]:
    """The captions that a block prints."""
    match block:
        case Matrix():
            yield from (item.caption for item in block.items)
            yield from (caption for field in leaf_fields(block.columns) for caption in field.path)
        case Score():
            yield from block.headings
            yield from (section.caption for section in block.sections)
            yield from (item.caption for section in block.sections for item in section.items)
            yield from (veto.caption for veto in block.vetoes)
        case _:
            yield from (caption for field in block.fields for caption in field.path)


def is_list(sheet: SheetSpec) -> bool:
    """The sheet is one list and nothing else that would anchor it."""
    return len(sheet.sections) == 1 and isinstance(sheet.sections[0].blocks[-1], ListBlock)


def locate(edition: Edition, pages: Sequence[Page]) -> Mapping[str, Spot]:
    """The best place for each table of the edition; a place serves one table only."""
    claims: list[tuple[float, str, Page, int]] = []
    for sheet in edition.sheets:
        keys = sheet_keys(edition, sheet)
        for page in pages:
            for row, share in _anchors(page, sheet, keys):
                claims.append((share + _title_bonus(page, sheet, row), sheet.id, page, row))
    claims.sort(key=lambda claim: -claim[0])
    taken: dict[str, tuple[Page, int, float]] = {}
    used: set[tuple[int, int]] = set()
    for score, table, page, row in claims:
        if table in taken or (id(page), row) in used:
            continue
        taken[table] = page, row, score
        used.add((id(page), row))
    return {table: Spot(page, _reach(page, row, taken), score) for table, (page, row, score) in taken.items()}


def _anchors(page: Page, sheet: SheetSpec, keys: frozenset[str]) -> list[tuple[int, float]]:
    """Rows where the table may begin, with the share of its captions: several rows for a list,
    since alike tables may share a page; for a form the first caption's row."""
    if is_list(sheet):
        said = Counter(row for key in keys for row in {row for row, _ in page.places(key)})
        shares = [(row, count / len(keys)) for row, count in sorted(said.items())]
        return [(row, share) for row, share in shares if share >= _ENOUGH and not _is_continued(page, row)]
    share = len(page.said(keys)) / len(keys) if keys else 0.0
    if share < _ENOUGH:
        return []
    return [(min(row for key in keys for row, _ in page.places(key)), share)]


def _is_continued(page: Page, row: int) -> bool:
    """The header is repeated at a page break: the same captions stand above, and no total between."""
    said = {hit.key.full for hit in page.hits(row)}
    above_all = page.numbers[: bisect_left(page.numbers, row)]
    for above in reversed(above_all):
        keys = {hit.key.full for hit in page.hits(above)}
        if keys == said:
            return True
        if keys & TOTAL_WORDS or any(key.startswith("表") for key in keys):
            return False
    return False


def _title_bonus(page: Page, sheet: SheetSpec, row: int) -> float:
    """Titles above the header and the sheet's name tell alike tables apart."""
    titles = [wanted(title.text) for title in sheet.titles]
    above = list(page.within(Region(max(1, row - _TITLE_REACH), row)))
    said = sum(1 for title in titles if any(_says(title, hit) for hit in above))
    named = keyed(page.sheet.name).full == keyed(sheet.name).full
    return 0.4 * said / max(1, len(titles)) + (0.3 if named else 0.0)


def _says(title: Wanted, hit: Hit) -> bool:
    return title.matches(hit.key) or (len(title.full) > 3 and title.full in hit.key.full)


def _reach(page: Page, row: int, taken: Mapping[str, tuple[Page, int, float]]) -> Region:
    """From the anchor to the row before the next table on the same page."""
    later = [other for where, other, _ in taken.values() if where is page and other > row]
    return Region(row, min(later) - 1 if later else max(page.last_row, row))


def sections(page: Page, sheet: SheetSpec, region: Region) -> Mapping[str, tuple[Region, Hit | None]]:
    """Rows of each section: from its caption to the next one; a section without a caption has all
    the rows from the section before it to the one after it."""
    captions = _starts(page, sheet.sections, region)
    tops = {name: hit.row for name, hit in captions.items()}
    top = region.top
    for section in sheet.sections:
        if section.caption is None:
            found = _labels_row(page, section, region._replace(top=top))
            if found is not None:
                tops[section.id] = found
        top = tops.get(section.id, top)
    return dict(_spread(sheet, region, captions, tops))


def _spread(
    sheet: SheetSpec, region: Region, captions: Mapping[str, Hit], tops: Mapping[str, int]
) -> Iterator[tuple[str, tuple[Region, Hit | None]]]:
    top = region.top
    for index, section in enumerate(sheet.sections):
        if section.caption is not None and section.id not in tops:
            continue
        top = tops.get(section.id, top)
        own = section.id in tops
        later = [
            tops[s.id]
            for s in (sheet.sections if own else sheet.sections[index:])
            if s.id in tops and tops[s.id] > top
        ]
        yield section.id, (Region(top, min(later) - 1 if later else region.bottom), captions.get(section.id))


def _labels_row(page: Page, section: Section, region: Region) -> int | None:
    """The row on which a section of labels begins."""
    rows = [
        hit.row
        for block in section.blocks
        if isinstance(block, Labels)
        for item in block.items
        for hit in page.find(wanted(item.caption), region)
    ]
    return max(set(rows), key=lambda row: (rows.count(row), -row)) if rows else None


def _starts(page: Page, declared: Sequence[Section], region: Region) -> dict[str, Hit]:
    """The first caption of each section; sections of the same caption take turns."""
    starts: dict[str, Hit] = {}
    last = region.top - 1
    for section in declared:
        if section.caption is None:
            continue
        hits = page.find(wanted(section.caption), region) or [
            near for near in [page.find_near(wanted(section.caption), region)] if near is not None
        ]
        later = [hit for hit in hits if hit.row > last]
        if hits:
            starts[section.id] = (later or hits)[0]
            last = starts[section.id].row
    return starts
