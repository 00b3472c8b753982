"""The report for a terminal: the worst first, the cell before the sentence, the sentence before the remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from qingjian.catalog.messages import Lang, Rendered, reason, render
from qingjian.model.finding import SEVERITIES, Finding, Severity, Skipped
from qingjian.model.verdict import CrossFinding, Report, Status, Verdict
from qingjian.reporters.layout import Canvas, Tone
from qingjian.reporters.safe import visible
from qingjian.reporters.style import Style
from qingjian.reporters.summary import next_steps, summary
from qingjian.reporters.wording import refusal, say

_SHOWN: Final = 5
"""Findings of one rule shown for a file; a clerk who reads five knows what the sixth is about."""
_LONGEST: Final = 300
"""Characters of one sentence; a cell may hold 32,767."""
_STATUS: Final[dict[Status, Tone]] = {
    "passed": "good",
    "returned": "bad",
    "attachment": "quiet",
    "unreadable": "bad",
}
_SEVERITY: Final[dict[Severity, Tone]] = {"mandatory": "bad", "verify": "warn", "advice": "note"}


def report(found: Report, style: Style) -> str:
    """Every file, then what concerns several, then one line to end with."""
    canvas = Canvas(style)
    for verdict in found.files:
        _file(canvas, verdict, style.lang)
    if found.cross:
        _across(canvas, found.cross, style.lang)
    canvas.line(summary(found, style.lang), tone="strong")
    for step in next_steps(found, style.lang):
        canvas.line(step)
    return canvas.text()


def _file(canvas: Canvas, verdict: Verdict, lang: Lang) -> None:
    status = say(f"status.{verdict.status}", lang)
    canvas.title(status, visible(verdict.path), tone=_STATUS[verdict.status])
    about = "  ".join(_about(verdict, lang))
    if about:
        canvas.line(about, indent=2, tone="quiet")
    if verdict.reason is not None:
        canvas.line(visible(refusal(verdict.reason, lang), limit=_LONGEST), indent=2)
    for severity in SEVERITIES:
        chosen = [finding for finding in verdict.findings if finding.severity == severity]
        if chosen:
            _severity(canvas, severity, chosen, lang)
    if verdict.template is not None and not verdict.findings:
        canvas.line(say("clean", lang), indent=2)
    if verdict.skipped:
        _skipped(canvas, verdict.skipped, lang)
    canvas.gap()


def _about(verdict: Verdict, lang: Lang) -> Iterator[str]:
    if verdict.unit:
        yield visible(verdict.unit, limit=60)
    if verdict.report_year is not None:
        yield say("year", lang, year=verdict.report_year)
    if (known := verdict.template) is not None:
        yield say("aside", lang, text=known.title[lang], more=known.id)
        if known.how == "content":
            yield say("how.content", lang, percent=f"{known.confidence * 100:.0f}")


def _severity(canvas: Canvas, severity: Severity, findings: Sequence[Finding], lang: Lang) -> None:
    meaning = say(f"severity_meaning.{severity}", lang)
    heading = say(
        "heading", lang, severity=say(f"severity.{severity}", lang), count=len(findings), meaning=meaning
    )
    canvas.line(heading, indent=2, tone=_SEVERITY[severity])
    shown, left = _capped(findings)
    widest = max((len(finding.place.address) for finding in shown), default=0)
    for sheet, group in groupby(shown, key=lambda finding: finding.place.sheet):
        canvas.line(visible(sheet) if sheet else say("whole_file", lang), indent=4, tone="strong")
        _findings(canvas, list(group), widest, lang)
    for code, count in left.items():
        canvas.line(say("more", lang, code=code, count=count), indent=4, tone="quiet")


def _capped(findings: Sequence[Finding]) -> tuple[list[Finding], Counter[str]]:
    """At most so many of each rule, and how many of it are left."""
    seen: Counter[str] = Counter()
    shown: list[Finding] = []
    for finding in findings:
        seen[finding.code] += 1
        if seen[finding.code] <= _SHOWN:
            shown.append(finding)
    return shown, Counter({code: count - _SHOWN for code, count in seen.items() if count > _SHOWN})


def _findings(canvas: Canvas, findings: Sequence[Finding], widest: int, lang: Lang) -> None:
    """A remedy that neighbours share is told once, after the last of them."""
    worded = [(finding, render(finding, lang)) for finding in findings]
    for index, (finding, sentences) in enumerate(worded):
        address = finding.place.address or (say("whole_sheet", lang) if finding.place.sheet else "")
        canvas.entry(address, _sentence(finding, sentences, lang), indent=6, key_width=widest)
        following = worded[index + 1] if index + 1 < len(worded) else None
        if following is None or (following[1].hint, following[0].code) != (sentences.hint, finding.code):
            hint = f"→ {visible(sentences.hint, limit=_LONGEST)}  [{finding.code}]"
            canvas.entry("", hint, indent=6, key_width=widest, tone="quiet")


def _sentence(finding: Finding, sentences: Rendered, lang: Lang) -> str:
    text = visible(sentences.message, limit=_LONGEST)
    if not finding.related:
        return text
    places = say("comma", lang).join(
        visible(place.address if place.sheet == finding.place.sheet else f"{place.sheet}!{place.address}")
        for place in finding.related[:_SHOWN]
    )
    return say("aside", lang, text=text, more=say("related", lang, places=places))


def _skipped(canvas: Canvas, skipped: Sequence[Skipped], lang: Lang) -> None:
    codes: dict[str, list[str]] = {}
    for one in skipped:
        codes.setdefault(reason(one, lang), []).append(one.code)
    canvas.line(say("skipped", lang, count=len({one.code for one in skipped})), indent=2, tone="quiet")
    for why, names in codes.items():
        canvas.line(f"{' '.join(dict.fromkeys(names))}  {visible(why)}", indent=4, tone="quiet")


def _across(canvas: Canvas, cross: Sequence[CrossFinding], lang: Lang) -> None:
    canvas.line(say("across", lang, count=len(cross)), tone="strong")
    for found in cross:
        sentences = render(Finding(found.code, found.severity, found.where[0][1], params=found.params), lang)
        where = say("comma", lang).join(visible(path) for path, _ in found.where)
        canvas.line(f"{where}  {visible(sentences.message, limit=_LONGEST)}", indent=2)
        canvas.line(f"→ {visible(sentences.hint, limit=_LONGEST)}  [{found.code}]", indent=4, tone="quiet")
    canvas.gap()
