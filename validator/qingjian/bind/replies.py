"""A notice of return that came back: its number, who signed it, and what stands in its column of replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from qingjian.catalog.messages import LANGS
from qingjian.catalog.notation import normal
from qingjian.catalog.tables import table
from qingjian.model.grid import Grid, Sheet
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_MARK: Final = pattern(r"QJ[0-9]{4}-[0-9A-F]{8}(?![0-9A-F])")
_NUMBER: Final = pattern(r"(?:[0-9]{4}-)?([0-9A-F]{12})(?![0-9A-F])")
_DAY: Final = pattern(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?\Z")
_LONGEST: Final = 40
"""Characters of a name or a day; what is longer is a remark."""
_TEXT: Final = 2_000


class Reply(NamedTuple):
    """What is written beside a mark."""

    mark: str
    text: str


class Returned(NamedTuple):
    """A notice with its replies; rows left empty are not among them."""

    number: str
    name: str
    day: str
    rows: int
    """Rows that could have been answered."""
    replies: tuple[Reply, ...]


def returned(grid: Grid) -> Returned | None:
    """The notice in a document; None where it is no notice of ours."""
    found = [row for sheet in grid.sheets if sheet.rows for row in _rows(sheet)]
    if not found:
        return None
    return Returned(
        _number(grid),
        _beside(grid, "name"),
        _day(_beside(grid, "day")),
        len(found),
        tuple(one for one in found if one.text),
    )


def _rows(sheet: Sheet) -> Iterator[Reply]:
    """Rows with a mark, below the caption that tells in which column replies stand."""
    column = 0
    for _, cells in sheet.stream():
        texts = {col: cell.text for col, cell in cells.items() if cell.text}
        captions = [col for col, text in texts.items() if normal(text) in _captions("reply")]
        column = captions[-1] if captions else column
        sign = next((one for text in texts.values() if (one := _mark(text))), "")
        if sign and column:
            yield Reply(sign, texts.get(column, "").strip()[:_TEXT])


def _mark(text: str) -> str:
    """Programs break it where the column ends."""
    found = _MARK.search("".join(text.split()))
    return found.group() if found else ""


def _number(grid: Grid) -> str:
    captions = _captions("number")
    for texts in _lines(grid):
        for at, text in enumerate(texts):
            if normal(text) in captions and at + 1 < len(texts):
                found = _NUMBER.search("".join(texts[at + 1].split()))
                if found:
                    return found.group(1)
    return ""


def _beside(grid: Grid, key: str) -> str:
    """What stands right of a caption, unless that is the next caption."""
    every = {one for other in ("name", "phone", "day", "number") for one in _captions(other)}
    for texts in _lines(grid):
        for at, text in enumerate(texts[:-1]):
            if normal(text) in _captions(key) and normal(texts[at + 1]) not in every:
                return texts[at + 1].strip()[:_LONGEST]
    return ""


def _lines(grid: Grid) -> Iterator[list[str]]:
    for sheet in grid.sheets:
        for _, cells in sheet.stream():
            yield [cell.text for _, cell in sorted(cells.items()) if cell.text]


def _day(text: str) -> str:
    """As a date is kept; what is none stays as it was written."""
    found = _DAY.match(text)
    if found is None:
        return text
    year, month, day = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}"


@cache
def _captions(key: str) -> frozenset[str]:
    words: Mapping[str, Any] = table("messages/report.json")["notice"][key]
    return frozenset(normal(words[lang]) for lang in LANGS)
