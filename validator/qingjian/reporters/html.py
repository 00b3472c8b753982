"""The report as one page that needs nothing else: no scripts, no links, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from qingjian.catalog.messages import Lang, render
from qingjian.catalog.rules import rule
from qingjian.model.finding import SEVERITIES, Finding, Standing
from qingjian.model.progress import Progress
from qingjian.model.season import Settings
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.reporters.items import Item, by_sheet, capped, heading, items, remarks, unrun
from qingjian.reporters.markup import Markup, element, joined
from qingjian.reporters.progress import firm_cells, progress_line
from qingjian.reporters.style import Style
from qingjian.reporters.summary import next_steps, season_lines, summary
from qingjian.reporters.wording import basis, refusal, say

_HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
_SHORT_HASH = 12
_SHOWN = 50
"""Items of one rule; whoever needs more has the JSON."""
_RELATED = 30
_FIRM = ("no", "name", "standing", "place")
_COLUMNS = ("cell", "message", "value", "expected")


def report(found: Report, style: Style) -> str:
    """The page."""
    lang = style.lang
    title = say("report", lang)
    body = joined(
        element("h1", title),
        element("p", summary(found, lang), class_="summary"),
        *(element("p", step) for step in next_steps(found, lang)),
        _season(found.season, lang) if found.season else Markup(),
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
    for standing, found in items(verdict).items():
        parts.append(_standing(standing, found, verdict, lang))
    parts.extend(_progress(one, lang) for one in verdict.progress)
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
    lines.append(("previous", verdict.previous))
    lines.append(("sha256", verdict.sha256))
    for key, value in lines:
        if value:
            yield joined(element("dt", say(f"page.{key}", lang)), element("dd", value))


def _standing(standing: Standing, found: Sequence[Item], verdict: Verdict, lang: Lang) -> Markup:
    title = element("h3", heading(standing, found, lang), class_=f"severity-{standing}")
    head = element("thead", element("tr", *(element("th", say(f"table.{key}", lang)) for key in _COLUMNS)))
    shown, left = capped(found, _SHOWN)
    bodies = [
        element("tbody", _sheet(sheet, lang), *(_item(item, verdict, lang) for item in group))
        for sheet, group in by_sheet(shown).items()
    ]
    more = (
        element("p", say("more", lang, code=code, count=count), class_="quiet")
        for code, count in left.items()
    )
    return joined(title, element("table", head, *bodies, class_=f"findings {standing}"), *more)


def _sheet(name: str, lang: Lang) -> Markup:
    words = name or say("whole_file", lang)
    return element("tr", element("th", words, colspan=str(len(_COLUMNS)), class_="sheet"))


def _item(item: Item, verdict: Verdict, lang: Lang) -> Markup:
    follow = [_consequence(one, lang) for one in item.follow[:_SHOWN]]
    left = len(item.follow) - _SHOWN
    if left > 0:
        words = element(
            "td", say("more_follow", lang, count=left), colspan=str(len(_COLUMNS)), class_="quiet"
        )
        follow.append(element("tr", words))
    return joined(_finding(item.finding, verdict, lang), *follow)


def _finding(finding: Finding, verdict: Verdict, lang: Lang) -> Markup:
    sentences = render(finding, lang)
    origin = [finding.code, say("basis", lang, basis=basis(finding.code, lang))]
    if finding.related:
        places = say("comma", lang).join(f"{one.sheet}!{one.address}" for one in finding.related[:_RELATED])
        origin.append(say("related", lang, places=places))
    message = (
        element("p", sentences.message),
        *(element("p", remark, class_="remark") for remark in remarks(finding, verdict, lang)),
        element("p", f"→ {sentences.hint}"),
        element("p", " · ".join(origin), class_="quiet"),
    )
    return _row(finding, message, lang)


def _consequence(finding: Finding, lang: Lang) -> Markup:
    """What follows from the finding above; the remedy is that one's."""
    message = element("p", f"↳ {render(finding, lang).message}"), element("p", finding.code, class_="quiet")
    return _row(finding, message, lang, class_="consequence")


def _row(finding: Finding, message: Sequence[Markup], lang: Lang, **attributes: str) -> Markup:
    place = finding.place
    address = place.address or (say("whole_sheet", lang) if place.sheet else "")
    return element(
        "tr",
        element("td", address, class_="cell"),
        element("td", *message),
        element("td", finding.value or "", class_="figure"),
        element("td", finding.expected or "", class_="figure"),
        **attributes,
    )


def _progress(progress: Progress, lang: Lang) -> Markup:
    """The counts at once, the firms on demand."""
    head = element("tr", *(element("th", say(f"progress.{key}", lang)) for key in _FIRM))
    rows = (
        element("tr", *(element("td", cell) for cell in firm_cells(firm, lang))) for firm in progress.firms
    )
    table = element("table", element("thead", head), element("tbody", *rows), class_="files")
    summed = element("summary", progress_line(progress, lang))
    return element("details", summed, table)


def _rules(verdict: Verdict, lang: Lang) -> Markup:
    """Which rules ran, passed, found something, could not run and why."""
    counts = {"ran": len(verdict.ran), "clean": len(verdict.clean), "found": len(verdict.found)}
    parts = [element("summary", say("coverage", lang, **counts), class_="quiet")]
    for key, codes in (("rules_found", verdict.found), ("rules_clean", verdict.clean)):
        if codes:
            named = say("comma", lang).join(f"{code} {rule(code).title[lang]}" for code in codes)
            parts.append(element("p", say(key, lang)))
            parts.append(element("p", named, class_="quiet"))
    return joined(element("details", *parts), *_skipped(verdict, lang))


def _skipped(verdict: Verdict, lang: Lang) -> Iterator[Markup]:
    if verdict.skipped:
        count = len({one.code for one in verdict.skipped})
        yield element("p", say("skipped", lang, count=count), class_="quiet")
        for codes, why in unrun(verdict.skipped, lang):
            yield element("p", f"{codes}  {why}", class_="quiet")


def _season(settings: Settings, lang: Lang) -> Markup:
    lines = (element("p", line) for line in season_lines(settings, lang))
    return element("article", element("h2", say("season.title", lang)), *lines)


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
