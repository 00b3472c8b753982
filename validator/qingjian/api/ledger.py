"""The 台账 of a bureau: files put on record, decisions about them, and what it says today."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from qingjian.api import batch
from qingjian.api.checking import Progress, check
from qingjian.api.files import Contents, Source, collect
from qingjian.api.judge import open_form
from qingjian.errors import BadData, BadLedger, UnreadableWorkbook
from qingjian.ledger import answers as said
from qingjian.ledger import choosing, reported, states, store
from qingjian.ledger.event import Draft, Event
from qingjian.ledger.figures import Figures, figures
from qingjian.ledger.location import parts
from qingjian.ledger.recording import Outcome, Submission, latest, record
from qingjian.model.digest import ExpectedUnit
from qingjian.model.verdict import Report
from qingjian.rules.wordiness import flaw

REPORT: Final = ".json"
_OPEN: Final = ("mandatory", "verify")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger in use: the file, and who is writing. `clock` tells the moment of an event."""

    path: Path
    who: str
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone()

    @property
    def moment(self) -> str:
        return self.clock().isoformat(timespec="seconds")

    @property
    def today(self) -> date:
        return self.clock().date()

    def declare(
        self,
        *,
        year: int | None = None,
        deadline: date | None = None,
        units: Sequence[ExpectedUnit] | None = None,
    ) -> None:
        """Make the ledger if there is none; put on record who has to report, and until when."""
        store.create(self.path)
        payload: dict[str, Any] = {"year": year, "deadline": deadline.isoformat() if deadline else None}
        if units is not None:
            payload["units"] = [[one.name, list(one.aliases)] for one in units]
        self._append(Draft("declared", "", payload))

    def add(
        self,
        paths: Sequence[Path],
        *,
        season: Path | None = None,
        jobs: int | None = None,
        cache: Path | None = None,
        progress: Progress | None = None,
    ) -> tuple[Outcome, ...]:
        """Check every file behind the paths and put it on record. A report written by `check --format json` is
        taken as it is; it holds no figures, so versions are compared by their findings alone."""
        refuse_absent(self.path)
        done: list[Outcome] = []
        for path in paths:
            if path.suffix.lower() == REPORT and path.is_file():
                done.extend(self._add_report(path))
            else:
                done.extend(self._add_files(path, season=season, jobs=jobs, cache=cache, progress=progress))
        return tuple(done)

    def put(self, report: Report, sources: Sequence[Source], *, jobs: int | None = None) -> Iterator[Outcome]:
        """Put on record what was checked already: a report and the files behind it, in their order."""
        judged_by = f"{report.version} {report.schemas()}"
        known = self._known()
        fresh = [source for source, one in zip(sources, report.files, strict=True) if one.sha256 not in known]
        read = dict(zip(fresh, batch.each(_read, fresh, None, jobs), strict=True))
        for source, verdict in zip(sources, report.files, strict=True):
            size, kept = read.get(source, (None, None))
            yield self._record(Submission(verdict, "", size, kept, judged_by))

    def explain(
        self, unit: str, code: str, text: str, *, cell: str = "", name: str, on: date | None = None
    ) -> str:
        """Put on record what a unit said of a point to verify, and who said it. Gives the unit's name."""
        if (poor := flaw(text)) is not None:
            raise BadLedger("poor-words", poor)

        def decide(pen: store.Pen, known: str) -> Draft:
            version = choosing.version(pen.database, known)
            found = choosing.findings(version.findings, code, cell)
            if any(one.severity != "verify" for one in found):
                raise BadLedger("not-to-verify", code)
            answer = said.Answer("explained", text, name, str(on or self.today), frozenset(), frozenset())
            return said.draft(answer, known, found, sha256=version.filed.sha256)

        return self._decide(unit, decide)

    def waive(
        self, unit: str, code: str, reason: str, *, cell: str = "", name: str, is_withdrawn: bool = False
    ) -> str:
        """Let a finding stand, with all that follows from it, or take that back. Gives the unit's name."""
        if not reason.strip() or not name.strip():
            raise BadLedger("no-reason")

        def decide(pen: store.Pen, known: str) -> Draft:
            version = choosing.version(pen.database, known)
            found = choosing.findings(version.findings, code, cell, follow=True)
            answer = said.Answer(
                "waived", reason, name, str(self.today), frozenset(), frozenset(), is_withdrawn=is_withdrawn
            )
            return said.draft(answer, known, found, sha256=version.filed.sha256)

        return self._decide(unit, decide)

    def accept(self, unit: str, *, name: str, reason: str = "") -> str:
        """Accept the last version of a unit; one with open points only for a reason. Gives the unit's name."""

        def decide(pen: store.Pen, known: str) -> Draft:
            version = choosing.version(pen.database, known)
            open_points = self._open(pen, known)
            if open_points and not reason.strip():
                raise BadLedger("open-points", str(open_points))
            payload = {"name": name, "reason": reason, "open": open_points}
            return Draft("accepted", known, payload, version.filed.sha256)

        return self._decide(unit, decide)

    def send_back(self, unit: str, *, text: str = "") -> str:
        """Put on record that the last version went back to its unit. Gives the unit's name."""

        def decide(pen: store.Pen, known: str) -> Draft:
            version = choosing.version(pen.database, known)
            return Draft(
                "returned", known, {"text": text, "open": self._open(pen, known)}, version.filed.sha256
            )

        return self._decide(unit, decide)

    def note(self, unit: str, text: str) -> str:
        """Put a remark on record. Gives the unit's name."""
        return self._decide(unit, lambda _, known: Draft("note", known, {"text": text}))

    def status(self) -> tuple[states.UnitState, ...]:
        """Every unit today."""
        with store.reading(self.path) as database:
            return tuple(states.status(database, self.today))

    def history(self, unit: str) -> tuple[Event, ...]:
        """All that happened with one unit."""
        with store.reading(self.path) as database:
            return tuple(states.history(database, choosing.unit(database, unit)))

    def search(self, text: str, lang: str = "zh") -> tuple[states.Hit, ...]:
        """Findings on record by their words."""
        with store.reading(self.path) as database:
            return tuple(states.search(database, text, lang))

    def answered(self, report: Report) -> Report:
        """The report with the explanations and waivers on record."""
        with store.reading(self.path) as database:
            files = tuple(
                said.applied(one, said.answers(store.events(database, known, kinds=said.ANSWERS)))
                if one.findings and (known := choosing.called(database, one.unit or ""))
                else one
                for one in report.files
            )
        return report._replace(files=files)

    def _open(self, pen: store.Pen, unit: str) -> int:
        version = latest(pen.database, unit)
        known = said.answers(store.events(pen.database, unit, kinds=said.ANSWERS))
        return 0 if version is None else sum(one in _OPEN for one in said.standings(version.findings, known))

    def _decide(self, written: str, decide: Callable[[store.Pen, str], Draft]) -> str:
        with store.writing(self.path, at=self.moment, who=self.who) as pen:
            unit = choosing.unit(pen.database, written)
            pen.append(decide(pen, unit))
        return unit

    def _append(self, draft: Draft) -> None:
        with store.writing(self.path, at=self.moment, who=self.who) as pen:
            pen.append(draft)

    def _add_report(self, path: Path) -> Iterator[Outcome]:
        try:
            document: Any = json.loads(path.read_text("utf-8-sig"))
        except ValueError as problem:
            raise BadData(str(path), "", str(problem)) from problem
        for verdict in reported.verdicts(document, str(path)):
            yield self._record(Submission(verdict, "", judged_by=reported.judged_by(document)))

    def _add_files(
        self,
        path: Path,
        *,
        season: Path | None,
        jobs: int | None,
        cache: Path | None,
        progress: Progress | None,
    ) -> Iterator[Outcome]:
        own = {one.resolve() for one in parts(self.path)}  # it may lie among the files
        sources = [source for source in collect([path]) if source.path.resolve() not in own]
        report = check([path], season=season, jobs=jobs, cache=cache, progress=progress, sources=sources)
        yield from self.put(report, sources, jobs=jobs)

    def _record(self, sent: Submission) -> Outcome:
        """A transaction of its own: whatever happens later, this file is on record whole."""
        with store.writing(self.path, at=self.moment, who=self.who) as pen:
            return record(pen, sent._replace(unit=choosing.called(pen.database, sent.verdict.unit or "")))

    def _known(self) -> frozenset[str]:
        with store.reading(self.path) as database:
            return frozenset(row[0] for row in database.execute("SELECT DISTINCT sha256 FROM event"))


def refuse_absent(path: Path) -> None:
    """There has to be a ledger; said before minutes of checking, not after."""
    with store.reading(path):
        pass


def _read(contents: Contents, source: Source, _: None) -> tuple[int | None, Figures | None]:
    """Size and figures of a file; what cannot be read has been told by its verdict."""
    try:
        data = contents.read(source)
    except UnreadableWorkbook:
        return None, None
    try:
        return len(data), contents.reader.run(_in_child, data, source.name)
    except UnreadableWorkbook:
        return len(data), None


def _in_child(data: bytes, name: str) -> Figures | None:
    try:
        bound = open_form(data, name)
    except UnreadableWorkbook:
        return None
    return None if bound is None else figures(*bound)
