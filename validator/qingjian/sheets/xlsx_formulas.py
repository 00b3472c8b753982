"""Shared formulas: the text of the first cell, moved to another cell as Excel moves it."""

from __future__ import annotations

import re
from typing import Final

from qingjian.model.grid import letters
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.sheets import guard

_COLUMN: Final = r"\$?[A-Za-z]{1,3}"
_ROW: Final = r"\$?[1-9][0-9]{0,6}"
_ENDS: Final = r"(?![\w.(!])"
_TOKEN: Final = pattern(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    rf"|(?P<columns>{_COLUMN}:{_COLUMN}){_ENDS}"
    rf"|(?P<rows>{_ROW}:{_ROW}){_ENDS}"
    rf"|(?P<cell>{_COLUMN}{_ROW}){_ENDS}"
    r"|[^\W\d][\w.\\?]*"
    r"|[0-9.]+(?:[eE][+-]?[0-9]+)?"
)
_PARTS: Final = pattern(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)\Z")


class Raw(NamedTuple):
    """An <f> element as it stands in the file."""

    text: str
    attributes: dict[str, str]


def moved(formula: str, *, down: int, right: int) -> str:
    """The formula with its relative references moved; those that leave the grid become #REF!."""

    def token(found: re.Match[str]) -> str:
        group = found.lastgroup
        if group is None:
            return found.group()
        if group == "cell":
            return _reference(found.group(), down, right) or "#REF!"
        ends = [_reference(end, down, right) for end in found.group().split(":")]
        return f"{ends[0]}:{ends[1]}" if all(ends) else "#REF!"

    return _TOKEN.sub(token, formula)


def _reference(text: str, down: int, right: int) -> str | None:
    found = _PARTS.match(text)
    if found is None:
        return text
    fixed_col, column, fixed_row, row = found.groups()
    if not column:  # "$5" of 5:$5: the first group took the sign of the row
        fixed_row = fixed_row or fixed_col
        fixed_col = ""
    col = _number(column)
    if col > guard.COLUMN:
        return text
    col += 0 if fixed_col or not column else right
    line = (int(row) if row else 0) + (0 if fixed_row or not row else down)
    if (column and not 1 <= col <= guard.COLUMN) or (row and not 1 <= line <= guard.ROW):
        return None
    return f"{fixed_col}{letters(col)}{fixed_row}{line or ''}"


def _number(column: str) -> int:
    col = 0
    for letter in column.upper():
        col = col * 26 + ord(letter) - 64
    return col
