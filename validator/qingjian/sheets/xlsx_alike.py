"""Rows like earlier rows: what a row is, save for its number and its values, has to be found out only once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from qingjian.model.grid import CellKind, column
from qingjian.model.rows import Drawn, Shape, Slot, shape
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.sheets import guard
from qingjian.sheets.xlsx_cells import Cells, is_suspect
from qingjian.sheets.xlsx_row import put_cells, stored_cells

_LINES: Final = 28
"""So many dots, one below the other, may the formula give that holds a row of the form open."""
_VALUE: Final = pattern(
    rf"<v>(-?[0-9]{{1,30}}+(?:\.[0-9]{{1,30}}+)?+|/|(?:\.(?:\n\.){{0,{_LINES - 1}}}+)?+)</v></c>"
)
"""Values that do not change what their cell is, provided that its type suits them."""
_WORDS: Final = frozenset({"", "/", *("\n".join("." * lines) for lines in range(1, _LINES + 1))})
"""What only a formula with a text for its result may say among them."""
_VALUE_MARK: Final = "\x01"
_NUMBER_MARK: Final = "\x02"
"""Stand for a value and for the row's number; no XML text can hold them."""
_ASTRAY: Final = pattern(rf"{_NUMBER_MARK}(?:[0-9]|(?<![A-Z]{_NUMBER_MARK}))")
"""The digits of the number where they are no row of an address. It begins with the mark, which is found sooner
than a place before which no letter stands."""
_SHORT: Final = 2
"""Numbers of so few digits are often styles and constants as well: such rows are like rows of the same number."""
_LONGEST_NUMBER: Final = len(str(guard.ROW))
_KEPT_CHARS: Final = 4 * guard.MIB
"""All skeletons together; those of the official workbooks take a quarter of it."""
_SKELETON_CHARS: Final = 32 * 1024
_PATTERN_CHARS: Final = 512
"""What is learned counts as well."""
_MET: Final = 20_000
"""Rows remembered for having been met once, by their hashes."""


class _Pattern(NamedTuple):
    """A row as a function of its number and its values."""

    shape: Shape
    shared: tuple[int, ...]
    """Which values are indices of shared strings."""
    worded: frozenset[int]
    """Which values may be words, being texts that a formula gave."""
    formulas: Drawn | None
    formula_chars: int
    """Without the row's numbers."""
    numbers: int
    """How often the row's number stands in the formulas."""


class RowScan:
    """Reads rows; what one row taught serves all workbooks whose cells have the same formats.

    Rows are compared whole, as text: a row either is an earlier one with another number and other
    values, or it is read cell by cell. Only what is met a second time is worth learning."""

    def __init__(self) -> None:
        self._patterns: dict[str, _Pattern | None] = {}
        self._chars = 0
        self._met: set[int] = set()

    def read(self, number: str, body: str, cells: Cells) -> None:
        """Store what stands between a row's tags, or raise `Deviation`."""
        if len(body) > _SKELETON_CHARS:
            put_cells(number, body, cells)
            return
        pieces = _VALUE.split(body)
        skeleton = _VALUE_MARK.join(pieces[::2])
        key = skeleton.replace(number, _NUMBER_MARK)
        if len(number) <= _SHORT and key not in self._patterns and _ASTRAY.search(key) is not None:
            key = skeleton
        pattern = self._patterns.get(key)
        if pattern is not None and _put(number, pieces[1::2], pattern, cells):
            return
        put_cells(number, body, cells)
        if pattern is None and self._is_known(key):
            self._patterns[key] = _learned(number, key, body, cells)

    def _is_known(self, skeleton: str) -> bool:
        """Whether a row like this came before, and nobody has tried yet to learn from it."""
        if skeleton in self._patterns or self._chars > _KEPT_CHARS:
            return False
        met = hash(skeleton)
        if met in self._met:
            self._chars += len(skeleton) + _PATTERN_CHARS
            return True
        if len(self._met) >= _MET:
            self._met.clear()
        self._met.add(met)
        return False


@lru_cache(maxsize=2)
def row_scan(formats: tuple[str, ...]) -> RowScan:  # noqa: ARG001  # the key by which scans are kept apart
    """The scan for workbooks whose cell styles have these number formats."""
    return RowScan()


def _put(number: str, values: list[str], pattern: _Pattern, cells: Cells) -> bool:
    """Store a row that follows a pattern; False if one of its values needs a closer look."""
    if not values:
        return True
    context = cells.context
    strings = context.strings
    if not _WORDS.isdisjoint(values) and any(
        value in _WORDS and i not in pattern.worded for i, value in enumerate(values)
    ):
        return False
    for i in pattern.shared:
        text = _shared(values[i], strings)
        if not text:
            return False
        values[i] = text
    row = int(number)
    where = f"{context.sheet}!{row}"
    if pattern.formulas is not None:
        context.budget.write_all(pattern.formula_chars + pattern.numbers * len(number), where)
    context.budget.fill(len(values), where)
    cells.rows.put(row, pattern.shape, values, pattern.formulas)
    return True


def _shared(index: str, strings: Sequence[str | None]) -> str | None:
    if not index.isdigit() or len(index) > 9 or (at := int(index)) >= len(strings):
        return None
    return strings[at]


def _learned(number: str, skeleton: str, body: str, cells: Cells) -> _Pattern | None:
    """The pattern of a row just read without complaint: plain numbers, shared strings, formulas with their results."""
    # A letter written as a number (&#65;) would be a letter in the formula, but not in the skeleton.
    if _ASTRAY.search(skeleton) is not None or "&#" in skeleton:
        return None
    cut = number if _NUMBER_MARK in skeleton else _NUMBER_MARK
    formats = cells.context.formats
    slots: list[Slot] = []
    shared: list[int] = []
    worded: list[int] = []
    formulas: dict[int, tuple[str, ...]] = {}
    for letters, style, kind, formula, value, _ in stored_cells(number, body):
        if value is None or int(style or 0) >= len(formats):
            return None
        col = column(letters)
        if formula is not None:
            text = formula.text.strip()
            if not text or formula.attributes.get("t", "normal") != "normal" or is_suspect(text):
                return None
            formulas[col] = tuple(text.split(cut))
            if len(text) + len(formulas[col]) * _LONGEST_NUMBER > guard.FORMULA_CHARS:
                return None
        if kind == "s":
            shared.append(len(slots))
        elif kind == "str" and formula is not None:
            worded.append(len(slots))
        elif kind != "n" or value in _WORDS:
            return None
        meaning: CellKind = "number" if kind == "n" else "text"
        slots.append((col, meaning, formats[int(style or 0)]))
    if skeleton.count(_VALUE_MARK) != len(slots):
        return None
    return _Pattern(
        shape(tuple(slots)),
        tuple(shared),
        frozenset(worded),
        Drawn(formulas) if formulas else None,
        sum(len(piece) for pieces in formulas.values() for piece in pieces),
        sum(len(pieces) - 1 for pieces in formulas.values()),
    )
