"""The cells of one row by pattern, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.model.grid import column
from qingjian.patterns import pattern
from qingjian.sheets.xlsx_cells import Cells
from qingjian.sheets.xlsx_formulas import Raw
from qingjian.sheets.xlsx_text import Deviation, attributes_of, resolved

COLUMN: Final = r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]"
"""A to XFD and nothing else."""
ATTRIBUTES: Final = r'(?: [A-Za-z0-9:]++="[^"<&\t\n]*+")*+'
_CELL: Final = pattern(
    rf'<c r="({COLUMN})([1-9][0-9]{{0,6}}+)"(?: s="([0-9]{{1,5}}+)")?+(?: t="(n|s|str|b|e|inlineStr)")?+(?: cm="[0-9]++")?+ ?+'
    rf"(?:/>|>(?:<f({ATTRIBUTES}) ?+(?:/>|>([^<]*+)</f>))?+"
    rf'(?:<v>([^<]*+)</v>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+</c>)'
)
_EMPTY: Final = pattern(
    rf'<c r="(?:{COLUMN})([1-9][0-9]{{0,6}}+)"(?: s="[0-9]{{1,5}}+")?+ ?+/>'
    rf'(?:<c r="(?:{COLUMN})\1"(?: s="[0-9]{{1,5}}+")?+ ?+/>)*+'
)
"""Neighbours that are formatted and hold nothing; most cells of a form are such."""
_PIECES: Final = 9
"""What splitting by `_CELL` gives for each cell: the gap before it and eight groups."""
_FORMULA_ATTRIBUTES: Final = frozenset(
    {"t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2"}
)

Stored = tuple[str, str | None, str, Raw | None, str | None, str | None]
"""Column letters, style, type, formula, value, inline text."""


def put_cells(number: str, body: str, cells: Cells) -> None:
    """Store what stands between a row's tags, or raise `Deviation`."""
    body = _without_empty(number, body)
    if not body:
        return
    cells.open(int(number))
    before = 0
    put = cells.put
    for letters, style, kind, formula, value, inline in stored_cells(number, body):
        col = column(letters)
        if col <= before:
            raise Deviation
        before = col
        put(col, style, kind, value, inline, formula)
    cells.close()


def stored_cells(number: str, body: str) -> Iterator[Stored]:
    """What stands in each cell that holds anything; the matches must tile the row."""
    pieces: list[str | None] = _CELL.split(body)  # pyright: ignore[reportAssignmentType]  # groups may be None
    if any(pieces[::_PIECES]) or pieces[2::_PIECES].count(number) != len(pieces) // _PIECES:
        raise Deviation
    each = iter(pieces)
    for _, letters, _, style, kind, attributes, formula, value, inline in zip(
        *[each] * _PIECES, strict=False
    ):
        if value is None and attributes is None and inline is None:
            continue
        raw = None
        if attributes is not None:
            raw = Raw(resolved(formula or ""), attributes_of(attributes, _FORMULA_ATTRIBUTES))
        text = resolved(value) if value and "&" in value else value
        shown = resolved(inline) if inline and "&" in inline else inline
        yield letters or "", style, kind or "n", raw, text, shown


def _without_empty(number: str, body: str) -> str:
    """The row without its empty cells; what is left between them must be whole cells, so that no two halves meet."""
    pieces = _EMPTY.split(body)
    if len(pieces) == 1:
        return body
    kept = [piece for piece in pieces[::2] if piece]
    if pieces[1::2].count(number) != len(pieces) // 2 or not all(map(_is_whole, kept)):
        raise Deviation
    return "".join(kept)


def _is_whole(cells: str) -> bool:
    return cells.startswith("<c ") and cells.endswith(("</c>", "/>"))
