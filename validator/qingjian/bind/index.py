"""Which cells of a sheet say what."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from qingjian.bind.captions import keyed, keys

LONGEST_CAPTION: Final = 160
"""Longer texts are notes or answers; the longest caption of the forms has 92 characters."""
_NEAR: Final = 2_000
"""Farther down are the rows of long lists, whose hundred thousand names are no captions: these cost
sixteen bytes each, are found by a hash of 64 bits, and their normal forms are not remembered."""
_WIDTH: Final = 16_384 + 1
"""Packs a row and a column into one number."""


class Index:
    """Texts of moderate length by their normal forms."""

    def __init__(self, texts: Iterable[tuple[int, int, str]]) -> None:
        self._near: dict[str, array[int]] = {}
        hashes, places = array("q"), array("q")
        for row, col, text in texts:
            if not 0 < len(text) <= LONGEST_CAPTION:
                continue
            place = row * _WIDTH + col
            if row > _NEAR:
                for key in keys(text):
                    hashes.append(hash(key))
                    places.append(place)
                continue
            full, bare, _ = keyed(text)
            for key in (full,) if full == bare else (full, bare):
                if (known := self._near.get(key)) is None:
                    self._near[key] = array("q", (place,))
                else:
                    known.append(place)
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        self._hashes = array("q", map(hashes.__getitem__, order))
        self._places = array("q", map(places.__getitem__, order))

    def __contains__(self, key: str) -> bool:
        return key in self._near or bool(self._far(key))

    def places(self, key: str) -> Iterator[tuple[int, int]]:
        """Rows and columns of the cells that say this, row by row."""
        for place in self._near.get(key, ()):
            yield divmod(place, _WIDTH)
        for at in self._far(key):
            yield divmod(self._places[at], _WIDTH)

    def _far(self, key: str) -> range:
        if not self._hashes:
            return range(0)
        wanted = hash(key)
        return range(bisect_left(self._hashes, wanted), bisect_right(self._hashes, wanted))
