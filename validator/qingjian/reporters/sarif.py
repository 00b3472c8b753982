"""The report as SARIF 2.1.0, for programs that collect the findings of many tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from qingjian.catalog.messages import Lang, reason, render
from qingjian.catalog.rules import rule
from qingjian.model.finding import STANDINGS, Finding, Severity
from qingjian.model.verdict import CrossFinding, Report, Status, Verdict
from qingjian.reporters import rule_page
from qingjian.reporters.items import remarks
from qingjian.reporters.json_text import json_line
from qingjian.reporters.locations import Fingerprints, location, uri
from qingjian.reporters.safe import visible
from qingjian.reporters.style import Style
from qingjian.reporters.wording import basis, refusal

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LANGUAGE: Final[Mapping[Lang, str]] = {"zh": "zh-CN", "en": "en"}
_LEVELS: Final[Mapping[Severity, str]] = {"mandatory": "error", "verify": "warning", "advice": "note"}
_REFUSED: Final[Mapping[Status, str]] = {"unreadable": "error"}
_LONGEST: Final = 500
"""Characters of one text; a cell may hold 32,767."""
Json = dict[str, Any]


def report(found: Report, style: Style) -> str:
    """One run: the rules that took part, every file, what could not be judged, and every finding on its line."""
    lang = style.lang
    codes = sorted(set(_codes(found)))
    numbers = {code: number for number, code in enumerate(codes)}
    run = json_line(_run(found, numbers, lang)).removesuffix("}")
    results = chain(_results(found, numbers, lang), _across(found, numbers, lang))
    lines = ",\n".join(map(json_line, results))
    return f'{{"$schema":"{_SCHEMA}","version":"2.1.0","runs":[\n{run},"results":[\n{lines}\n]}}]}}\n'


def _run(found: Report, numbers: Mapping[str, int], lang: Lang) -> Json:
    """Everything but the results."""
    return {
        "tool": {
            "driver": {
                "name": "qingjian",
                "version": found.version,
                "semanticVersion": found.version,
                "language": _LANGUAGE[lang],
                "properties": {"schemas": found.schemas()},
                "rules": [_rule(code, lang) for code in numbers],
            }
        },
        "language": _LANGUAGE[lang],
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not found.counts()["unreadable"],
                "toolExecutionNotifications": list(_notifications(found, numbers, lang)),
            }
        ],
        "artifacts": [_artifact(number, one, lang) for number, one in enumerate(found.files, 1)],
    }


def _codes(found: Report) -> Iterator[str]:
    """Rules that ran are named even where they found nothing: whoever compares runs can tell what was mended."""
    for verdict in found.files:
        yield from verdict.ran
        yield from (one.code for one in verdict.findings)
        yield from (one.code for one in verdict.skipped)
    yield from (one.code for one in found.cross)


def _rule(code: str, lang: Lang) -> Json:
    spec = rule(code)
    level = "note" if spec.status == "trial" else _LEVELS[spec.severity]
    return {
        "id": code,
        "name": spec.name,
        "shortDescription": {"text": _prose(spec.title[lang])},
        "fullDescription": {"text": _prose(spec.explanation.get(lang) or spec.title[lang])},
        "help": {"text": rule_page.text(spec, lang)},
        "defaultConfiguration": {"level": level},
        "properties": {"severity": spec.severity, "status": spec.status, "basis": basis(code, lang)},
    }


def _artifact(number: int, verdict: Verdict, lang: Lang) -> Json:
    known = verdict.template
    about = {
        "number": number,  # the same file under one name in two folders is still two entries
        "path": visible(verdict.path),
        "status": verdict.status,
        "unit": visible(verdict.unit, limit=_LONGEST) if verdict.unit else None,
        "reportYear": verdict.report_year,
        "edition": known.id if known else None,
        "previous": visible(verdict.previous) if verdict.previous is not None else None,
        "counts": {standing: verdict.number_of(standing) for standing in STANDINGS},
    }
    found: Json = {"location": {"uri": uri(verdict.path)}, "roles": ["analysisTarget"]}
    if verdict.sha256:
        found["hashes"] = {"sha-256": verdict.sha256}
    if known is not None:
        found["description"] = {"text": _prose(known.title[lang])}
    return {**found, "properties": {key: value for key, value in about.items() if value is not None}}


def _results(found: Report, numbers: Mapping[str, int], lang: Lang) -> Iterator[Json]:
    known = Fingerprints()
    for index, verdict in enumerate(found.files):
        for finding in verdict.findings:
            cause = verdict.findings[finding.cause - 1] if finding.cause else None
            yield {
                **_result(finding, remarks(finding, verdict, lang), numbers, lang, cause=cause),
                "locations": [location(verdict.path, index, finding.place)],
                "relatedLocations": [
                    location(verdict.path, index, place) for place in dict.fromkeys(finding.related)
                ],
                "partialFingerprints": dict(known.of(verdict.path, finding)),
            }


def _across(found: Report, numbers: Mapping[str, int], lang: Lang) -> Iterator[Json]:
    known = Fingerprints()
    places = {verdict.path: index for index, verdict in reversed(list(enumerate(found.files)))}
    for one in found.cross:
        finding = _as_finding(one)
        where = [location(path, places.get(path, -1), place) for path, place in dict.fromkeys(one.where)]
        paths = "\n".join(path for path, _ in one.where)
        yield {
            **_result(finding, (), numbers, lang),
            "locations": where[:1],
            "relatedLocations": where[1:],
            "partialFingerprints": dict(known.of(paths, finding)),
        }


def _as_finding(found: CrossFinding) -> Finding:
    return Finding(found.code, found.severity, found.where[0][1], params=found.params)


def _result(
    finding: Finding,
    beside: Sequence[str],
    numbers: Mapping[str, int],
    lang: Lang,
    *,
    cause: Finding | None = None,
) -> Json:
    sentences = render(finding, lang)
    text = " ".join((sentences.message, *beside, f"→ {sentences.hint}"))
    about = {
        "severity": finding.severity,
        "standing": finding.standing,
        "demotedFrom": finding.demoted_from,
        "table": finding.table or None,
        "row": finding.row or None,
        "field": finding.field or None,
        "value": finding.value,
        "expected": finding.expected,
        "difference": finding.difference,
        "cause": f"{cause.code} {cause.place.sheet}!{cause.place.address}" if cause else None,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": "note" if finding.trial else _LEVELS[finding.severity],
        "message": {"text": _prose(text)},
        # An empty list says that nothing is suppressed; left out, it would say that nobody knows.
        "suppressions": list(_suppressions(finding)),
        "properties": {
            key: visible(value, limit=_LONGEST) for key, value in about.items() if value is not None
        },
    }


def _suppressions(finding: Finding) -> Iterator[Json]:
    """The filer's words stand in the file itself; whoever receives it has accepted nothing by that alone.
    A waiver is the receiver's decision."""
    if finding.explanation is not None:
        yield {"kind": "inSource", "justification": visible(finding.explanation, limit=_LONGEST)}
    if finding.waiver is not None:
        said = f"{finding.waiver.name}: {finding.waiver.reason}"
        yield {"kind": "external", "status": "accepted", "justification": visible(said, limit=_LONGEST)}


def _notifications(found: Report, numbers: Mapping[str, int], lang: Lang) -> Iterator[Json]:
    """Files that were not judged, and rules that could not run."""
    for index, verdict in enumerate(found.files):
        if verdict.reason is not None:
            yield {
                "descriptor": {"id": verdict.reason.code},
                "level": _REFUSED.get(verdict.status, "note"),
                "message": {"text": _prose(refusal(verdict.reason, lang))},
                "locations": [location(verdict.path, index)],
            }
        for one in verdict.skipped:
            yield {
                "descriptor": {"id": one.reason},
                "level": "note",
                "message": {"text": _prose(reason(one, lang))},
                "associatedRule": {"id": one.code, "index": numbers[one.code]},
                "locations": [location(verdict.path, index)],
            }


def _prose(text: str) -> str:
    """Words for a message, in which SARIF knows placeholders in braces and links in brackets."""
    shown = visible(text, limit=_LONGEST)
    return shown.replace("{", "{{").replace("}", "}}").replace("](", "] (")
