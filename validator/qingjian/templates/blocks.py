"""Draws each kind of block on a canvas, inside a frame, from a given row down."""

from __future__ import annotations

from collections.abc import Iterable

from qingjian.catalog.edition import Beside, Block, Field, Labels, Matrix, Record, Score, Text
from qingjian.templates import lists, tables
from qingjian.templates.canvas import Canvas, depth
from qingjian.templates.place import Frame, Role
from qingjian.templates.spans import even

ANSWER_ROWS = 3
"""Sheet rows under a long answer: Excel stops at 409 points a row, 1,500 characters need more."""


def height(block: Block, canvas: Canvas) -> int:
    """Rows a block takes."""
    match block:
        case Record():
            return depth(block.columns) + answer_rows(block.fields)
        case Labels():
            return sum(answer_rows([item.field]) for item in block.items[:: block.across] if item.field)
        case Text():
            return answer_rows(block.fields)
        case Matrix() | Score():
            return tables.height(block)
        case Beside():
            return max(height(inner, canvas) for inner in block.blocks)
        case _:
            return lists.height(block, canvas)


def place(block: Block, canvas: Canvas, frame: Frame, top: int, bottom: int) -> None:
    """Draw a block over the rows top…bottom."""
    match block:
        case Record():
            _record(block, canvas, frame, top, bottom)
        case Labels():
            _labels(block, canvas, frame, top)
        case Text():
            field = block.field
            canvas.put(
                "input", (top, bottom), (frame.left, frame.right), field.prefill, field=field, block=block.id
            )
        case Matrix():
            tables.matrix(block, canvas, frame, top)
        case Score():
            tables.score(block, canvas, frame, top)
        case Beside():
            _beside(block, canvas, frame, top, bottom)
        case _:
            end = lists.place(block, canvas, frame, top)
            if end < bottom:
                canvas.put("void", (end + 1, bottom), (frame.left, frame.right), block=block.id)


def answer_rows(fields: Iterable[Field | None]) -> int:
    """Sheet rows of one line of answers."""
    return ANSWER_ROWS if any(field and field.type == "longtext" for field in fields) else 1


def answer_role(field: Field) -> Role:
    """A field with a binding formula is computed; a sum that may differ is left to the filer."""
    return "computed" if field.carbon or (field.sum and field.exact) else "input"


def _record(block: Record, canvas: Canvas, frame: Frame, top: int, bottom: int) -> None:
    last_header = top + depth(block.columns) - 1
    for column in canvas.header(block.columns, frame, (top, last_header), block=block.id):
        field = column.field
        rows = (last_header + 1, bottom)
        canvas.put(
            answer_role(field), rows, (column.left, column.right), field.prefill, field=field, block=block.id
        )


def _labels(block: Labels, canvas: Canvas, frame: Frame, top: int) -> None:
    row = top
    for start in range(0, len(block.items), block.across):
        line = block.items[start : start + block.across]
        tall = answer_rows(item.field for item in line)
        left = frame.left
        shares = [sum(item.spans) for item in line if item.spans]
        if len(shares) != len(line):
            shares = list(even(frame.width, [1] * len(line)))
        for item, share in zip(line, shares, strict=True):
            if item.field is not None:
                span = item.spans[0] if item.spans else block.span or share // 2
                edges = (left, left + span, left + share - 1)
                _label(block.id, item.field, canvas, edges, (row, row + tall - 1))
            left += share
        row += tall


def _label(
    block: str, field: Field, canvas: Canvas, edges: tuple[int, int, int], rows: tuple[int, int]
) -> None:
    """Caption and cell; `edges`: first column, first of the cell, last."""
    left, split, right = edges
    canvas.put("label", rows, (left, split - 1), field.caption, field=field, block=block)
    canvas.put(answer_role(field), rows, (split, right), field.prefill, field=field, block=block)


def _beside(block: Beside, canvas: Canvas, frame: Frame, top: int, bottom: int) -> None:
    left = frame.left
    for inner, span in zip(block.blocks, block.spans, strict=True):
        own = bottom if isinstance(inner, Record) and inner.fill else top + height(inner, canvas) - 1
        place(inner, canvas, Frame(left, span), top, own)
        if own < bottom:
            canvas.put("void", (own + 1, bottom), (left, left + span - 1))
        left += span
