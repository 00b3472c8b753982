"""Replies on a notice of return, each held against the versions on record: which finding it speaks of, and whether
it still counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, Literal

from qingjian.ledger.answers import Answer, held
from qingjian.ledger.event import canonical
from qingjian.ledger.noted import Noted, Same
from qingjian.named_tuple import NamedTuple
from qingjian.rules.wordiness import Flaw, flaw

Outcome = Literal["explained", "known", "noted", "void", "settled", "unknown"] | Flaw
_LENGTH: Final = 8


class Bound(NamedTuple):
    """A reply and what becomes of it."""

    text: str
    outcome: Outcome
    finding: Noted | None = None
    """As it stands in the last version; of an older one where the last has it no more."""


def mark(at: Same) -> str:
    """What a row of a notice is known by: rule, cell and figure, short enough to be printed small."""
    digest = hashlib.sha256(canonical(list(at)).encode("ascii")).hexdigest()
    return f"{at.code}-{digest[:_LENGTH].upper()}"


def bound(sign: str, text: str, versions: Sequence[Sequence[Noted]], known: Sequence[Answer]) -> Bound:
    """What a reply beside a mark means. `versions` are the findings of every version, the last one first."""
    meant = next((one for found in versions for one in found if mark(one.same) == sign), None)
    if meant is None:
        return Bound(text, "unknown")
    now = current(meant, versions[0])
    if now is None:
        there = any(_place(one) == _place(meant) for one in versions[0])
        return Bound(text, "void" if there else "settled", meant)
    return Bound(text, outcome(now, text, known), now)


def current(meant: Noted, last: Sequence[Noted]) -> Noted | None:
    """The same finding in the last version: same rule and figure in its cell, or in its row wherever that is now."""
    return next(
        (one for one in last if one.same == meant.same),
        next((one for one in last if meant.line is not None and one.line == meant.line), None),
    )


def outcome(now: Noted, text: str, known: Sequence[Answer]) -> Outcome:
    """What becomes of words about a finding of the last version."""
    if now.severity != "verify":
        return "noted"
    poor = flaw(text)
    if poor is not None:
        return poor
    before = held(known, "explained", now.same, now.line)
    return "known" if before is not None and before.text == text else "explained"


def _place(one: Noted) -> tuple[str, ...]:
    if one.row and one.field and not one.row.isdecimal():
        return one.code, one.table, one.row, one.field
    return one.code, one.sheet, one.cell
