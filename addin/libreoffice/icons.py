"""Icons of the commands: drawn from icons.txt, one sign a pixel, and written as PNG in both sizes of toolbars."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = "icons"
SIZES: Final = (16, 26)
_DRAWN: Final = 13
"""Pixels of a drawing's side: doubled for the large size, in a margin for the small one."""
_COLOURS: Final = {
    ".": (0, 0, 0, 0),
    "#": (64, 64, 64, 255),
    "g": (34, 139, 84, 255),
    "r": (200, 48, 48, 255),
    "b": (40, 98, 176, 255),
    "y": (222, 160, 20, 255),
    "o": (255, 255, 255, 255),
}

Pixels = Sequence[str]


def icons() -> dict[str, bytes]:
    """Every icon by its path in the extension."""
    return {
        f"{FOLDER}/{name}_{size}.png": png(_sized(drawing, size))
        for name, drawing in drawings().items()
        for size in SIZES
    }


def drawings() -> dict[str, Pixels]:
    """The drawing of every command, by its name."""
    lines = Path(__file__).with_name("icons.txt").read_text(encoding="ascii").split()
    return {
        lines[at].removesuffix(":"): lines[at + 1 : at + 1 + _DRAWN]
        for at in range(0, len(lines), _DRAWN + 1)
    }


def png(pixels: Pixels) -> bytes:
    """A picture with transparency; stored, so that its bytes do not depend on a version of zlib."""
    raw = b"".join(b"\0" + bytes(part for sign in row for part in _COLOURS[sign]) for row in pixels)
    head = struct.pack(">IIBBBBB", len(pixels[0]), len(pixels), 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _sized(drawing: Pixels, size: int) -> Pixels:
    if size >= 2 * len(drawing):
        return list(_doubled(drawing))
    before = (size - len(drawing)) // 2
    after = size - len(drawing) - before
    empty = "." * size
    return [empty] * before + ["." * before + row + "." * after for row in drawing] + [empty] * after


def _doubled(drawing: Pixels) -> Iterator[str]:
    for row in drawing:
        wide = "".join(sign * 2 for sign in row)
        yield wide
        yield wide
