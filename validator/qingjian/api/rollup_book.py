"""The workbook of a roll-up: the official form, and behind it where everything comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from qingjian.api.files import Source
from qingjian.api.rollup_reasons import reason
from qingjian.catalog.edition import Edition
from qingjian.catalog.wording import word
from qingjian.model.finding import Place
from qingjian.named_tuple import NamedTuple
from qingjian.rollup import lines, ways
from qingjian.rollup.choosing import Chosen
from qingjian.rollup.rolling import RolledUp
from qingjian.rollup.traced import Spot
from qingjian.templates.addresses import Address, addresses
from qingjian.templates.book import build
from qingjian.templates.links import MOST, Link, beside, inside
from qingjian.templates.side_table import SideColumn, SideTable

_LONGEST: Final = 32_000
"""Characters of a cell; Excel stops at 32,767."""


class Behind(NamedTuple):
    """What stands behind the form."""

    done: RolledUp
    picked: Sequence[Chosen]
    zero: frozenset[str]
    """Paths of zero reports."""
    files: Mapping[str, Source]


def book(known: Edition, behind: Behind, folder: Path) -> bytes:
    """The bytes of the workbook; its links lead from the folder it is saved in."""
    done = behind.done
    placed = addresses(known, done.data, done.data["report_year"] or known.years.default)

    def where(spot: Spot) -> Place | None:
        table, block = spot.key
        return placed.get(Address(table, block, spot.asked.field.id, spot.item, spot.position))

    writer = _Sides(behind.files, folder)
    sides = (
        writer.table("sources", lines.source_lines(done, where)),
        writer.table("decisions", lines.matter_lines(done, where)),
        writer.table("collected", lines.file_lines(behind.picked, behind.zero, reason)),
    )
    return build(known, data=done.data, sides=sides)


class _Sides:
    """Lines as sheets whose cells lead somewhere."""

    def __init__(self, files: Mapping[str, Source], folder: Path) -> None:
        self._files, self._folder = files, folder

    def table(self, name: ways.Sheet, found: Iterator[lines.Line]) -> SideTable:
        """One sheet; past the most links that Excel reads the cells are plain text."""
        columns = tuple(SideColumn(one.caption, one.width) for one in ways.columns(name))
        left = MOST
        rows: list[tuple[str | Decimal | Link | None, ...]] = []
        for line in found:
            left -= sum(isinstance(cell, lines.Jump) for cell in line)
            rows.append(tuple(self._cell(cell, is_linked=left >= 0) for cell in line))
        heading = ways.sentence("headings", name)
        return SideTable(word("sheets", name), heading, columns, tuple(rows), is_filtered=True)

    def _cell(self, cell: lines.Cell, *, is_linked: bool) -> str | Decimal | Link | None:
        if isinstance(cell, str):
            return cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}……"
        if not isinstance(cell, lines.Jump):
            return cell
        return self._link(cell) if is_linked else cell.text

    def _link(self, jump: lines.Jump) -> Link:
        if not jump.path:
            return Link(jump.text, inside(jump.place.sheet, jump.place.address))
        file = self._files[jump.path]
        path = _relative(file.path, self._folder)
        if file.member is not None:  # no program opens a cell in a zip: the way leads to the zip
            return Link(jump.text, beside(path))
        return Link(jump.text, beside(path, jump.place.sheet, jump.place.address))


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder)).as_posix()
    except ValueError:  # another drive
        return str(path.resolve())
