"""The zip container of .xlsx and .ods, read strictly and piece by piece: every byte is claimed by at most one part."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard

_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_STORED: Final = 0
_DEFLATED: Final = 8
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1 | 0x40


class Entry(NamedTuple):
    """One part as the directory declares it; `start` is the offset of its data."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int
    is_utf8: bool = False
    """Whether the name says how it is written; otherwise each byte of it stands for one character of code page 437."""


class _Raw(NamedTuple):
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    header: int


class Container:
    """The parts of a package. Names are found in any case, with or without a leading slash."""

    def __init__(self, data: bytes, *, budget: guard.Budget | None = None) -> None:
        if len(data) > guard.FILE_BYTES:
            raise UnreadableWorkbook("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB")
        self.budget = budget or guard.Budget()
        self._data = data
        self._entries: dict[str, Entry] = {}
        for entry in entries(data):
            key = _key(entry.name)
            if key in self._entries:
                raise UnreadableWorkbook("duplicate-part", entry.name)
            self._entries[key] = entry

    @property
    def names(self) -> list[str]:
        """Every part, as written in the package, in the order of the file."""
        return [entry.name for entry in self._entries.values()]

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def entry(self, name: str) -> Entry:
        """What the directory says of a part; refused if it is missing."""
        entry = self._entries.get(_key(name))
        if entry is None:
            raise UnreadableWorkbook("missing-part", name)
        return entry

    def read(self, name: str) -> bytes:
        """A whole part without cells."""
        return self._whole(self.entry(name), guard.SMALL_PART_BYTES)

    def _whole(self, entry: Entry, cap: int) -> bytes:
        _check_size(entry, cap)
        self.budget.inflate(entry.size)
        return unpacked(self._data, entry)

    def stream(self, name: str) -> Iterator[bytes]:
        """A part of any size in pieces; the checksum is judged after the last one."""
        entry = self.entry(name)
        if entry.size <= guard.CHUNK_BYTES:
            yield self._whole(entry, guard.PART_BYTES)
            return
        _check_size(entry, guard.PART_BYTES)
        size = crc = 0
        for piece in self._pieces(entry):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            self.budget.inflate(len(piece))
            if size > entry.size:
                break
            yield piece
        if size != entry.size or crc != entry.crc:
            raise UnreadableWorkbook("bad-checksum", entry.name)

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        view = memoryview(self._data)[entry.start : entry.start + entry.packed]
        step = guard.CHUNK_BYTES
        if entry.method == _STORED:
            yield from (bytes(view[at : at + step]) for at in range(0, len(view), step))
            return
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(view), step):
                piece = inflate.decompress(view[at : at + step], step)
                while piece:
                    yield piece
                    piece = inflate.decompress(inflate.unconsumed_tail, step)
        except zlib.error as error:
            raise UnreadableWorkbook("bad-checksum", entry.name) from error
        if not inflate.eof:
            raise UnreadableWorkbook("bad-checksum", entry.name)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_size(entry: Entry, cap: int) -> None:
    if entry.size > cap:
        raise UnreadableWorkbook("part-too-big", entry.name)


def unpacked(data: bytes, entry: Entry) -> bytes:
    """The content of an entry, never more than its directory announces."""
    packed = data[entry.start : entry.start + entry.packed]
    content = packed if entry.method == _STORED else _inflated(entry, packed)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise UnreadableWorkbook("bad-checksum", entry.name)
    return content


def _inflated(entry: Entry, packed: bytes) -> bytes:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflate.decompress(packed, entry.size + 1)
    except zlib.error as error:
        raise UnreadableWorkbook("bad-checksum", entry.name) from error
    if not inflate.eof:
        raise UnreadableWorkbook("bad-checksum", entry.name)
    return data


def entries(data: bytes, *, cap: int = guard.ENTRIES) -> Iterator[Entry]:
    """Every file in the directory; overlapping, truncated or misnamed ones are refused."""
    free = 0
    for raw in sorted(_directory(data, cap), key=lambda raw: raw.header):
        start = _start(data, raw)
        if raw.header < free:
            raise UnreadableWorkbook("overlapping-parts", _name(raw))
        free = start + raw.packed
        if free > len(data):
            raise UnreadableWorkbook("truncated", _name(raw))
        if not raw.name.endswith(b"/"):
            is_utf8 = bool(raw.flags & _UTF8)
            yield Entry(_name(raw), raw.method, raw.crc, raw.packed, raw.size, start, is_utf8)


def _start(data: bytes, raw: _Raw) -> int:
    if raw.header + _LOCAL.size > len(data):
        raise UnreadableWorkbook("truncated", _name(raw))
    fields = _LOCAL.unpack_from(data, raw.header)
    at = raw.header + _LOCAL.size
    if fields[0] != b"PK\3\4" or data[at : at + fields[9]] != raw.name:
        raise UnreadableWorkbook("name-mismatch", _name(raw))
    if raw.flags & _ENCRYPTED:
        raise UnreadableWorkbook("encrypted")
    if raw.method not in (_STORED, _DEFLATED):
        raise UnreadableWorkbook("unsupported-compression", _name(raw))
    return at + int(fields[9]) + int(fields[10])


def _name(raw: _Raw) -> str:
    return raw.name.decode("utf-8" if raw.flags & _UTF8 else "cp437", "replace")


def _directory(data: bytes, cap: int) -> Iterator[_Raw]:
    count, at = _end(data)
    if count > cap:
        raise UnreadableWorkbook("too-many-parts", str(count))
    for _ in range(count):
        if at + _CENTRAL.size > len(data) or data[at : at + 4] != b"PK\1\2":
            raise UnreadableWorkbook("truncated")
        (_, _, _, flags, method, _, _, crc, packed, size, name_len, extra_len, note_len, _, _, _, header) = (
            _CENTRAL.unpack_from(data, at)
        )
        at += _CENTRAL.size
        name = data[at : at + name_len]
        extra = data[at + name_len : at + name_len + extra_len]
        size, packed, header = _wide((size, packed, header), extra)
        yield _Raw(name, flags, method, crc, packed, size, header)
        at += name_len + extra_len + note_len


def _end(data: bytes) -> tuple[int, int]:
    """How many entries the directory has, and where it starts."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise UnreadableWorkbook("truncated")
    _, _, _, _, count, _, start, _ = _END.unpack_from(data, at)
    locator = at - _LOCATOR64.size
    if (count == 0xFFFF or start == 0xFFFFFFFF) and locator >= 0 and data[locator : locator + 4] == b"PK\6\7":
        wide = _LOCATOR64.unpack_from(data, locator)[2]
        if wide + _END64.size > len(data) or data[wide : wide + 4] != b"PK\6\6":
            raise UnreadableWorkbook("truncated")
        fields = _END64.unpack_from(data, wide)
        count, start = fields[7], fields[9]
    return int(count), int(start)


def _wide(narrow: tuple[int, int, int], extra: bytes) -> tuple[int, int, int]:
    """Sizes and offset with the 64-bit ones of the extra field where the directory points there."""
    if 0xFFFFFFFF not in narrow:
        return narrow
    fields = list(narrow)
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            values = [extra[at + 4 + i : at + 12 + i] for i in range(0, length, 8)]
            for i, value in enumerate(fields):
                if value == 0xFFFFFFFF and values and len(values[0]) == 8:
                    fields[i] = int.from_bytes(values.pop(0), "little")
        at += 4 + length
    return fields[0], fields[1], fields[2]
