"""Lines of a terminal report: indented, wrapped by the width of Chinese characters, coloured if asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from qingjian.reporters.safe import columns, width
from qingjian.reporters.style import Style

Tone = Literal["plain", "strong", "good", "bad", "warn", "note", "quiet"]
_CODES: Final[dict[Tone, str]] = {
    "plain": "",
    "strong": "1",
    "good": "1;32",
    "bad": "1;31",
    "warn": "1;33",
    "note": "1;36",
    "quiet": "2",
}
_NARROWEST: Final = 30
"""Below that, wrapping makes reading harder, not easier."""
_NOT_FIRST: Final = frozenset("，。；：、！？）》”’…,.;:!?)]")
"""Never begin a line with these."""


class Canvas:
    """Collects lines."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._lines: list[str] = []

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def gap(self) -> None:
        self._lines.append("")

    def title(self, label: str, text: str, *, tone: Tone) -> None:
        """A label in colour, and what it is the label of."""
        self._lines.append(f"{self._toned(label, tone)}  {self._toned(text, 'strong')}")

    def line(self, text: str, *, indent: int = 0, tone: Tone = "plain") -> None:
        self._lines.extend(
            " " * indent + self._toned(part, tone) for part in wrapped(text, self._room(indent))
        )

    def entry(self, key: str, text: str, *, indent: int, key_width: int, tone: Tone = "plain") -> None:
        """A key and its text, the text in a column of its own."""
        column = indent + key_width + 2
        head = " " * indent + key + " " * max(2, column - indent - width(key))
        for index, part in enumerate(wrapped(text, self._room(max(column, width(head))))):
            self._lines.append((head if index == 0 else " " * column) + self._toned(part, tone))

    def _room(self, indent: int) -> int | None:
        return None if self._style.width is None else max(_NARROWEST, self._style.width - indent)

    def _toned(self, text: str, tone: Tone) -> str:
        code = _CODES[tone]
        return f"\x1b[{code}m{text}\x1b[0m" if self._style.colour and code and text else text


def wrapped(text: str, room: int | None) -> Iterator[str]:
    """The text in lines of at most `room` columns; western words stay whole where they fit."""
    if room is None or width(text) <= room:
        yield text
        return
    line, used = "", 0
    for piece in _units(text, room):
        size = width(piece)
        if used and used + size > room:
            yield line.rstrip(" ")
            line, used = "", 0
            if piece == " ":
                continue
        line, used = line + piece, used + size
    if line:
        yield line


def _units(text: str, room: int) -> Iterator[str]:
    """Pieces, each with the punctuation that closes it."""
    unit = ""
    for piece in _pieces(text, room):
        if piece in _NOT_FIRST and unit.strip() and width(unit + piece) <= room:
            unit += piece
            continue
        if unit:
            yield unit
        unit = piece
    if unit:
        yield unit


def _pieces(text: str, room: int) -> Iterator[str]:
    """Single wide characters, spaces, and words of narrow ones, none wider than `room`."""
    word = ""
    for char in text:
        if char == " " or columns(char) == 2 or char in _NOT_FIRST:
            if word:
                yield word
                word = ""
            yield char
        elif len(word) == room:
            yield word
            word = char
        else:
            word += char
    if word:
        yield word
