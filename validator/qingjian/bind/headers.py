"""Header trees found on a page: which column each leaf caption stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from qingjian.bind.captions import Wanted, unit_of, wanted
from qingjian.bind.notices import Site
from qingjian.bind.page import Hit, Page, Region
from qingjian.catalog.edition import Field, Node
from qingjian.catalog.notation import normal

_DOTS: Final = "…"
"""A column of the filer's own; the same dots stand in rows of the list."""
_NEAR_ROWS: Final = 2
"""A caption may stand this far from its siblings' row, in a header without merges."""


class Header:
    """Where a block's captions were found."""

    def __init__(self) -> None:
        self.leaves: dict[str, Hit] = {}
        self.fields: dict[str, Field] = {}
        self.missing: list[Field] = []
        self.doubled: list[Hit] = []
        self.inexact: list[tuple[Field, Hit]] = []

    @property
    def top(self) -> int:
        return min(hit.row for hit in self.leaves.values())

    @property
    def bottom(self) -> int:
        return max(hit.bottom for hit in self.leaves.values())

    @property
    def columns(self) -> dict[str, int]:
        return {name: hit.col for name, hit in self.leaves.items()}


def place(page: Page, nodes: Sequence[Node], region: Region) -> Header:
    """Find a header tree in a region; siblings keep their order where captions repeat."""
    header = Header()
    _place_siblings(page, nodes, region, header)
    return header


def _place_siblings(page: Page, nodes: Sequence[Node], region: Region, header: Header) -> None:
    groups = _parents(page, nodes, region)
    flat = [node for node in nodes if node.field is not None]
    for index, node in enumerate(nodes):
        if node.field is None:
            _place_siblings(page, node.children, groups.get(index, region), header)
    _place_leaves(page, flat, region, header)


def _parents(page: Page, nodes: Sequence[Node], region: Region) -> dict[int, Region]:
    """Regions under the group captions that are there; each ends where the next begins."""
    found: list[tuple[int, Hit]] = []
    taken: set[tuple[int, int]] = set()
    for index, node in enumerate(nodes):
        if node.field is not None:
            continue
        hits = [hit for hit in page.find(wanted(node.caption), region) if (hit.row, hit.col) not in taken]
        if hits:
            taken.add((hits[0].row, hits[0].col))
            found.append((index, hits[0]))
    return {index: _under(hit, found, region) for index, hit in found}


def _under(hit: Hit, found: Sequence[tuple[int, Hit]], region: Region) -> Region:
    merged = hit.right > hit.col
    later = [other.col for _, other in found if other.row == hit.row and other.col > hit.col]
    right = min([region.right, hit.right] if merged else [region.right, *(col - 1 for col in later)])
    left = hit.col if merged or len(found) > 1 else region.left
    return Region(hit.bottom + 1, region.bottom, left, right)


def _place_leaves(page: Page, leaves: Sequence[Node], region: Region, header: Header) -> None:
    if not leaves:
        return
    candidates = [page.find(_wanted(leaf), region) for leaf in leaves]
    row = _best_row(candidates)
    used: set[tuple[int, int]] = set()
    for leaf, found in zip(leaves, candidates, strict=True):
        if leaf.field is None:
            continue
        header.fields[leaf.field.id] = leaf.field
        hit = _choose(found, row, used) or _near_miss(page, leaf, row, used, header=header)
        if hit is None:
            header.missing.append(leaf.field)
        else:
            used.add((hit.row, hit.col))
            header.leaves[leaf.field.id] = hit
    _note_doubles(candidates, used, row, header)


def _choose(found: list[Hit], row: int | None, used: set[tuple[int, int]]) -> Hit | None:
    """The first unused cell on the header's row, else within two rows of it."""
    if row is None:
        return None
    free = [hit for hit in found if (hit.row, hit.col) not in used]
    on_row = [hit for hit in free if hit.row <= row <= hit.bottom]
    near_row = [hit for hit in free if abs(hit.row - row) <= _NEAR_ROWS and hit.key.full != _DOTS]
    return next(iter(on_row or near_row), None)


def _near_miss(
    page: Page, leaf: Node, row: int | None, used: set[tuple[int, int]], *, header: Header
) -> Hit | None:
    """The one cell of the header's row that says nearly the caption."""
    close = page.find_near(_wanted(leaf), Region(row, row)) if row is not None else None
    if close is None or leaf.field is None or (close.row, close.col) in used:
        return None
    header.inexact.append((leaf.field, close))
    return close


def _note_doubles(
    candidates: Iterable[list[Hit]], used: set[tuple[int, int]], row: int | None, header: Header
) -> None:
    seen = set(used)
    for hits in candidates:
        for hit in hits:
            if hit.row == row and (hit.row, hit.col) not in seen:
                seen.add((hit.row, hit.col))
                header.doubled.append(hit)


def _best_row(found: Iterable[list[Hit]]) -> int | None:
    """The row on which most of the captions stand; the upper one of equals."""
    counts: dict[int, int] = {}
    for hits in found:
        for row in {row for hit in hits for row in range(hit.row, min(hit.bottom, hit.row + 3) + 1)}:
            counts[row] = counts.get(row, 0) + 1
    if not counts:
        return None
    best = max(counts.values())
    return min(row for row, count in counts.items() if count == best)


def _wanted(leaf: Node) -> Wanted:
    return wanted(leaf.caption, leaf.field.aliases if leaf.field else ())


def tell(header: Header, site: Site, *, unit_row: int | None = None) -> None:
    """Report captions that are missing, doubled, reworded or carry another unit."""
    top = header.top if header.leaves else 0
    for absent in header.missing:
        site.notice("QJ1006", top, name=absent.id, caption=absent.caption)
    for hit in header.doubled:
        site.notice("QJ1007", hit.row, hit.col, caption=hit.text)
    for known, hit in header.inexact:
        site.notice("QJ1016", hit.row, hit.col, name=known.id, caption=known.caption, found=hit.text)
    for name, hit in header.leaves.items():
        declared = header.fields[name].unit
        found = hit.key.unit or (_unit_below(site.page, hit, unit_row) if unit_row else None)
        if declared and found and normal(unit_of(declared) or declared) != normal(found):
            site.notice(
                "QJ1008", hit.row, hit.col, name=name, caption=hit.text, declared=declared, found=found
            )


def _unit_below(page: Page, hit: Hit, unit_row: int) -> str | None:
    return unit_of(page.sheet.text(unit_row, hit.col))
