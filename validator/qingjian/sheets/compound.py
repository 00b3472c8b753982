"""The OLE2 compound file around .xls and .et, read strictly: no chain longer than the file has sectors."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.named_tuple import NamedTuple
from qingjian.sheets import guard

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = struct.Struct("<24x5H6x9I")
_HEADER_BYTES: Final = 512
_NODE: Final = struct.Struct("<64sHBB3I36x2I4x")
_LAST_SECTOR: Final = 0xFFFFFFFA
"""Larger numbers are marks: end of chain, free, part of the table itself."""
_NONE: Final = 0xFFFFFFFF
_STORAGE: Final = 1
_STREAM: Final = 2
_ROOT: Final = 5
_MINI_BYTES: Final = 64


class Node(NamedTuple):
    """One entry of the directory."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """Streams of a compound file by name; only what lies at the top, as embedded objects bring streams alike."""

    def __init__(self, data: bytes) -> None:
        if len(data) > guard.FILE_BYTES:
            raise UnreadableWorkbook("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB")
        if data[:8] != SIGNATURE or len(data) < _HEADER_BYTES:
            raise UnreadableWorkbook("truncated" if SIGNATURE.startswith(data[:8]) else "not-a-workbook")
        fields = _HEADER.unpack_from(data)
        shift = fields[3]
        if fields[2] != 0xFFFE or shift not in (9, 12):
            raise UnreadableWorkbook("xls-damaged", "OLE2")
        self._data = data
        self._sector = 1 << shift
        self._sectors = max(0, -(-len(data) // self._sector) - 1)
        self._cutoff = fields[9]
        self._table = self._allocation(difat=fields[12])
        self._nodes = list(self._directory(fields[7]))
        if not self._nodes or self._nodes[0].kind != _ROOT:
            raise UnreadableWorkbook("xls-damaged", "OLE2")
        self._mini_start = fields[10]
        self._top = {node.name.casefold(): node for node in self._children(self._nodes[0])}

    @property
    def names(self) -> list[str]:
        """Storages and streams at the top."""
        return [node.name for node in self._top.values()]

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._top

    def has_storage(self, name: str) -> bool:
        """Whether there is a folder of this name at the top."""
        node = self._top.get(name.casefold())
        return node is not None and node.kind == _STORAGE

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; refused if it is missing or cut off."""
        node = self._top.get(name.casefold())
        if node is None or node.kind != _STREAM:
            raise UnreadableWorkbook("missing-part", name)
        data = self._small(node) if node.size < self._cutoff else self._chained(node.start)[: node.size]
        if len(data) < node.size:
            raise UnreadableWorkbook("truncated", name)
        return data

    # ------------------------------------------------------------ sectors

    def _at(self, sector: int) -> bytes:
        """A sector's bytes; the header fills the place of one. The last one may be cut short."""
        if sector >= self._sectors:
            raise UnreadableWorkbook("truncated")
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, start: int, table: Sequence[int]) -> Iterator[int]:
        sector, left = start, len(table)
        while sector < _LAST_SECTOR:
            if sector >= len(table) or not left:
                raise UnreadableWorkbook("xls-damaged", "OLE2")
            yield sector
            sector, left = table[sector], left - 1

    def _chained(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in self._chain(start, self._table))

    def _allocation(self, *, difat: int) -> array[int]:
        """The table that says which sector follows which."""
        table = array("I")
        for seen, sector in enumerate(self._table_sectors(difat)):
            if seen >= self._sectors:
                raise UnreadableWorkbook("xls-damaged", "OLE2")
            if sector < self._sectors:
                table.extend(_numbers(self._at(sector)))
        return table

    def _table_sectors(self, following: int) -> Iterator[int]:
        """Where the table lies: 109 places in the header, more in a chain of their own."""
        yield from (number for number in _numbers(self._data[76:_HEADER_BYTES]) if number < _LAST_SECTOR)
        left = self._sectors
        # Zero cannot follow, but some writers put it where there is nothing more.
        while 0 < following < _LAST_SECTOR:
            if following >= self._sectors or not left:
                raise UnreadableWorkbook("xls-damaged", "OLE2")
            numbers = _numbers(self._at(following))
            yield from (number for number in numbers[:-1] if number < _LAST_SECTOR)
            following, left = (numbers[-1] if numbers else _NONE), left - 1

    def _small(self, node: Node) -> bytes:
        """A stream below the cut-off lies in 64-byte pieces inside the root's own stream."""
        if not node.size:
            return b""
        table = _numbers(self._chained(self._mini_start))
        pool = self._chained(self._nodes[0].start)
        pieces = self._chain(node.start, table)
        return b"".join(pool[at * _MINI_BYTES : (at + 1) * _MINI_BYTES] for at in pieces)[: node.size]

    # ------------------------------------------------------------ directory

    def _directory(self, start: int) -> Iterator[Node]:
        data = self._chained(start)
        for at in range(0, len(data) - _NODE.size + 1, _NODE.size):
            name, length, kind, _, left, right, child, first, size = _NODE.unpack_from(data, at)
            text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield Node(text, kind, left, right, child, first, size)

    def _children(self, parent: Node) -> Iterator[Node]:
        """A folder's entries, a search tree on disk; a circle ends at the entry already seen."""
        waiting, seen = [parent.child], set[int]()
        while waiting:
            number = waiting.pop()
            if number >= len(self._nodes) or number in seen:
                continue
            seen.add(number)
            node = self._nodes[number]
            yield node
            waiting += (node.left, node.right)


def _numbers(data: bytes) -> array[int]:
    numbers = array("I", data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
