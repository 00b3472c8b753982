"""What follows the rows of a sheet, told apart by pattern: the merged areas, among much that no check reads."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from qingjian.patterns import pattern
from qingjian.sheets import guard

_MERGES: Final = pattern(
    rb'<mergeCells(?: count="[0-9]+")?>((?:<mergeCell ref="[A-Z0-9:]+"/>)+)</mergeCells>'
)
_REFERENCE: Final = pattern(r'"([A-Z0-9:]+)"')
_COLUMN: Final = pattern(rb"[<:]col[\s/>]")
"""With a second `sheetData` the other element that would have to be seen by the careful scan."""
_END: Final = b"\x01"
"""Stands for the end of an element while tags are counted; the parser that follows refuses any other."""
_NO_TAGS: Final = bytes(set(range(256)) - {*_END, *b"<"})
_STEP: Final = {ord("<"): 1, ord(_END): -1}
_BESIDE_ROWS: Final = -1
"""The tail begins with `</sheetData>`: beside the rows, the depth is one less than where it began."""
_CLOSED: Final = -2
"""And behind the root's end two less."""


def tail_merges(tail: bytes) -> list[str] | None:
    """References of the merged areas between the rows and the end of a sheet; None where that must be parsed."""
    if b"<!" in tail or b"<?" in tail or tail.count(b"sheetData") != 1:
        return None
    if b"col" in tail and _COLUMN.search(tail) is not None:
        return None
    named = tail.count(b"mergeCell")
    if not named:
        return [] if _is_flat(_depths(tail), end=_CLOSED) else None
    found = _MERGES.search(tail)
    if found is None:
        return None
    before, after = tail[: found.start()], tail[found.end() :]
    if not (
        _is_flat(_depths(before), end=_BESIDE_ROWS) and _is_flat(_depths(after), end=_CLOSED - _BESIDE_ROWS)
    ):
        return None
    references = _REFERENCE.findall(found.group(1).decode("ascii"))
    return references if named == len(references) + 2 else None


def _depths(xml: bytes) -> list[int]:
    """How deep every tag leads, counted from where the text begins.

    A "/>" in a text would count as an end, but then the sum is wrong."""
    tags = xml.replace(b"</", _END).replace(b"/>", _END).translate(None, _NO_TAGS)
    return list(accumulate(map(_STEP.__getitem__, tags)))


def _is_flat(depths: list[int], *, end: int) -> bool:
    """Every tag that is opened is closed, the root's too, at a depth that no parser need fear."""
    return bool(depths) and depths[-1] == end and max(depths) < guard.DEPTH - 5
