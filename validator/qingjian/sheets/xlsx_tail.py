"""What follows the rows of a sheet, told apart by pattern: the merged areas, among much that no check reads."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from qingjian.sheets import guard

_MERGES: Final = re.compile(
    rb'<mergeCells(?: count="[0-9]+")?>((?:<mergeCell ref="[A-Z0-9:]+"/>)+)</mergeCells>'
)
_REFERENCE: Final = re.compile(r'"([A-Z0-9:]+)"')
_COLUMN: Final = re.compile(rb"[<:]col[\s/>]")
"""With a second `sheetData` the other element that would have to be seen by the careful scan."""


def tail_merges(tail: bytes) -> list[str] | None:
    """References of the merged areas between the rows and the end of a sheet; None where that must be parsed."""
    if b"<!" in tail or b"<?" in tail or tail.count(b"sheetData") != 1:
        return None
    if b"col" in tail and _COLUMN.search(tail) is not None:
        return None
    named = tail.count(b"mergeCell")
    if not named:
        return [] if _is_flat(tail) else None
    found = _MERGES.search(tail)
    if found is None:
        return None
    before, after = tail[: found.start()], tail[found.end() :]
    # `</sheetData>` is part of the tail, so beside the rows its depth is one less than where it began.
    if _open(before) != -1 or not _is_flat(before + after):
        return None
    references = _REFERENCE.findall(found.group(1).decode("ascii"))
    return references if named == len(references) + 2 else None


def _open(xml: bytes) -> int:
    """Elements opened and not closed."""
    return xml.count(b"<") - 2 * xml.count(b"</") - xml.count(b"/>")


def _is_flat(tail: bytes) -> bool:
    """Every tag that is opened is closed, the root's too, at a depth that no parser need fear.

    A "/>" in a text would count as an end, but then the sum is wrong."""
    steps = (piece.count(b"<") - piece.count(b"/>") - 1 for piece in tail.split(b"</"))
    return _open(tail) == -2 and max(accumulate(steps)) < guard.DEPTH - 5
