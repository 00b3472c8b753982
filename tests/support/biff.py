"""Small .xls files made by hand: BIFF8 records and the compound file around them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

_SECTOR: Final = 512
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_TABLE: Final = 0xFFFFFFFD
_BIG_ENOUGH: Final = 4096  # smaller streams would lie in the 64-byte pool


class Tab(NamedTuple):
    """A sheet: its name, its records between BOF and EOF, and how hidden it is."""

    name: str
    records: bytes
    visibility: int = 0
    kind: int = 0


def record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", number, len(data)) + data


def number(row: int, col: int, value: float) -> bytes:
    """Zero-based, as all records here."""
    return record(0x203, struct.pack("<3Hd", row, col, 0, value))


def label(row: int, col: int, text: str) -> bytes:
    return record(0x204, struct.pack("<4HB", row, col, 0, len(text), 1) + text.encode("utf-16-le"))


def truth_or_error(row: int, col: int, value: int, *, is_error: bool) -> bytes:
    return record(0x205, struct.pack("<3H2B", row, col, 0, value, is_error))


def dimensions(rows: int, cols: int) -> bytes:
    return record(0x200, struct.pack("<2I3H", 0, rows, 0, cols, 0))


def merged(*areas: tuple[int, int, int, int]) -> bytes:
    """First row, last row, first column, last column."""
    return record(0xE5, struct.pack("<H", len(areas)) + b"".join(struct.pack("<4H", *area) for area in areas))


def workbook(tabs: Sequence[Tab], extra: bytes = b"") -> bytes:
    """The Workbook stream; `extra` are more records of the globals."""
    head = _bof(0x0005) + record(0x42, struct.pack("<H", 1200)) + extra
    end = record(0x0A)
    names = [tab.name.encode("utf-16-le") for tab in tabs]
    at = len(head) + sum(4 + 8 + len(name) for name in names) + len(end)
    sheets = b""
    for tab, name in zip(tabs, names, strict=True):
        head += record(
            0x85, struct.pack("<I4B", at + len(sheets), tab.visibility, tab.kind, len(tab.name), 1) + name
        )
        sheets += _bof(0x0010) + tab.records + end
    return head + end + sheets


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams at the top, each padded to a full-size one."""
    padded = {name: data.ljust(_BIG_ENOUGH, b"\0") for name, data in streams.items()}
    directory_sectors = (len(padded) + 1 + 3) // 4
    table, body, nodes = [_TABLE], b"", b""
    table += _chain(1, directory_sectors)
    for i, (name, data) in enumerate(padded.items()):
        start, count = len(table), -(-len(data) // _SECTOR)
        table += _chain(start, count)
        body += data.ljust(count * _SECTOR, b"\0")
        right = i + 2 if i + 1 < len(padded) else _FREE
        nodes += _node(name, 2, start, len(data), right=right)
    root = _node("Root Entry", 5, _END, 0, child=1)
    directory = (root + nodes).ljust(directory_sectors * _SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _BIG_ENOUGH, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    return header + fat + directory + body


def _bof(kind: int) -> bytes:
    return record(0x809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _node(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I36x3I", text, len(text) + 2, kind, 1, _FREE, right, child, start, size, 0)
