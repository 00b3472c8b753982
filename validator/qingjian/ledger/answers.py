"""Explanations and waivers on record, and the findings they still hold for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

from qingjian.ledger.event import Draft, Event
from qingjian.ledger.noted import Noted, Same, line, same
from qingjian.model.finding import Finding, Waiver
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple

_STANDING: Final = ("mandatory", "verify")
ANSWERS: Final = ("explained", "waived")


class Answer(NamedTuple):
    """What was said about findings: by the unit, or by the bureau."""

    kind: Literal["explained", "waived"]
    text: str
    name: str
    """Who gave the explanation, or who decided the waiver."""
    on: str
    """The day."""
    cells: frozenset[Same]
    lines: frozenset[Same]
    seq: int = 0
    is_withdrawn: bool = False

    def holds(self, at: Same, row: Same | None) -> bool:
        """A waiver for the same cell, rule and value; an explanation for its figure, wherever its row is now."""
        return at in self.cells or (self.kind == "explained" and row is not None and row in self.lines)


def draft(answer: Answer, unit: str, findings: Iterable[Noted], *, sha256: str) -> Draft:
    """The event that an answer becomes. `sha256` is the version that was on the table."""
    payload: dict[str, Any] = {
        "text": answer.text,
        "name": answer.name,
        "on": answer.on,
        "findings": [
            {"same": list(one.same), "line": list(one.line) if one.line else None} for one in findings
        ],
    }
    if answer.is_withdrawn:
        payload["withdrawn"] = True
    return Draft(answer.kind, unit, payload, sha256)


def answers(events: Iterable[Event]) -> tuple[Answer, ...]:
    """The answers among events, the latest first: the latest word about a finding counts."""
    found = [_answer(event) for event in events if event.kind in ANSWERS]
    return tuple(reversed(found))


def _answer(event: Event) -> Answer:
    content = event.content
    findings: list[Mapping[str, Any]] = content["findings"]
    return Answer(
        "waived" if event.kind == "waived" else "explained",
        content["text"],
        content["name"],
        content["on"],
        frozenset(Same(*one["same"]) for one in findings),
        frozenset(Same(*one["line"]) for one in findings if one["line"]),
        event.seq,
        bool(content.get("withdrawn")),
    )


def held(known: Iterable[Answer], kind: str, at: Same, row: Same | None) -> Answer | None:
    """The answer of a kind that holds for a finding, if one does."""
    latest = next((one for one in known if one.kind == kind and one.holds(at, row)), None)
    return None if latest is None or latest.is_withdrawn else latest


def applied(verdict: Verdict, known: Iterable[Answer]) -> Verdict:
    """The verdict with the answers on record: what is waived or explained holds nothing up."""
    told = tuple(known)
    if not told or not verdict.findings:
        return verdict
    findings = tuple(_with(finding, told) for finding in verdict.findings)
    status = verdict.status
    if status == "returned" and not any(one.standing in _STANDING for one in findings):
        status = "passed"
    return verdict._replace(findings=findings, status=status)


def _with(finding: Finding, known: tuple[Answer, ...]) -> Finding:
    at, row = same(finding), line(finding)
    waiver = held(known, "waived", at, row)
    if waiver is not None and not finding.trial:
        finding = finding._replace(waiver=Waiver(waiver.text, waiver.name))
    if finding.severity == "verify" and finding.explanation is None:
        words = held(known, "explained", at, row)
        if words is not None:
            finding = finding._replace(explanation=f"{words.text} ({words.name} {words.on})")
    return finding


def standings(findings: Iterable[Noted], known: tuple[Answer, ...]) -> Iterator[str]:
    """As what each finding on record counts today."""
    for one in findings:
        at, row = one.same, one.line
        if one.standing == "trial":
            yield "trial"
        elif held(known, "waived", at, row) is not None:
            yield "waived"
        elif one.standing == "verify" and held(known, "explained", at, row) is not None:
            yield "explained"
        else:
            yield one.standing
