"""What a new version of a form changes against the one before: findings, figures, answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from qingjian.ledger.answers import Answer
from qingjian.ledger.figures import Figures
from qingjian.ledger.noted import Noted, Same
from qingjian.named_tuple import NamedTuple

_MOST: Final = 2_000
"""Changed cells that are listed; a form in which more changed is another form."""


class Change(NamedTuple):
    """One cell that says something else; empty for a cell that said nothing."""

    sheet: str
    cell: str
    row: str
    caption: str
    before: str
    after: str


class Difference(NamedTuple):
    """Readable: every entry names its cell."""

    gone: tuple[Noted, ...]
    new: tuple[Noted, ...]
    unchanged: tuple[Noted, ...]
    changes: tuple[Change, ...] | None
    """None where the figures of one version are not on record."""
    kept: tuple[Answer, ...]
    """Answers that hold for the new version."""
    void: tuple[Answer, ...]
    """Answers whose figure changed."""

    def as_json(self) -> dict[str, Any]:
        """For a payload. Findings of both versions stand in their verdicts: here it is their rule and cell."""
        return {
            "gone": [_at(one) for one in self.gone],
            "new": [_at(one) for one in self.new],
            "unchanged": [_at(one) for one in self.unchanged],
            "changes": None if self.changes is None else [list(one) for one in self.changes[:_MOST]],
            "kept": [one.seq for one in self.kept],
            "void": [one.seq for one in self.void],
        }


def _at(one: Noted) -> list[str]:
    return [one.code, one.sheet, one.cell]


def difference(
    before: tuple[Sequence[Noted], Figures | None],
    after: tuple[Sequence[Noted], Figures | None],
    known: Iterable[Answer] = (),
) -> Difference:
    """The version before held against the one after. `known` are the answers on record, the latest first."""
    old, new = before[0], after[0]
    gone, fresh, unchanged = _compared(old, new)
    kept, void = _split(_latest(known), old, new)
    return Difference(gone, fresh, unchanged, changes(before[1], after[1]), kept, void)


def _compared(
    old: Sequence[Noted], new: Sequence[Noted]
) -> tuple[tuple[Noted, ...], tuple[Noted, ...], tuple[Noted, ...]]:
    """Gone, new, unchanged; of findings of one rule in one place, as many as were there before."""
    left = Counter(_place(one) for one in old)
    fresh: list[Noted] = []
    unchanged: list[Noted] = []
    for one in new:
        at = _place(one)
        (unchanged if left[at] > 0 else fresh).append(one)
        left[at] -= 1
    gone: list[Noted] = []
    for one in reversed(old):
        at = _place(one)
        if left[at] > 0:
            gone.append(one)
            left[at] -= 1
    return tuple(reversed(gone)), tuple(fresh), tuple(unchanged)


def _place(one: Noted) -> tuple[str, ...]:
    """A finding is still there when rule and row agree: another wrong figure does not settle it."""
    if one.row and one.field and not one.row.isdecimal():
        return one.code, one.table, one.row, one.field
    return one.code, one.sheet, one.cell


def _latest(known: Iterable[Answer]) -> Iterator[Answer]:
    """Answers that were not replaced by a later word about the same findings."""
    spoken: dict[str, set[Same]] = {}
    for one in known:
        said = spoken.setdefault(one.kind, set())
        if one.cells - said and not one.is_withdrawn:
            yield one
        said |= one.cells


def _split(
    known: Iterable[Answer], old: Sequence[Noted], new: Sequence[Noted]
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Answers that held for the old version: those that hold still, and those whose figure changed. Where nothing
    is found any more, there is nothing left to answer."""
    places = {_place(one) for one in new}
    kept: list[Answer] = []
    void: list[Answer] = []
    for one in known:
        answered = [finding for finding in old if one.holds(finding.same, finding.line)]
        if any(one.holds(finding.same, finding.line) for finding in new):
            kept += [one] if answered else []
        elif any(_place(finding) in places for finding in answered):
            void.append(one)
    return tuple(kept), tuple(void)


def changes(before: Figures | None, after: Figures | None) -> tuple[Change, ...] | None:
    """Cells that say something else; rows are matched by their names, so that a row inserted moves nothing."""
    if before is None or after is None:
        return None
    old, new = _spread(before), _spread(after)
    captions = {**before.captions, **after.captions}
    found = [_change(key, old.get(key), new.get(key), captions) for key in {**new, **old}]
    return tuple(one for one in found if one.before != one.after)


_Key = tuple[str, str, str, int]


def _spread(figures: Figures) -> Mapping[_Key, tuple[str, str, str]]:
    """Block, row, field and how many such rows stand above → sheet, address, text."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[_Key, tuple[str, str, str]] = {}
    for one in figures.rows:
        above = seen[one.block, one.row]
        seen[one.block, one.row] += 1
        for field, (address, text) in one.cells.items():
            found[one.block, one.row, field, above] = (one.sheet, address, text)
    return found


def _change(
    key: _Key,
    old: tuple[str, str, str] | None,
    new: tuple[str, str, str] | None,
    captions: Mapping[str, str],
) -> Change:
    block, row, field, _ = key
    sheet, address, _ = new or old or ("", "", "")
    return Change(
        sheet,
        address,
        row,
        captions.get(f"{block}/{field}", field),
        old[2] if old else "",
        new[2] if new else "",
    )
