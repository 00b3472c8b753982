"""Changes between editions as values, and the comparison of two orders of ids."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from qingjian.named_tuple import NamedTuple


class Change(NamedTuple):
    """One change: its code, the tables it happens in, the words and codes of the sentence."""

    code: str
    tables: tuple[str, ...]
    params: Mapping[str, str]


class Found(NamedTuple):
    """A change in one table."""

    table: str
    code: str
    params: Mapping[str, str]


class Order(NamedTuple):
    """How the new order of ids differs; each added or moved id comes with the one before it."""

    removed: tuple[str, ...]
    added: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...]


def ordered(old: Sequence[str], new: Sequence[str]) -> Order:
    """Removed, added and moved ids; as few as possible count as moved."""
    kept_old = [name for name in old if name in new]
    kept_new = [name for name in new if name in old]
    matcher = difflib.SequenceMatcher(None, kept_old, kept_new, autojunk=False)
    still = {
        name for match in matcher.get_matching_blocks() for name in kept_new[match.b : match.b + match.size]
    }
    before = dict(zip(new, ["", *new], strict=False))
    return Order(
        removed=tuple(name for name in old if name not in new),
        added=tuple((name, before[name]) for name in new if name not in old),
        moved=tuple((name, before[name]) for name in kept_new if name not in still),
    )
