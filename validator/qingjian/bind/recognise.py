"""Which edition a workbook is: by its stamp, and by its captions when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from qingjian.bind.notices import Notices
from qingjian.bind.page import Page
from qingjian.bind.regions import sheet_keys
from qingjian.catalog.edition import Edition
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.tables import table
from qingjian.model.form import Match
from qingjian.model.grid import Grid
from qingjian.named_tuple import NamedTuple

_A_FORM: Final = Decimal("0.35")
"""Share of an edition's captions below which a workbook is no form of ours."""
_CONTRADICTED: Final = Decimal("0.5")
"""A stamp is not believed when fewer of its edition's captions are there."""


def stamp(grid: Grid, part: str) -> str | None:
    """A part of the stamp that our builder leaves in the document properties."""
    return grid.properties.get(table("workbook.json")["stamp"][part])


class Recognised(NamedTuple):
    edition: Edition
    match: Match


def recognise(
    grid: Grid, pages: Sequence[Page], notices: Notices, *, template: str | None = None
) -> Recognised | None:
    """The edition of a workbook; None when it is no form of ours."""
    stamped = stamp(grid, "edition")
    if template is not None:
        known = edition(template)
        return Recognised(known, Match(known.id, "content", _share(known, pages), stamp(grid, "hash")))
    if stamped in edition_ids():
        known = edition(stamped)
        share = _share(known, pages)
        if share >= _CONTRADICTED:
            return _by_stamp(known, share, grid, notices)
    return _by_content(pages, stamped, notices)


def _by_stamp(known: Edition, share: Decimal, grid: Grid, notices: Notices) -> Recognised:
    stamped = stamp(grid, "hash")
    if stamped and stamped != known.hash:
        notices.add("QJ1002", stamped=f"{known.id} {stamped[:12]}", found=f"{known.id} {known.hash[:12]}")
    return Recognised(known, Match(known.id, "stamp", share, stamped))


def _by_content(pages: Sequence[Page], stamped: str | None, notices: Notices) -> Recognised | None:
    shares = [(_share(known, pages), known) for known in map(edition, edition_ids())]
    best, known = max(shares, key=lambda pair: (pair[0], _captions(pair[1])))
    if best < _A_FORM:
        return None
    match = Match(known.id, "content", best)
    if stamped:
        notices.add("QJ1002", stamped=stamped, found=known.id)
    else:
        notices.add("QJ1001", edition=known.id, confidence=f"{best * 100:.0f}%")
    return Recognised(known, match)


def _captions(known: Edition) -> int:
    return sum(len(sheet_keys(known, sheet)) for sheet in known.sheets)


def _share(known: Edition, pages: Sequence[Page]) -> Decimal:
    """How many of the edition's captions stand anywhere in the workbook."""
    wanted = frozenset[str]().union(*(sheet_keys(known, sheet) for sheet in known.sheets))
    said = frozenset[str]().union(*(page.said(wanted) for page in pages))
    return (Decimal(len(said)) / len(wanted)).quantize(Decimal("0.01")) if wanted else Decimal(0)
