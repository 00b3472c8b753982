"""Rows of text in columns that line up, Chinese or not."""

from __future__ import annotations

from collections.abc import Sequence

from qingjian.reporters.safe import visible, width

_GAP = 2


def aligned(rows: Sequence[Sequence[str]], *, indent: int = 0) -> str:
    """One line for each row; every cell made harmless, the last one not padded."""
    cells = [[visible(cell) for cell in row] for row in rows]
    widths = [
        max(width(row[at]) for row in cells if at < len(row)) for at in range(max(map(len, cells), default=0))
    ]
    return "".join(" " * indent + _line(row, widths) + "\n" for row in cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (widths[at] - width(cell) + _GAP) for at, cell in enumerate(row))
    return "".join(padded).rstrip(" ")
