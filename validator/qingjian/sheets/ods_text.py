"""Text of OpenDocument paragraphs, with its spaces, tabs and line breaks as the writer meant them."""

from __future__ import annotations

from typing import Final

from qingjian.patterns import pattern
from qingjian.sheets import guard

_SPACES: Final = pattern(r"[ \t\r\n]+")
_COUNT: Final = pattern(r"[0-9]{1,9}\Z")


class Paragraphs:
    """The paragraphs of one cell or comment, collected piece by piece.

    What goes beyond one character too many is dropped: whoever asks for the text refuses it by its length.
    """

    __slots__ = ("_after_space", "_lines", "_pieces", "_size")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._size = 0
        self._after_space = True

    def open(self) -> None:
        """Begin a paragraph."""
        self._pieces.clear()
        self._after_space = True

    def close(self) -> None:
        """End it."""
        self._lines.append("".join(self._pieces))
        self._pieces.clear()

    def flow(self, data: str) -> None:
        """Running text, in which XML's white space counts as one space and none at the beginning.

        One at the end stays: LibreOffice writes the last space of "吨 " plainly.
        """
        text = _SPACES.sub(" ", data)
        if self._after_space and text[:1] == " ":
            text = text[1:]
        if text:
            self._after_space = text[-1] == " "
            self._add(text)

    def spaces(self, count: str) -> None:
        """A run of spaces that is meant; `count` as written."""
        self.literal(" " * min(int(count), guard.TEXT_CHARS + 1) if _COUNT.match(count) else " ")

    def literal(self, text: str) -> None:
        """A space, tab or line break that is meant."""
        self._after_space = False
        self._add(text)

    @property
    def seen(self) -> bool:
        """Whether there was a paragraph at all, be it empty."""
        return bool(self._lines)

    @property
    def text(self) -> str:
        """All paragraphs, one per line."""
        return "\n".join(self._lines)

    def _add(self, text: str) -> None:
        free = guard.TEXT_CHARS + 1 - self._size
        if free > 0:
            self._pieces.append(text[:free])
            self._size += len(text)
