"""The machine-readable report, a stable contract: schemas/meta/report.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from qingjian.catalog.messages import Lang, reason, render
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Place
from qingjian.model.progress import Progress
from qingjian.model.season import Settings
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.reporters.json_text import json_text
from qingjian.reporters.style import Style
from qingjian.reporters.wording import basis, refusal

FORMAT: Final = 1
Json = dict[str, Any]


def report(found: Report, style: Style) -> str:
    """The JSON text; the same for the same input, whatever the machine."""
    return json_text(document(found, style.lang))


def document(found: Report, lang: Lang) -> Json:
    """The report as one object."""
    return {
        "format": FORMAT,
        "tool": {"name": "qingjian", "version": found.version, "schemas": found.schemas()},
        "summary": dict(found.counts()),
        "files": [_file(file, lang) for file in found.files],
        "cross": [_cross(f"x{number}", one, lang) for number, one in enumerate(found.cross, 1)],
        "season": _season(found.season) if found.season else None,
    }


def _file(verdict: Verdict, lang: Lang) -> Json:
    known, why = verdict.template, verdict.reason
    return {
        "path": verdict.path,
        "sha256": verdict.sha256 or None,
        "status": verdict.status,
        "reason": {"code": why.code, "message": refusal(why, lang)} if why else None,
        "unit": verdict.unit,
        **({"unit_by": verdict.unit_by} if verdict.unit_by is not None else {}),
        "report_year": verdict.report_year,
        "template": {
            "id": known.id,
            "title": known.title[lang],
            "how": known.how,
            "confidence": f"{known.confidence:f}",
        }
        if known
        else None,
        "findings": [_finding(f"f{number}", one, lang) for number, one in enumerate(verdict.findings, 1)],
        "rules": {
            "ran": list(verdict.ran),
            "passed": list(verdict.clean),
            "found": list(verdict.found),
            "skipped": [{"code": one.code, "reason": reason(one, lang)} for one in verdict.skipped],
        },
        "progress": [_progress(one) for one in verdict.progress],
        **({"previous": verdict.previous} if verdict.previous is not None else {}),
    }


def _progress(progress: Progress) -> Json:
    return {
        "list": progress.listing,
        "title": progress.title,
        "areas": list(progress.areas),
        "counts": dict(progress.counts()),
        "firms": [
            {
                "no": firm.no,
                "name": firm.name,
                "state": firm.state,
                "overdue": firm.is_overdue,
                "sheet": firm.place.sheet or None,
                "cell": firm.place.address or None,
                "written": firm.written or None,
            }
            for firm in progress.firms
        ],
    }


def _finding(identity: str, finding: Finding, lang: Lang) -> Json:
    spec, sentences = rule(finding.code), render(finding, lang)
    return {
        "id": identity,
        "code": finding.code,
        "name": spec.name,
        "severity": finding.severity,
        "demoted_from": finding.demoted_from,
        "rule_status": spec.status,
        "sheet": finding.place.sheet or None,
        "cell": finding.place.address or None,
        "table": finding.table or None,
        "row": finding.row or None,
        "field": finding.field or None,
        "value": finding.value,
        "expected": finding.expected,
        "difference": finding.difference,
        "message": sentences.message,
        "hint": sentences.hint,
        "basis": basis(finding.code, lang),
        "cause": f"f{finding.cause}" if finding.cause else None,
        "suspects": _related(finding.suspects),
        "entangled": [f"f{number}" for number in finding.entangled],
        "related": _related(finding.related),
        "explanation": finding.explanation,
        "waiver": finding.waiver._asdict() if finding.waiver is not None else None,
        "params": dict(sorted(finding.params.items())),
    }


def _related(places: Sequence[Place]) -> list[Json]:
    return [{"sheet": place.sheet, "cell": place.address or None} for place in places]


def _season(settings: Settings) -> Json:
    return {"rules": {code: one._asdict() for code, one in sorted(settings.items())}}


def _cross(identity: str, finding: CrossFinding, lang: Lang) -> Json:
    sentences = render(Finding(finding.code, finding.severity, Place(), params=finding.params), lang)
    return {
        "id": identity,
        "code": finding.code,
        "severity": finding.severity,
        "where": [
            {"path": path, "sheet": place.sheet or None, "cell": place.address or None}
            for path, place in finding.where
        ],
        "message": sentences.message,
        "hint": sentences.hint,
        "params": dict(sorted(finding.params.items())),
    }
