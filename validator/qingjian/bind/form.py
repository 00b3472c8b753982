"""A workbook bound to its edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from qingjian.bind import explanations, headers, parameters, progress, records
from qingjian.bind.captions import keyed, wanted
from qingjian.bind.lists import ListBinder
from qingjian.bind.notices import Notices, Site
from qingjian.bind.page import Hit, Page, Region
from qingjian.bind.recognise import recognise
from qingjian.bind.regions import Spot, locate, sections
from qingjian.bind.strays import strays
from qingjian.catalog.edition import (
    Bound,
    Edition,
    Labels,
    ListBlock,
    Matrix,
    Record,
    Score,
    Section,
    SheetSpec,
    Text,
)
from qingjian.model.finding import Place
from qingjian.model.form import FilledBlock, Form, Table
from qingjian.model.grid import Grid, Oddity
from qingjian.patterns import pattern

_STRAYS: Final = 20
"""More of them tell a person nothing new."""
_PRINTED_YEAR: Final = pattern(r"(20[0-9]{2})\s*年")


def bind(grid: Grid, *, template: str | None = None) -> tuple[Form, Edition] | None:
    """The form a workbook holds and its edition; None when it is no form of ours."""
    notices = Notices()
    pages = [Page(sheet) for sheet in grid.sheets if sheet.rows and not parameters.is_helper(sheet.name)]
    found = recognise(grid, pages, notices, template=template)
    if found is None:
        return None
    edition = found.edition
    declared = parameters.read(grid, edition, notices)
    spots = locate(edition, pages)
    _tell_sheets(edition, spots, pages, notices, has_tabs=grid.format != "docx")
    tables: dict[str, Table] = {}
    for sheet in edition.sheets:
        spot = spots.get(sheet.id)
        if spot is not None:
            tables[sheet.id] = Table(sheet.id, spot.page.sheet.name, _blocks(sheet, spot, notices))
            _tell_year(sheet, spot, declared.report_year, notices)
    form = Form(
        found.match,
        declared,
        tables,
        grid,
        tuple(notices.found),
        explanations=explanations.read(grid),
        progress=progress.read(grid),
    )
    if grid.format == "docx":
        _tell_strays(form, edition)
    return form, edition


def _tell_strays(form: Form, edition: Edition) -> None:
    """A figure that no caption of a Word table reaches: its borders are drawn too far off."""
    told = form.grid.oddities
    sheets = {table.sheet for table in form.tables.values()}
    for place, text in islice(strays(form, edition), _STRAYS):
        if place.sheet in sheets:
            told.append(Oddity("stray-figure", text, place.sheet, place.row, place.col))


def _tell_sheets(
    edition: Edition, spots: Mapping[str, Spot], pages: Sequence[Page], notices: Notices, *, has_tabs: bool
) -> None:
    """Which sheets are missing, renamed or more than there should be; the tables of a Word form have no tabs
    that could be renamed."""
    used = {id(spot.page) for spot in spots.values()}
    names = {keyed(sheet.name).full for sheet in edition.sheets}
    for sheet in edition.sheets:
        spot = spots.get(sheet.id)
        if spot is None:
            notices.add("QJ1003", table=sheet.id, caption=sheet.name)
            continue
        if not has_tabs:
            continue
        actual = spot.page.sheet.name
        if keyed(actual).full == keyed(sheet.name).full:
            continue
        shared = sum(1 for other in spots.values() if other.page is spot.page) > 1
        moved = shared or keyed(actual).full in names
        notices.add(
            "QJ1014" if moved else "QJ1004", Place(actual), table=sheet.id, expected=sheet.name, found=actual
        )
    for page in pages:
        if id(page) not in used and page.sheet.state == "visible":
            notices.add("QJ1012", Place(page.sheet.name), found=page.sheet.name)


def _tell_year(sheet: SheetSpec, spot: Spot, year: int | None, notices: Notices) -> None:
    """A title that prints another year than the declared one: somebody filled last year's form."""
    for title in sheet.titles:
        if "{year}" not in title.text or year is None:
            continue
        above = Region(max(1, spot.region.top - 8), spot.region.top + 1)
        for hit in spot.page.find(wanted(title.text), above):
            printed = _PRINTED_YEAR.search(hit.text)
            if printed and int(printed.group(1)) != year:
                notices.add(
                    "QJ1010",
                    Place(spot.page.sheet.name, hit.row, hit.col),
                    table=sheet.id,
                    declared=str(year),
                    found=printed.group(1),
                )


def _blocks(sheet: SheetSpec, spot: Spot, notices: Notices) -> Mapping[str, FilledBlock]:
    blocks: dict[str, FilledBlock] = {}
    site = Site(spot.page, sheet.id, notices)
    places = sections(spot.page, sheet, spot.region)
    for section in sheet.sections:
        found = places.get(section.id)
        if found is None:
            site.notice("QJ1005", caption=section.caption or sheet.name)
            continue
        region, caption = found
        blocks.update(_section(site, section, region, caption))
    return blocks


def _section(site: Site, section: Section, region: Region, caption: Hit | None) -> Mapping[str, FilledBlock]:
    """All blocks of a section; each ends where the next one below it begins."""
    beside = caption is not None and not section.above
    inside = region._replace(left=caption.right + 1) if caption and beside else region
    placed = {
        block.id: header
        for block in section.bound()
        if (header := _header(site.page, block, inside)) is not None
    }
    tops = sorted(header.top for header in placed.values() if header.leaves)
    blocks: dict[str, FilledBlock] = {}
    for block in section.bound():
        header = placed.get(block.id)
        if header is not None and not header.leaves:
            site.notice("QJ1005", region.top, caption=_name(block, section))
            continue
        bottom = _end(header, tops, region) if header else region.bottom
        filled = _block(site, block, inside._replace(bottom=bottom), header, caption)
        if filled is not None:
            blocks[block.id] = filled
    return blocks


def _header(page: Page, block: Bound, region: Region) -> headers.Header | None:
    if isinstance(block, Record | ListBlock):
        return headers.place(page, block.columns, region)
    return None


def _end(header: headers.Header, tops: Sequence[int], region: Region) -> int:
    """Blocks side by side share rows: only a header clearly below ends a block."""
    later = [top for top in tops if top > header.bottom + 1]
    return later[0] - 1 if later else region.bottom


def _block(
    site: Site, block: Bound, region: Region, header: headers.Header | None, caption: Hit | None
) -> FilledBlock | None:
    match block:
        case ListBlock() if header:
            return ListBinder(site, block, header).bind(region)
        case Record() if header:
            return records.record(site, header, region)
        case Labels():
            return records.labels(site, block, region)
        case Text() if caption:
            return records.text(site.page, block, caption)
        case Matrix():
            return records.matrix(site, block, region)
        case Score():
            return records.score(site, block, region)
        case _:
            return None


def _name(block: Bound, section: Section) -> str:
    if isinstance(block, Record | ListBlock) and block.columns:
        return block.columns[0].caption
    return section.caption or block.id
