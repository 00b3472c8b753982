"""Text of one Word paragraph: what a reader of the page sees, fields by their result."""

from __future__ import annotations

from qingjian.sheets import guard


class Words:
    """Collects the runs of a paragraph. What goes beyond one character too many is dropped: whoever asks
    for the text refuses it by its length."""

    __slots__ = ("_fields", "_pieces", "_size", "hidden")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._fields: list[bool] = []
        """For each field around the place, whether its result has begun."""
        self.hidden: list[str] = []
        """Texts that Word does not show."""

    def field(self, mark: str | None) -> None:
        """The beginning, the middle or the end of a complex field; those may run over paragraphs."""
        if mark == "begin" and len(self._fields) < guard.DEPTH:
            self._fields.append(False)
        elif mark == "separate" and self._fields:
            self._fields[-1] = True
        elif mark == "end" and self._fields:
            self._fields.pop()

    def add(self, text: str, *, is_hidden: bool = False) -> None:
        """A piece of running text; the instructions of a field are none."""
        if not all(self._fields):
            return
        if is_hidden:
            if text.strip() and len(self.hidden) < guard.ODDITIES:
                self.hidden.append(text)
            return
        free = guard.TEXT_CHARS + 1 - self._size
        if free > 0:
            self._pieces.append(text[:free])
            self._size += len(text)

    def close(self) -> str:
        """The paragraph so far; the next one begins empty."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        return text


def joined(paragraphs: list[str]) -> str:
    """The paragraphs of a cell, one a line; empty ones at its ends only make room."""
    first, last = 0, len(paragraphs)
    while first < last and not paragraphs[first].strip():
        first += 1
    while last > first and not paragraphs[last - 1].strip():
        last -= 1
    return "\n".join(paragraphs[first:last])
