"""The cells of one row by pattern: like an earlier row where it is like one, cell by cell where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from qingjian.model.grid import CellKind
from qingjian.sheets.rows import Slot
from qingjian.sheets.xlsx_cells import Cells, is_suspect
from qingjian.sheets.xlsx_formulas import Raw
from qingjian.sheets.xlsx_text import Deviation, attributes_of, resolved

COLUMN: Final = r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]"
"""A to XFD and nothing else."""
ATTRIBUTES: Final = r'(?: [A-Za-z0-9:]++="[^"<&\t\n]*+")*+'
_VALUE: Final = re.compile(r"<v>(-?[0-9]{1,30}+(?:\.[0-9]{1,30}+)?+|)</v></c>")
_CELL: Final = re.compile(
    rf'<c r="({COLUMN})([1-9][0-9]{{0,6}}+)"(?: s="([0-9]{{1,5}}+)")?+(?: t="(n|s|str|b|e|inlineStr)")?+(?: cm="[0-9]++")?+ ?+'
    rf"(?:/>|>(?:<f({ATTRIBUTES}) ?+(?:/>|>([^<]*+)</f>))?+"
    rf'(?:<v>([^<]*+)</v>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>)?+</c>)'
)
_EMPTY: Final = re.compile(
    rf'<c r="(?:{COLUMN})([1-9][0-9]{{0,6}}+)"(?: s="[0-9]{{1,5}}+")?+ ?+/>'
    rf'(?:<c r="(?:{COLUMN})\1"(?: s="[0-9]{{1,5}}+")?+ ?+/>)*+'
)
"""Neighbours that are formatted and hold nothing; most cells of a form are such."""
_PIECES: Final = 9
"""What splitting by `_CELL` gives for each cell: the gap before it and eight groups."""
_NUMERAL: Final = re.compile(r"(?<=[A-Z])([0-9]+)")
_FORMULA_ATTRIBUTES: Final = frozenset(
    {"t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2"}
)
_MARK: Final = "\x01"
"""Stands for a value in a skeleton; no XML text can hold it."""
_PATTERNS: Final = 8
"""Patterns kept for rows of one measure."""
_WORTHWHILE: Final = 4
"""A row with fewer values is read cell by cell."""
_CURIOSITY: Final = 16
"""So many patterns are learned in vain before rows have to show that they repeat."""
_MEASURES: Final = 10_000
"""More of them would be no list, but an attempt on our memory."""

_Stored = tuple[str, str | None, str, Raw | None, str | None, str | None]
"""Column letters, style, type, formula, value, inline text."""


class _Pattern(NamedTuple):
    """A row as a function of its number: the text between its values, cut where the row number stands in it."""

    skeleton: tuple[str, ...]
    shape: tuple[Slot, ...]
    shared: tuple[int, ...]
    """Which values are indices of shared strings."""
    empty: tuple[int, ...]
    """Which values are the empty text that a formula gave."""
    formulas: tuple[tuple[int, tuple[str, ...]], ...]
    """Columns with formulas, these cut in the same way."""


class RowScan:
    """Reads rows of any sheet of one workbook; what one row taught serves the others."""

    def __init__(self) -> None:
        self._patterns: dict[tuple[int, int], list[_Pattern]] = {}
        self._followed = 0
        self._learned = 0

    def read(self, number: str, body: str, cells: Cells) -> None:
        """Store the cells between a row's tags, or raise `Deviation`."""
        body = _without_empty(number, body)
        if not body:
            return
        known = self._alike(body)
        if known is None:
            _put_singly(number, body, cells)
            return
        pieces = _VALUE.split(body)
        values = pieces[1::2]
        skeleton = _MARK.join(pieces[::2])
        for i, pattern in enumerate(known):
            if number.join(pattern.skeleton) == skeleton:
                if i:
                    known.insert(0, known.pop(i))
                self._followed += 1
                if not _put(number, values, pattern, cells):
                    _put_singly(number, body, cells)
                return
        _put_singly(number, body, cells)
        if self._learned <= _CURIOSITY + 4 * self._followed:
            self._learned += 1
            learned = _learned(number, skeleton, _cells(number, body), cells)
            if learned is not None:
                known[_PATTERNS - 1 :] = []
                known.insert(0, learned)

    def _alike(self, body: str) -> list[_Pattern] | None:
        """Patterns of rows of the same measure; None for a short row, and for the first of its measure.

        Most rows of a form are like no other: learning from them would cost more than it saves."""
        values = body.count("<v>")
        if values < _WORTHWHILE:
            return None
        measure = values, body.count(' t="s"')
        known = self._patterns.get(measure)
        if known is None and len(self._patterns) < _MEASURES:
            self._patterns[measure] = []
        return known


def _put(number: str, values: list[str], pattern: _Pattern, cells: Cells) -> bool:
    """Store a row that follows a pattern; False if one of its texts needs a closer look."""
    context = cells.context
    strings = context.strings
    for i in pattern.shared:
        index = values[i]
        if not index.isdigit() or len(index) > 9 or int(index) >= len(strings):
            return False
        text = strings[int(index)]
        if not text:
            return False
        values[i] = text
    if values.count("") != len(pattern.empty) or any(values[i] for i in pattern.empty):
        return False
    row = int(number)
    where = f"{context.sheet}!{row}"
    formulas: dict[int, str] | None = None
    if pattern.formulas:
        formulas = {col: number.join(text) for col, text in pattern.formulas}
        for text in formulas.values():
            context.budget.write(text, where)
    context.budget.fill(len(values), where)
    cells.rows.put(row, pattern.shape, values, formulas)
    return True


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


def _put_singly(number: str, body: str, cells: Cells) -> None:
    """Store a row cell by cell."""
    cells.open(int(number))
    before = 0
    put = cells.put
    for letters, style, kind, formula, value, inline in _cells(number, body):
        col = _column(letters)
        if col <= before:
            raise Deviation
        before = col
        put(col, style, kind, value, inline, formula)
    cells.close()


def _cells(number: str, body: str) -> Iterator[_Stored]:
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


def _learned(number: str, skeleton: str, stored: Iterable[_Stored], cells: Cells) -> _Pattern | None:
    """The pattern of a row just read without complaint: plain numbers, shared strings, formulas that gave nothing."""
    slots: list[Slot] = []
    shared: list[int] = []
    empty: list[int] = []
    formulas: list[tuple[int, tuple[str, ...]]] = []
    for letters, style, kind, formula, value, _ in stored:
        is_empty = kind == "str" and value == "" and formula is not None
        if (
            value is None
            or not (is_empty or kind in ("n", "s"))
            or int(style or 0) >= len(cells.context.formats)
        ):
            return None
        col = _column(letters)
        if formula is not None:
            text = formula.text.strip()
            if not text or formula.attributes.get("t", "normal") != "normal" or is_suspect(text):
                return None
            formulas.append((col, _cut(text, number)))
        if kind == "s":
            shared.append(len(slots))
        elif is_empty:
            empty.append(len(slots))
        elif value == "":
            return None
        meaning: CellKind = "number" if kind == "n" else "text"
        slots.append((col, meaning, cells.context.formats[int(style or 0)]))
    # A letter written as a number (&#65;) would be cut in the formula, but not in the skeleton.
    if skeleton.count(_MARK) != len(slots) or "&#" in skeleton:
        return None
    shape = cells.rows.shared(tuple(slots))
    return _Pattern(_cut(skeleton, number), shape, tuple(shared), tuple(empty), tuple(formulas))


def _cut(text: str, number: str) -> tuple[str, ...]:
    """The text, cut wherever the row number stands behind a letter."""
    pieces = _NUMERAL.split(text)
    cut = [pieces[0]]
    for i in range(1, len(pieces), 2):
        if pieces[i] == number:
            cut.append(pieces[i + 1])
        else:
            cut[-1] += pieces[i] + pieces[i + 1]
    return tuple(cut)


@cache
def _column(letters: str) -> int:
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    return col
