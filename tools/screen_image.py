"""A picture of a virtual screen: the frame buffer that Xvfb keeps in a file (XWD), part of it written as PNG."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

_HEADER: Final = struct.Struct(">25I")
_COLOUR_ENTRY: Final = 12
_PIXEL: Final = 4
_MOST_COLOURS: Final = 256


class Box(NamedTuple):
    """Part of a screen, in pixels from its left upper corner."""

    left: int
    top: int
    width: int
    height: int


def picture(dump: bytes, box: Box | None = None) -> bytes:
    """The part as a PNG of at most 256 colours: windows have few, and the file is a third of the size."""
    head = _HEADER.unpack_from(dump)
    width, height, line, colours = head[4], head[5], head[12], head[19]
    start = head[0] + colours * _COLOUR_ENTRY
    part = box or Box(0, 0, width, height)
    rows = [
        dump[at : at + part.width * _PIXEL]
        for at in (
            start + y * line + part.left * _PIXEL
            for y in range(part.top, min(part.top + part.height, height))
        )
    ]
    pixels = [[row[at : at + 3] for at in range(0, len(row), _PIXEL)] for row in rows]
    counted = Counter(pixel for row in pixels for pixel in row)
    kept = [colour for colour, _ in counted.most_common(_MOST_COLOURS)]
    index = {colour: _nearest(colour, kept) for colour in counted}
    return _png(part.width, [bytes(index[pixel] for pixel in row) for row in pixels], kept)


def write(dump: Path, target: Path, box: Box | None = None) -> None:
    """The picture of a frame buffer as it is now."""
    target.write_bytes(picture(dump.read_bytes(), box))


def _nearest(colour: bytes, kept: list[bytes]) -> int:
    if colour in kept[:_MOST_COLOURS]:
        return kept.index(colour)
    distances = [sum((a - b) ** 2 for a, b in zip(colour, other, strict=True)) for other in kept]
    return distances.index(min(distances))


def _png(width: int, rows: list[bytes], blue_green_red: list[bytes]) -> bytes:
    palette = b"".join(colour[::-1] for colour in blue_green_red)
    size = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", size), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
