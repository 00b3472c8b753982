"""Word tables as hands draw them: every row has borders of its own, and the grid is the union of them all."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from support.docx import cell, row, table

_WIDTH: Final = 14_000
"""Twentieths of a point: a page across."""
_MERGES: Final = {"": "", "first": '<w:vMerge w:val="restart"/>', "more": "<w:vMerge/>"}


class Drawn(NamedTuple):
    """A cell: what it says, its share of the row's width, its part in a vertical merge."""

    text: str
    share: int
    merge: str = ""


def drawn(rows: Sequence[Sequence[Drawn]], *, slip: int = 0, seed: int = 0) -> str:
    """The table; each border inside a row slips by up to so many twentieths of a point."""
    dice = random.Random(seed)
    edges = [list(_edges(one, dice, slip)) for one in rows]
    lines = sorted({edge for row_edges in edges for edge in row_edges})
    index = {line: at for at, line in enumerate(lines)}
    made = [
        row(
            cell(one.text, _span(index[right] - index[left]) + _MERGES[one.merge])
            for one, left, right in zip(cells, row_edges, row_edges[1:], strict=False)
        )
        for cells, row_edges in zip(rows, edges, strict=True)
    ]
    return table(made, [right - left for left, right in pairwise(lines)])


def _edges(cells: Sequence[Drawn], dice: random.Random, slip: int) -> Iterator[int]:
    total = sum(one.share for one in cells)
    for at in accumulate((one.share for one in cells), initial=0):
        inside = 0 < at < total
        yield _WIDTH * at // total + (dice.randint(-slip, slip) if inside else 0)


def _span(lines: int) -> str:
    return f'<w:gridSpan w:val="{lines}"/>' if lines > 1 else ""
