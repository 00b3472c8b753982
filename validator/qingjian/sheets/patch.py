"""Edits of one part by byte offset, and how to take them back."""

from __future__ import annotations

from qingjian.named_tuple import NamedTuple
from qingjian.sheets.outline import Element, Outline


class Splice(NamedTuple):
    """Bytes `start` to `end` become `new`."""

    start: int
    end: int
    new: bytes


class Undo(NamedTuple):
    """In the edited part: `length` bytes at `at` were `old` before."""

    at: int
    length: int
    old: bytes


class Patch:
    """Collects edits of a part, all of them by the offsets of the part as it was."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._splices: list[Splice] = []
        self._appended: dict[int, tuple[Element, list[bytes]]] = {}

    def replace(self, start: int, end: int, new: bytes) -> None:
        self._splices.append(Splice(start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """What is inserted at one place stands in the order of the calls."""
        self._splices.append(Splice(at, at, new))

    def remove(self, element: Element) -> None:
        self._splices.append(Splice(element.start, element.end, b""))

    def append(self, element: Element, new: bytes) -> None:
        """Add the last child of an element."""
        self._appended.setdefault(element.start, (element, []))[1].append(new)

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Give an attribute a value that needs no escaping."""
        span = self.outline.attribute(element, name)
        if span is not None:
            self.replace(*span, value.encode())
        else:
            at = element.inside - (2 if element.is_short else 1)
            self.insert(at, f' {name}="{value}"'.encode())

    def drop_attribute(self, element: Element, name: str) -> None:
        """Take an attribute out, with the space before it."""
        span = self.outline.attribute(element, name)
        if span is not None:
            start = self.outline.xml.rindex(name.encode(), element.start, span[0])
            self.replace(start - 1, span[1] + 1, b"")

    def render(self) -> tuple[bytes, tuple[Undo, ...]]:
        """The edited part, and its way back."""
        source, at = self.outline.xml, 0
        pieces: list[bytes] = []
        undos: list[Undo] = []
        length = 0
        for start, end, new in self._ordered():
            if start < at:
                raise ValueError(f"{self.outline.part}: edits overlap at byte {start}")
            length += start - at
            undos.append(Undo(length, len(new), source[start:end]))
            pieces += source[at:start], new
            length += len(new)
            at = end
        pieces.append(source[at:])
        return b"".join(pieces), tuple(undos)

    def _ordered(self) -> list[Splice]:
        splices = list(self._splices)
        for element, children in self._appended.values():
            new = b"".join(children)
            if element.is_short:
                whole = b">" + new + f"</{element.tag}>".encode()
                splices.append(Splice(element.inside - 2, element.inside, whole))
            else:
                splices.append(Splice(element.close, element.close, new))
        return sorted(splices, key=lambda splice: splice[:2])


def undone(data: bytes, undos: tuple[Undo, ...]) -> bytes:
    """The part before the edits; ValueError when they cannot have been made on it."""
    pieces: list[bytes] = []
    at = 0
    for undo in undos:
        if undo.at < at or undo.length < 0 or undo.at + undo.length > len(data):
            raise ValueError(undo)
        pieces += data[at : undo.at], undo.old
        at = undo.at + undo.length
    pieces.append(data[at:])
    return b"".join(pieces)
