"""What follows the rows of a sheet, told apart by pattern: the merged areas, among much that no check reads."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from qingjian.sheets import guard

_TAG: Final = re.compile(rb"</|/>|<")
_STEPS: Final = {b"<": 1, b"</": -1, b"/>": -1}
_MERGES: Final = re.compile(
    rb'<mergeCells(?: count="[0-9]+")?>((?:<mergeCell ref="[A-Z0-9:]+"/>)+)</mergeCells>'
)
_REFERENCE: Final = re.compile(r'"([A-Z0-9:]+)"')
_WATCHED: Final = re.compile(rb"[<:](?:sheetData|col)[\s/>]")
"""Elements that would have to be seen by the careful scan."""


def tail_merges(tail: bytes) -> list[str] | None:
    """References of the merged areas between the rows and the end of a sheet; None where that must be parsed."""
    named = tail.count(b"mergeCell")
    if b"<!" in tail or b"<?" in tail or _WATCHED.search(tail) is not None or not _is_flat(tail):
        return None
    if not named:
        return []
    found = _MERGES.search(tail)
    if found is None or _depth(tail[: found.start()]) != 0:
        return None
    references = _REFERENCE.findall(found.group(1).decode("ascii"))
    return references if named == len(references) + 2 else None


def _is_flat(tail: bytes) -> bool:
    """Every tag that is opened is closed, at a depth that no parser need fear.

    A "/>" in a text would count as an end, but then the sum is wrong."""
    depths = list(accumulate(map(_STEPS.__getitem__, _TAG.findall(tail)), initial=0))
    # `</sheetData>` is part of the tail, and so is the end of the root.
    return depths[-1] == -2 and max(depths) < guard.DEPTH - 3


def _depth(tail: bytes) -> int:
    """Elements open at the end of this piece, those around `<sheetData>` not counted."""
    return sum(map(_STEPS.__getitem__, _TAG.findall(tail))) + 1
