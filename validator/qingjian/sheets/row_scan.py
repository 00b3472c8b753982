"""Where the rows of a sheet begin, found without parsing them, and a short version of the part with few of them.

Only for parts without comments, CDATA and processing instructions: then every "<" begins a tag, and
a "<row" is a row. Whatever else deviates makes the caller parse the whole part instead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.sheets.outline import Element

_DATA: Final = pattern(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData\s*>")
_NUMBER: Final = pattern(rb'\sr="([0-9]{1,7})"')
_TAG: Final = rb'<%srow((?:\s+[\w:.-]+="[^"<>]*")*)\s*/?>'


class Rows(NamedTuple):
    """Row numbers in the order of the file, the offsets of their tags, and where the last one ends at the latest."""

    numbers: list[int]
    starts: list[int]
    end: int


class Shortened(NamedTuple):
    """A part without most of its rows, and where its pieces come from."""

    xml: bytes
    cuts: list[int]
    """Where each piece begins in the short part …"""
    shifts: list[int]
    """… and how far it was further behind in the whole one."""

    def restore(self, root: Element) -> None:
        """Give all elements the offsets of the whole part."""
        first, last = self._shift(root.start), self._shift(root.end - 1)
        if first == last:
            for element in root.walk():
                element.start += first
                element.inside += first
                element.close += first
                element.end += first
            return
        root.inside += self._shift(root.inside - 1)
        root.close += self._shift(root.close)
        root.start += first
        root.end += last
        for child in root.children:
            self.restore(child)

    def _shift(self, at: int) -> int:
        return self.shifts[bisect_right(self.cuts, at) - 1]


def scan(xml: bytes) -> Rows | None:
    """The rows of a part; None when it must be parsed to be sure."""
    if b"<!" in xml or xml.find(b"<?", 5) >= 0:
        return None
    data = _DATA.search(xml)
    if data is None or xml.count(b"sheetData") != 2:
        return None
    prefix = data.group(1)
    end = xml.find(b"</" + prefix + b"sheetData", data.end())
    numbers: list[int] = []
    starts: list[int] = []
    last = 0
    for tag in re.finditer(_TAG % re.escape(prefix), xml[data.end() : end]):
        found = _NUMBER.search(tag.group(1))
        number = int(found.group(1)) if found else last + 1
        if number <= last:
            return None
        last = number
        numbers.append(number)
        starts.append(data.end() + tag.start())
    is_whole = xml.count(b"<" + prefix + b"row", data.end(), end) == len(numbers)
    return Rows(numbers, starts, end) if end >= 0 and is_whole else None


def shorten(xml: bytes, rows: Rows, wanted: Collection[int]) -> Shortened:
    """Everything but the rows that are not wanted."""
    first = rows.starts[0] if rows.starts else rows.end
    spans = [(0, first)]
    for at, number in enumerate(rows.numbers):
        if number in wanted:
            spans.append((rows.starts[at], rows.starts[at + 1] if at + 1 < len(rows.starts) else rows.end))
    spans.append((rows.end, len(xml)))
    cuts: list[int] = []
    shifts: list[int] = []
    length = 0
    for start, end in spans:
        if start < end:
            cuts.append(length)
            shifts.append(start - length)
            length += end - start
    return Shortened(b"".join(xml[start:end] for start, end in spans), cuts, shifts)
