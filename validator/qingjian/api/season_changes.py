"""Files judged again, and what that changed: verdict before and after, rule by rule."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from qingjian.ledger.event import Event
from qingjian.ledger.recording import Outcome, latest
from qingjian.ledger.store import events
from qingjian.model.finding import Standing
from qingjian.model.season import Setting, Settings
from qingjian.named_tuple import NamedTuple

Counted = tuple[tuple[Standing, int], ...]
"""How much a rule's findings weighed, and how many there were of each weight."""


class RuleChange(NamedTuple):
    """One rule's findings in one file, before and after, and the season's word on the rule."""

    code: str
    before: Counted
    after: Counted
    setting: Setting | None


class Changed(NamedTuple):
    """A file whose verdict is another now."""

    unit: str
    path: str
    before: str
    after: str
    rules: tuple[RuleChange, ...]

    @property
    def is_turned(self) -> bool:
        """It passes now or has to go back now, and not only for other reasons."""
        return self.before != self.after


def changed(
    database: sqlite3.Connection, outcomes: Iterable[Outcome], settings: Settings
) -> Iterator[Changed]:
    """Of the files that were judged otherwise than the time before, what is different."""
    fresh = {one.seq: one for one in outcomes if one.what == "rejudged"}
    if not fresh:
        return
    last: dict[str, Event] = {}
    for event in events(database, kinds=("verdict",)):
        outcome = fresh.get(event.seq)
        if outcome is not None and event.sha256 in last:
            before, after = last[event.sha256].content, event.content
            rules = tuple(_rules(before, after, settings))
            yield Changed(event.unit, outcome.path, before["status"], after["status"], rules)
        last[event.sha256] = event


def absent(
    database: sqlite3.Connection, units: Iterable[str], here: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Units whose last form lies no longer where files come in, and that form's name."""
    for unit in filter(None, units):
        version = latest(database, unit)
        if version is not None and version.filed.sha256 not in here:
            yield unit, version.filed.content["name"]


def current(database: sqlite3.Connection, units: Iterable[str]) -> frozenset[str]:
    """The content, as a hash, of every unit's last form."""
    found = (latest(database, unit) for unit in units)
    return frozenset(version.filed.sha256 for version in found if version is not None)


def _rules(before: dict[str, Any], after: dict[str, Any], settings: Settings) -> Iterator[RuleChange]:
    old, new = _weights(before), _weights(after)
    for code in sorted({code for code, _ in (*old, *new)}):
        was, now = _of(old, code), _of(new, code)
        if was != now:
            yield RuleChange(code, was, now, settings.get(code))


def _weights(verdict: dict[str, Any]) -> Counter[tuple[str, Standing]]:
    return Counter((one["code"], one["standing"]) for one in verdict["findings"])


def _of(weights: Counter[tuple[str, Standing]], code: str) -> Counted:
    return tuple(sorted((standing, count) for (known, standing), count in weights.items() if known == code))
