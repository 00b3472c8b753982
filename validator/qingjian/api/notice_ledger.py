"""What the ledger knows of the files that go back: answers, versions, decisions, when they came, the trend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from qingjian.api.ledger import Ledger
from qingjian.catalog.messages import Lang
from qingjian.errors import BadLedger
from qingjian.ledger import choosing, store
from qingjian.ledger.answers import ANSWERS, answers, standings
from qingjian.ledger.difference import difference
from qingjian.ledger.event import Event
from qingjian.ledger.noted import Noted
from qingjian.ledger.recording import Version, findings, latest
from qingjian.ledger.states import UnitState
from qingjian.model.digest import Roster
from qingjian.model.notice import Trend
from qingjian.model.verdict import Report, Verdict
from qingjian.reporters.wording import say
from qingjian.rules.units import matched

_OPEN: Final = frozenset({"mandatory", "verify"})
_DONE: Final = frozenset({"returned", "accepted"})
_FILED: Final = ("received", "resubmitted")


@dataclass(frozen=True, slots=True)
class Known:
    """A report in the light of a ledger; without one, of nothing."""

    verdicts: tuple[Verdict, ...]
    path: Path | None = None
    states: Mapping[str, UnitState] = field(default_factory=dict[str, UnitState])
    versions: Mapping[str, Version] = field(default_factory=dict[str, Version])
    came: Mapping[str, Event] = field(default_factory=dict[str, Event])
    """How each file was received, by its hash."""

    def named(self, written: str) -> str:
        """The unit that somebody means."""
        if self.path is not None:
            with store.reading(self.path) as database:
                return choosing.unit(database, written)
        units = dict.fromkeys(one.unit for one in self.verdicts if one.unit)
        near = [one for one in units if one == written] or [one for one in units if written in one]
        if len(near) != 1:
            raise BadLedger("several-units" if near else "no-such-unit", ", ".join(near or [written]))
        return near[0]

    def withheld(self, verdict: Verdict, *, is_named: bool) -> str:
        """Why a file with open points gets no notice; empty where it does."""
        if self.path is None:
            return ""
        if verdict.sha256 and verdict.sha256 not in self.came:
            return "unrecorded"
        unit = verdict.unit or ""
        version, state = self.versions.get(unit), self.states.get(unit)
        if version is not None and version.filed.sha256 != verdict.sha256:
            return "" if self._is_broken_since(verdict, version) else "older"
        if state is not None and state.state in _DONE and not is_named:
            return state.state
        return ""

    def _is_broken_since(self, verdict: Verdict, version: Version) -> bool:
        """What was sent after the last form that could be read, and cannot be: its unit thinks it has answered."""
        event = self.came.get(verdict.sha256)
        return verdict.status == "unreadable" and event is not None and event.seq > version.filed.seq

    def waiting(self) -> Iterator[UnitState]:
        """Units whose last version has to go back, as the ledger has it."""
        return (one for one in self.states.values() if one.unit and one.state == "to_return")

    def received(self, sha256: str) -> date | None:
        """The day on which a file was put on record."""
        event = self.came.get(sha256)
        return None if event is None else date.fromisoformat(event.at[:10])

    def again(self, unit: str, lang: Lang) -> str:
        """What the names of files end in from the second version on, so that no earlier notice is lost."""
        state = self.states.get(unit)
        if not unit or state is None or state.versions < 2:
            return ""
        return say("notice.again", lang, count=state.versions)

    def trend(self, unit: str, sha256: str) -> Trend | None:
        """The open points of this version against those of the one before."""
        version = self.versions.get(unit)
        if self.path is None or version is None or version.filed.sha256 != sha256:
            return None
        after = version.filed.content.get("after")
        if after is None:
            return None
        with store.reading(self.path) as database:
            before = _verdict(database, unit, after)
            said = answers(store.events(database, unit, kinds=ANSWERS))
        if before is None:
            return None
        old = [one for one in findings(before) if one.standing in _OPEN and not one.cause]
        new = [
            one
            for one, standing in zip(version.findings, standings(version.findings, said), strict=True)
            if standing in _OPEN and not one.cause
        ]
        return _counted(old, new)


def known(path: Path | None, report: Report, expected: Roster | None = None) -> Known:
    """What a ledger says of a report. None: there is no ledger, and units are called as the roster has them."""
    if path is None:
        return Known(tuple(_called(one, expected) for one in report.files))
    answered = Ledger(path, "").answered(report)
    states = {one.unit: one for one in Ledger(path, "").status()}
    with store.reading(path) as database:
        verdicts = tuple(
            one._replace(unit=choosing.called(database, one.unit)) if one.unit else one
            for one in answered.files
        )
        versions = {unit: one for unit in states if unit and (one := latest(database, unit)) is not None}
        came = {event.sha256: event for event in store.events(database, kinds=_FILED) if event.sha256}
    return Known(verdicts, path, states, versions, came)


def _called(verdict: Verdict, expected: Roster | None) -> Verdict:
    one = matched(verdict.unit, expected) if verdict.unit and expected is not None else None
    return verdict if one is None else verdict._replace(unit=one.name)


def _counted(old: Sequence[Noted], new: Sequence[Noted]) -> Trend:
    found = difference((old, None), (new, None))
    return Trend(len(found.gone), len(found.new), len(found.unchanged))


def _verdict(database: sqlite3.Connection, unit: str, sha256: str) -> Event | None:
    found = [one for one in store.events(database, unit, kinds=("verdict",)) if one.sha256 == sha256]
    return found[-1] if found else None
