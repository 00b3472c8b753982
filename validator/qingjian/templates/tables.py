"""Draws matrices (row captions × column captions) and score sheets."""

from __future__ import annotations

from itertools import pairwise

from qingjian.catalog.edition import Item, Matrix, Score, ScoreSection
from qingjian.templates.canvas import Canvas, Column, depth
from qingjian.templates.place import Frame, Role
from qingjian.templates.spans import even


def height(block: Matrix | Score) -> int:
    """Rows a matrix or a score sheet takes."""
    if isinstance(block, Matrix):
        return depth(block.columns) + len(block.items)
    scored = sum(1 + len(section.items) for section in block.sections)
    return 1 + scored + 1 + len(block.vetoes)


def matrix(block: Matrix, canvas: Canvas, frame: Frame, top: int) -> None:
    """Corner, column captions, and a line of cells for every row caption."""
    span = block.span or frame.width // 4
    bottom = top + depth(block.columns) - 1
    canvas.put("header", (top, bottom), (frame.left, frame.left + span - 1), block.corner, block=block.id)
    columns = canvas.header(
        block.columns, Frame(frame.left + span, frame.width - span), (top, bottom), block=block.id
    )
    groups = _groups(block.items)
    group_span = span // 4 if groups else 0
    for first, last, caption in groups:
        canvas.put(
            "label",
            (bottom + 1 + first, bottom + 1 + last),
            (frame.left, frame.left + group_span - 1),
            caption,
            block=block.id,
        )
    for number, item in enumerate(block.items):
        row = bottom + 1 + number
        left = frame.left + (group_span if item.group else 0)
        canvas.put(
            "label", (row, row), (left, frame.left + span - 1), item.caption, block=block.id, item=item.id
        )
        for column in columns:
            _crossings(canvas, block, item, column, row)


def _crossings(canvas: Canvas, block: Matrix, item: Item, column: Column, row: int) -> None:
    parts = item.parts or (item,)
    left = column.left
    for part, share in zip(parts, even(column.right - column.left + 1, [1] * len(parts)), strict=True):
        field = next(field for field in block.fields if field.id == f"{part.id}.{column.field.id}")
        role: Role = "computed" if field.sum and field.exact else "input"
        canvas.put(
            role,
            (row, row),
            (left, left + share - 1),
            field.prefill,
            field=field,
            block=block.id,
            item=part.id,
        )
        left += share


def _groups(items: tuple[Item, ...]) -> list[tuple[int, int, str]]:
    """Runs of items with the same outer caption: first, last, caption."""
    runs: list[tuple[int, int, str]] = []
    for number, item in enumerate(items):
        if item.group is None:
            continue
        if runs and runs[-1][2] == item.group and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number, item.group)
        else:
            runs.append((number, number, item.group))
    return runs


def score(block: Score, canvas: Canvas, frame: Frame, top: int) -> None:
    """Headings, sections of scored items, total, vetoes beside their caption."""
    cols = _score_columns(frame)
    for heading, place in zip(block.headings, cols, strict=True):
        canvas.put("header", (top, top), place, heading, block=block.id)
    row = top + 1
    for section in block.sections:
        row = _scored(block, section, canvas, cols, row)
    fields = {field.id: field for field in block.fields}
    canvas.put("total_label", (row, row), (cols[0][0], cols[1][1]), block.total, block=block.id)
    canvas.put("void", (row, row), cols[2], block=block.id)
    canvas.put("computed", (row, row), cols[3], field=fields["total"], block=block.id)
    first = row + 1
    canvas.put("header", (first, row + len(block.vetoes)), cols[0], block.veto_caption, block=block.id)
    for veto in block.vetoes:
        row += 1
        canvas.put(
            "label",
            (row, row),
            (cols[1][0], cols[2][1]),
            veto.caption,
            block=block.id,
            item=veto.id,
            align="left",
        )
        canvas.put("input", (row, row), cols[3], field=fields[f"veto.{veto.id}"], block=block.id)


def _score_columns(frame: Frame) -> list[tuple[int, int]]:
    """Number, content, standard, score given: one grid column each where there are four."""
    given = max(1, frame.width // 10)
    edges = [
        frame.left,
        frame.left + given,
        frame.right - 2 * given + 1,
        frame.right - given + 1,
        frame.right + 1,
    ]
    return [(left, right - 1) for left, right in pairwise(edges)]


def _scored(
    block: Score, section: ScoreSection, canvas: Canvas, cols: list[tuple[int, int]], row: int
) -> int:
    fields = {field.id: field for field in block.fields}
    canvas.put("label", (row, row), cols[0], section.number, block=block.id)
    canvas.put("label", (row, row), cols[1], section.caption, block=block.id)
    canvas.put("label", (row, row), cols[2], section.score, block=block.id)
    canvas.put("void", (row, row), cols[3], block=block.id)
    for item in section.items:
        row += 1
        printed = f"（{item.score}）" if block.brackets else item.score
        canvas.put("label", (row, row), cols[0], item.number, block=block.id)
        canvas.put("label", (row, row), cols[1], item.caption, block=block.id, align="left")
        canvas.put("label", (row, row), cols[2], printed, block=block.id)
        canvas.put("input", (row, row), cols[3], field=fields[f"{section.id}.{item.id}"], block=block.id)
    return row + 1
