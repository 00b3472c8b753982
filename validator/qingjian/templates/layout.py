"""An edition's sheet as placed cells: pure geometry, which follows from trees and spans alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from qingjian.catalog.edition import ListBlock, Node, Score, Section, SheetSpec
from qingjian.patterns import pattern
from qingjian.templates import blocks
from qingjian.templates.canvas import Canvas
from qingjian.templates.place import Frame, Key, PlacedCell, SheetLayout

_FIGURE_WIDTH: Final = 9.5
_TEXT_WIDTH: Final = 18.0
_SCORE_WIDTHS: Final = (6.0, 92.0, 9.0, 9.0)
_UNIT: Final = pattern(r"(.{3,}?)((?:（[^（）]+）|\([^()]+\)))\Z")
_NARROW_HEADER: Final = 15.0
_NARROW: Final = frozenset({"count", "figure", "amount", "percent", "yesno", "score"})


def layout(
    sheet: SheetSpec, *, year: int, rows: Mapping[str, int] | None = None, ready: int | None = None
) -> SheetLayout:
    """Place every cell of a sheet. `rows`: rows of data by block (or block.item for a sublist)."""
    canvas = Canvas(year, dict(rows or {}), ready)
    widths = column_widths(sheet)
    row = 1
    for title in sheet.titles:
        canvas.put("title", (row, row), (1, len(widths)), title.text, level=title.level, align=title.align)
        row += 1
    first = row
    if sheet.head:
        canvas.put("head", (row, row), (1, 1), sheet.head[0])
        canvas.put("head", (row, row), (2, len(widths)), sheet.head[1])
        row += 1
    for section in sheet.sections:
        row = _section(section, sheet, canvas, len(widths), row)
    for note in sheet.notes:
        canvas.put("note", (row, row), (1, len(widths)), note, align="left")
        row += 1
    cells = [broken(cell, sum(widths[cell.col - 1 : cell.right])) for cell in canvas.cells]
    return SheetLayout(
        spec=sheet,
        cells=tuple(cells),
        widths=widths,
        last_row=row - 1,
        lists=tuple(canvas.lists),
        repeat=_repeat(sheet, canvas, first),
        by_field={_key(cell): cell for cell in cells if cell.role in ("input", "computed")},
    )


def column_widths(sheet: SheetSpec) -> tuple[float, ...]:
    """Widths of the grid columns, in characters."""
    if sheet.grid is not None:
        caption = (sheet.grid.caption,) if sheet.grid.caption else ()
        return (*caption, *([sheet.grid.width] * sheet.grid.columns))
    blocks_ = list(sheet.blocks())
    if any(isinstance(block, Score) for block in blocks_):
        return _SCORE_WIDTHS
    table = max(
        (block for block in blocks_ if isinstance(block, ListBlock)), key=lambda block: len(block.fields)
    )
    leaves = [leaf for node in table.columns for leaf in node.leaves()]
    return tuple(leaf.width or _width(leaf) for leaf in leaves)


def _width(leaf: Node) -> float:
    return _FIGURE_WIDTH if leaf.field and leaf.field.type in _NARROW else _TEXT_WIDTH


def broken(cell: PlacedCell, room: float) -> PlacedCell:
    """The caption of a narrow column has its unit on a line of its own."""
    found = _UNIT.match(cell.text or "")
    if cell.role != "header" or found is None or room > _NARROW_HEADER:
        return cell
    return replace(cell, text=f"{found[1]}\n{found[2]}")


def _section(section: Section, sheet: SheetSpec, canvas: Canvas, width: int, top: int) -> int:
    has_captions = sheet.grid is not None and bool(sheet.grid.caption)
    frame = Frame(2, width - 1) if has_captions else Frame(1, width)
    row = top
    if section.above and section.caption is not None:
        canvas.put("section", (row, row), (1, width), section.caption, align="left")
        frame = Frame(1, width) if not has_captions else frame
        row += 1
    for block in section.blocks:
        bottom = row + blocks.height(block, canvas) - 1
        blocks.place(block, canvas, frame, row, bottom)
        row = bottom + 1
    if has_captions and not section.above:
        canvas.put("section", (top, row - 1), (1, 1), section.caption or "")
    return row


def _repeat(sheet: SheetSpec, canvas: Canvas, first: int) -> tuple[int, int] | None:
    """The head of 表1, or the header of a sheet that is one list."""
    if sheet.head:
        return first, first
    found = list(sheet.blocks())
    if len(found) == 1 and isinstance(found[0], ListBlock) and canvas.lists:
        return first, canvas.lists[0].header_row
    return None


def _key(cell: PlacedCell) -> Key:
    return cell.block, cell.asked.id, cell.item, cell.index
