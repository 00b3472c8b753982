"""Draws lists: header, numbered rows or fixed items with sublists, ……, 合计."""

from __future__ import annotations

from qingjian.catalog.edition import Item, ListBlock, Rows
from qingjian.catalog.wording import dots
from qingjian.templates.canvas import Canvas, Column, depth
from qingjian.templates.place import Frame, PlacedList, Role

_NUMBER_SPAN = 2
"""Grid columns of the numbers inside a numbered sublist."""


def height(block: ListBlock, canvas: Canvas) -> int:
    """Rows a list takes, hidden spare rows included."""
    head = depth(block.columns) + block.unit_row
    if block.items:
        return (
            head + sum(_item_height(block, item, canvas) for item in block.items) + (block.total is not None)
        )
    return head + _ready(block.id, block.rows, canvas) + block.rows.dots + (block.total is not None)


def place(block: ListBlock, canvas: Canvas, frame: Frame, top: int) -> int:
    """Draw a list; the last row it took."""
    header_row = top + depth(block.columns) + block.unit_row - 1
    columns = canvas.header(block.columns, frame, (top, header_row), unit_row=block.unit_row, block=block.id)
    if block.items:
        row = _items(block, canvas, columns, header_row)
    else:
        row = _rows(block, canvas, columns, header_row)
    if block.total is not None:
        row += 1
        _total(block, canvas, columns, row)
    return row


def _ready(key: str, rows: Rows, canvas: Canvas) -> int:
    start = rows.start if canvas.ready is None else max(rows.print, canvas.ready)
    return max(start, canvas.filled.get(key, 0))


def _rows(block: ListBlock, canvas: Canvas, columns: list[Column], header_row: int) -> int:
    count = _ready(block.id, block.rows, canvas)
    first = header_row + 1
    for index in range(count + block.rows.dots):
        is_dots = index == count
        for column in columns:
            _cell(block, canvas, column, first + index, index=index, is_dots=is_dots)
    last = first + count - 1
    canvas.lists.append(
        PlacedList(
            block=block.id,
            item=None,
            header_row=header_row,
            first=first,
            last=last,
            shown=min(count, max(block.rows.print, canvas.filled.get(block.id, 0))),
            dots=last + 1 if block.rows.dots else None,
            total=last + block.rows.dots + 1 if block.total is not None else None,
            columns={column.field.id: column.left for column in columns},
        )
    )
    return last + block.rows.dots


def _cell(block: ListBlock, canvas: Canvas, column: Column, row: int, *, index: int, is_dots: bool) -> None:
    field = column.field
    cols = (column.left, column.right)
    if field.type == "sequence":
        role: Role = "dots" if is_dots else "sequence"
        canvas.put(
            role,
            (row, row),
            cols,
            _running(index, block.rows, is_dots=is_dots),
            field=field,
            block=block.id,
            index=index,
        )
        return
    role = "computed" if field.carbon or (field.sum and field.exact) else "input"
    canvas.put(
        role,
        (row, row),
        cols,
        None if is_dots else field.prefill,
        field=field,
        block=block.id,
        index=index,
        in_dots=is_dots,
    )


def _running(index: int, rows: Rows, *, is_dots: bool) -> str | None:
    if is_dots:
        return dots()
    return None if rows.unnumbered else str(index + 1)


def _total(block: ListBlock, canvas: Canvas, columns: list[Column], row: int) -> None:
    for place_, column in enumerate(columns):
        cols = (column.left, column.right)
        if place_ == 0:
            canvas.put("total_label", (row, row), cols, block.total, block=block.id)
        elif column.field.total:
            canvas.put("total", (row, row), cols, field=column.field, block=block.id)
        else:
            canvas.put("void", (row, row), cols, block=block.id)


def _item_height(block: ListBlock, item: Item, canvas: Canvas) -> int:
    if item.sublist is None:
        return 1
    return _ready(f"{block.id}.{item.id}", item.sublist, canvas) + item.sublist.dots


def _items(block: ListBlock, canvas: Canvas, columns: list[Column], header_row: int) -> int:
    row = header_row
    for number, item in enumerate(block.items, 1):
        tall = _item_height(block, item, canvas)
        rows = (row + 1, row + tall)
        for column in columns:
            cols = (column.left, column.right)
            if column.field.type == "sequence":
                canvas.put("number", rows, cols, str(number), block=block.id, item=item.id)
            elif column.field.type == "item":
                canvas.put("label", rows, cols, item.caption, block=block.id, item=item.id)
        free = [column for column in columns if column.field.type not in ("sequence", "item")]
        _item_rows(block, item, canvas, free, rows)
        row += tall
    return row


def _item_rows(
    block: ListBlock, item: Item, canvas: Canvas, columns: list[Column], rows: tuple[int, int]
) -> None:
    if item.sublist is None:
        for column in columns:
            canvas.put(
                "input",
                rows,
                (column.left, column.right),
                field=column.field,
                block=block.id,
                item=item.id,
                index=0,
            )
        return
    top, bottom = rows
    last = bottom - item.sublist.dots
    for row in range(top, bottom + 1):
        for place_, column in enumerate(columns):
            left = column.left
            if item.numbered and place_ == 0:
                canvas.put(
                    "number",
                    (row, row),
                    (left, left + _NUMBER_SPAN - 1),
                    str(row - top + 1),
                    block=block.id,
                    item=item.id,
                    index=row - top,
                    in_dots=row > last,
                )
                left += _NUMBER_SPAN
            text = dots() if row > last else None
            canvas.put(
                "input", (row, row), (left, column.right), text,
                field=column.field, block=block.id, item=item.id, index=row - top, in_dots=row > last,
            )  # fmt: skip
    filled = canvas.filled.get(f"{block.id}.{item.id}", 0)
    canvas.lists.append(
        PlacedList(
            block=block.id,
            item=item.id,
            header_row=top - 1,
            first=top,
            last=last,
            shown=min(last - top + 1, max(item.sublist.print, filled)),
            dots=bottom if item.sublist.dots else None,
            total=None,
            columns={column.field.id: column.left for column in columns},
        )
    )
