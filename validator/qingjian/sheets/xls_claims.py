"""How many cells the sheets of a BIFF stream claim to span, found the way the second reader walks the records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from qingjian.sheets import guard

_HEAD: Final = struct.Struct("<2H")
_WIDE: Final = struct.Struct("<2I2H")
_NARROW: Final = struct.Struct("<4H")
_END: Final = 0x0A
_SHEET: Final = 0x85
_DIMENSIONS: Final = 0x200


_BOUNDLESS: Final = guard.CELLS + 1


def claimed_cells(stream: bytes) -> int:
    """The sum over all sheets; a rectangle that ends before it begins counts as boundless."""
    starts = {0}
    claimed = visited = 0
    for number, data in _records(stream, 0):
        if number == _SHEET:
            starts.add(int.from_bytes(data[:4], "little"))
    for start in sorted(starts):
        for number, data in _records(stream, start):
            visited += _HEAD.size + len(data)
            claimed += _area(data) if number == _DIMENSIONS else 0
            if visited > len(stream):
                # Sheets that lie within each other: walking each anew would take for ever.
                return _BOUNDLESS
    return claimed


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Numbers and bodies, up to the end mark or what is no whole record."""
    limit = len(stream) - _HEAD.size
    while at <= limit:
        number, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if number == _END:
            return
        yield number, stream[at : at + length]
        at += length


def _area(data: bytes) -> int:
    layout = _WIDE if len(data) >= _WIDE.size else _NARROW
    if len(data) < layout.size:
        return 0
    top, below, left, after = layout.unpack_from(data)
    if not below or not after:
        return 0
    return int(below - top) * int(after - left) if top <= below and left <= after else _BOUNDLESS
