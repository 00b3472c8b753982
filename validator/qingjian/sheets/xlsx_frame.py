"""What stands around the rows of a sheet: the same, byte for byte, in all workbooks that were made from one form."""

from __future__ import annotations

from typing import Final

from qingjian.model.grid import Area, Span
from qingjian.named_tuple import NamedTuple

_KEPT: Final = 64
_LARGEST: Final = 128 * 1024
"""Bytes; the largest frame of the official workbooks has a third of it."""


class Frame(NamedTuple):
    """What a well-formed head and tail say."""

    merges: tuple[Area, ...]
    hidden_columns: tuple[Span, ...]


class Frames:
    """Frames that were parsed to the end and left nothing to tell but this."""

    def __init__(self) -> None:
        self._known: dict[bytes, dict[bytes, Frame]] = {}
        self._count = 0

    def has_head(self, head: bytes) -> bool:
        """Whether a sheet began like this, its rows open where the head ends."""
        return head in self._known

    def find(self, head: bytes, tail: bytes) -> Frame | None:
        """The frame, if these very bytes were parsed before."""
        return self._known.get(head, {}).get(tail)

    def keep(self, head: bytes, tail: bytes, frame: Frame) -> None:
        """Remember a frame."""
        if len(head) + len(tail) > _LARGEST:
            return
        if self._count >= _KEPT:
            self.clear()
        self._known.setdefault(head, {})[tail] = frame
        self._count += 1

    def clear(self) -> None:
        """Forget them all."""
        self._known.clear()
        self._count = 0


FRAMES: Final = Frames()
