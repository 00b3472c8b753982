"""The report as one page that needs nothing else: no scripts, no links, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from qingjian.catalog.messages import Lang, reason, render
from qingjian.catalog.rules import rule
from qingjian.model.finding import SEVERITIES, Finding, Severity
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.reporters.markup import Markup, element, joined
from qingjian.reporters.style import Style
from qingjian.reporters.summary import next_steps, summary
from qingjian.reporters.wording import basis, refusal, say

_HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
_SHORT_HASH = 12
_COLUMNS = ("cell", "message", "value", "expected")


def report(found: Report, style: Style) -> str:
    """The page."""
    lang = style.lang
    title = say("report", lang)
    body = joined(
        element("h1", title),
        element("p", summary(found, lang), class_="summary"),
        *(element("p", step) for step in next_steps(found, lang)),
        _contents(found.files, lang) if len(found.files) > 1 else Markup(),
        *(_file(verdict, lang) for verdict in found.files),
        _across(found.cross, lang) if found.cross else Markup(),
        _footer(found, lang),
    )
    page = element("html", _head(title), element("body", element("main", body)), lang=_HTML_LANG[lang])
    return f"<!DOCTYPE html>\n{page}\n"


def _head(title: str) -> Markup:
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(style)),
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text("utf-8")


def _contents(files: Sequence[Verdict], lang: Lang) -> Markup:
    heads = (
        element("th", say("page.status", lang)),
        element("th", say("page.file", lang)),
        *(element("th", say(f"severity.{severity}", lang), class_="number") for severity in SEVERITIES),
    )
    rows = [
        element(
            "tr",
            element("td", _badge(verdict, lang)),
            element("td", verdict.path),
            *(element("td", str(verdict.count(severity) or ""), class_="number") for severity in SEVERITIES),
        )
        for verdict in files
    ]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="files")
    return element("article", element("h2", say("page.contents", lang)), table)


def _badge(verdict: Verdict, lang: Lang) -> Markup:
    return element("span", say(f"status.{verdict.status}", lang), class_=f"badge {verdict.status}")


def _file(verdict: Verdict, lang: Lang) -> Markup:
    parts = [
        element("div", _badge(verdict, lang), element("h2", verdict.path), class_="head"),
        element("dl", *_about(verdict, lang)),
    ]
    if verdict.reason is not None:
        parts.append(element("p", refusal(verdict.reason, lang)))
    elif not verdict.findings:
        parts.append(element("p", say("clean", lang)))
    for severity in SEVERITIES:
        chosen = [finding for finding in verdict.findings if finding.severity == severity]
        if chosen:
            parts.append(_severity(severity, chosen, lang))
    if verdict.template is not None:
        parts.append(_rules(verdict, lang))
    return element("article", *parts)


def _about(verdict: Verdict, lang: Lang) -> Iterator[Markup]:
    known = verdict.template
    lines: list[tuple[str, str | None]] = [
        ("unit", verdict.unit),
        ("report_year", str(verdict.report_year) if verdict.report_year is not None else None),
    ]
    if known is not None:
        how = say(f"how.{known.how}", lang, percent=f"{known.confidence * 100:.0f}")
        title = say("aside", lang, text=known.title[lang], more=known.id)
        lines.append(("template", f"{title}{say('comma', lang)}{how}"))
    lines.append(("sha256", verdict.sha256))
    for key, value in lines:
        if value:
            yield joined(element("dt", say(f"page.{key}", lang)), element("dd", value))


def _severity(severity: Severity, findings: Sequence[Finding], lang: Lang) -> Markup:
    meaning = say(f"severity_meaning.{severity}", lang)
    label = say(f"severity.{severity}", lang)
    heading = say("heading", lang, severity=label, count=len(findings), meaning=meaning)
    title = element("h3", heading, class_=f"severity-{severity}")
    head = element("thead", element("tr", *(element("th", say(f"table.{key}", lang)) for key in _COLUMNS)))
    bodies = [
        element("tbody", _sheet(sheet, lang), *(_finding(finding, lang) for finding in group))
        for sheet, group in groupby(findings, key=lambda finding: finding.place.sheet)
    ]
    return joined(title, element("table", head, *bodies, class_=f"findings {severity}"))


def _sheet(name: str, lang: Lang) -> Markup:
    words = name or say("whole_file", lang)
    return element("tr", element("th", words, colspan=str(len(_COLUMNS)), class_="sheet"))


def _finding(finding: Finding, lang: Lang) -> Markup:
    sentences = render(finding, lang)
    place = finding.place
    address = place.address or (say("whole_sheet", lang) if place.sheet else "")
    code = finding.code
    if rule(code).status == "trial":
        code = say("aside", lang, text=code, more=say("trial", lang))
    origin = [code, say("basis", lang, basis=basis(finding.code, lang))]
    if finding.related:
        places = say("comma", lang).join(f"{one.sheet}!{one.address}" for one in finding.related)
        origin.append(say("related", lang, places=places))
    message = (
        element("p", sentences.message),
        element("p", f"→ {sentences.hint}"),
        element("p", " · ".join(origin), class_="quiet"),
    )
    return element(
        "tr",
        element("td", address, class_="cell"),
        element("td", *message),
        element("td", finding.value or "", class_="figure"),
        element("td", finding.expected or "", class_="figure"),
    )


def _rules(verdict: Verdict, lang: Lang) -> Markup:
    lines = [element("p", say("page.ran", lang, count=len(verdict.ran)), class_="quiet")]
    if verdict.skipped:
        count = len({one.code for one in verdict.skipped})
        lines.append(element("p", say("skipped", lang, count=count), class_="quiet"))
        told = dict.fromkeys(f"{one.code}  {reason(one, lang)}" for one in verdict.skipped)
        lines.extend(element("p", line, class_="quiet") for line in told)
    return joined(*lines)


def _across(cross: Sequence[CrossFinding], lang: Lang) -> Markup:
    parts = [element("h2", say("across", lang, count=len(cross)))]
    for found in cross:
        sentences = render(Finding(found.code, found.severity, found.where[0][1], params=found.params), lang)
        where = say("comma", lang).join(path for path, _ in found.where)
        parts.append(element("h3", where, class_=f"severity-{found.severity}"))
        parts.append(element("p", sentences.message))
        parts.append(element("p", f"→ {sentences.hint}"))
    return element("article", *parts)


def _footer(found: Report, lang: Lang) -> Markup:
    tool = say("tool", lang, version=found.version, schemas=found.schemas()[:_SHORT_HASH])
    return element("footer", element("p", say("page.footer", lang)), element("p", tool))
