"""A zip file written from parts: those already compressed are copied, the others deflated or left as they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import Final

from qingjian.named_tuple import NamedTuple

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_UTF8: Final = 0x800
_AS_IS: Final = 0
_DEFLATED: Final = 8
_DATE: Final = (1 << 5) | 1  # 1980-01-01, as every reproducible package has it
_LEVEL: Final = 6


class Stored(NamedTuple):
    """A part as it lies in a zip file."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


def plain(name: str, data: bytes) -> Stored:
    """A part as it is: its bytes do not depend on which zlib there is."""
    return Stored(name, _AS_IS, zlib.crc32(data), len(data), data)


def deflated(name: str, data: bytes) -> Stored:
    """A part compressed anew."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(data) + deflate.flush()
    return Stored(name, _DEFLATED, zlib.crc32(data), len(data), packed)


def zipped(parts: Iterable[Stored]) -> bytes:
    """The same parts in the same order give the same bytes."""
    out = bytearray()
    directory = bytearray()
    count = 0
    for part in parts:
        name = part.name.encode()
        flags = 0 if name.isascii() else _UTF8
        sizes = (part.crc, len(part.packed), part.size, len(name))
        directory += _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, flags, part.method, 0, _DATE, *sizes, 0, 0, 0, 0, 0, len(out)
        )
        directory += name
        out += _LOCAL.pack(b"PK\3\4", _VERSION, flags, part.method, 0, _DATE, *sizes, 0)
        out += name
        out += part.packed
        count += 1
    start = len(out)
    out += directory
    out += _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), start, 0)
    return bytes(out)
