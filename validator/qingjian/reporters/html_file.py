"""One file on the page: what is known of it, its findings beside its sheets, its lists, its rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qingjian.catalog.messages import Lang, render
from qingjian.catalog.rules import rule
from qingjian.model.finding import Finding, Standing
from qingjian.model.progress import Progress
from qingjian.model.verdict import Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.families import family
from qingjian.reporters.html_window import Links, links, marks, sheets
from qingjian.reporters.items import Item, by_sheet, capped, heading, items, remarks, unrun
from qingjian.reporters.markup import Markup, element, joined
from qingjian.reporters.progress import firm_cells, progress_line
from qingjian.reporters.summary import file_summary
from qingjian.reporters.wording import basis, refusal, say

_SHOWN = ((20, 50), (100, 20), (400, 10))
"""So many files or fewer: items of one rule that are shown of each. Whoever needs more has the JSON."""
_FEWEST = 5
_RELATED = 30
_FIRM = ("no", "name", "standing", "place")
_COLUMNS = ("cell", "message", "value", "expected")


class Sheaf(NamedTuple):
    """What the parts of one file on the page share."""

    verdict: Verdict
    id: str
    lang: Lang
    numbers: dict[int, int]
    """Identity of a finding → its number in the file."""
    links: Links
    most: int
    """Items of one rule, and consequences of one item."""


def file_id(number: int) -> str:
    """What links to a file point at."""
    return f"f{number}"


def file(verdict: Verdict, number: int, files: int, lang: Lang) -> Markup:
    """The article of a file; folded where there are several."""
    marked, own = marks(verdict), file_id(number)
    most = next((shown for step, shown in _SHOWN if files <= step), _FEWEST)
    numbers = {id(finding): at for at, finding in enumerate(verdict.findings, 1)}
    sheaf = Sheaf(verdict, own, lang, numbers, links(verdict, own, marked), most)
    parts = [element("div", badge(verdict, lang), element("h2", verdict.path), class_="head")]
    parts.append(element("dl", *_about(verdict, lang)))
    if verdict.reason is not None:
        parts.append(element("p", refusal(verdict.reason, lang)))
    elif not verdict.findings:
        parts.append(element("p", say("clean", lang)))
    if verdict.findings:
        found = element("div", *_standings(sheaf), class_="found")
        beside = tuple(sheets(verdict, own, marked, sheaf.links, lang))
        body = joined(found, element("div", *beside, class_="sheets")) if beside else found
        parts.append(_folded(verdict, element("div", body, class_="beside"), files, lang))
    parts.extend(_progress(one, lang) for one in verdict.progress)
    if verdict.template is not None:
        parts.append(_rules(verdict, lang))
    return element("article", *parts, class_="file", id=own)


def badge(verdict: Verdict, lang: Lang) -> Markup:
    """The verdict in a word."""
    return element("span", say(f"status.{verdict.status}", lang), class_=f"badge {verdict.status}")


def _folded(verdict: Verdict, body: Markup, files: int, lang: Lang) -> Markup:
    if files == 1:
        return body
    return element("details", element("summary", file_summary(verdict, lang)), body, class_="body")


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


def _standings(sheaf: Sheaf) -> Iterator[Markup]:
    for standing, found in items(sheaf.verdict).items():
        content = _standing(standing, found, sheaf)
        yield element("section", content, class_="standing", data_severity=standing)


def _standing(standing: Standing, found: Sequence[Item], sheaf: Sheaf) -> Markup:
    lang = sheaf.lang
    title = element("h3", heading(standing, found, lang), class_=f"severity-{standing}")
    head = element("thead", element("tr", *(element("th", say(f"table.{key}", lang)) for key in _COLUMNS)))
    shown, left = capped(found, sheaf.most)
    bodies = [
        element("tbody", _sheet(sheet, lang), *(_item(item, sheaf) for item in group))
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


def _item(item: Item, sheaf: Sheaf) -> Markup:
    kind = family(item.finding.code)
    follow = [_consequence(one, kind, sheaf) for one in item.follow[: sheaf.most]]
    left = len(item.follow) - sheaf.most
    if left > 0:
        words = say("more_follow", sheaf.lang, count=left)
        cell = element("td", words, colspan=str(len(_COLUMNS)), class_="quiet")
        follow.append(element("tr", cell, data_family=kind))
    return joined(_finding(item.finding, kind, sheaf), *follow)


def _finding(finding: Finding, kind: str, sheaf: Sheaf) -> Markup:
    lang, sentences = sheaf.lang, render(finding, sheaf.lang)
    origin = [finding.code, say("basis", lang, basis=basis(finding.code, lang))]
    if finding.related:
        places = say("comma", lang).join(f"{one.sheet}!{one.address}" for one in finding.related[:_RELATED])
        origin.append(say("related", lang, places=places))
    message = (
        element("p", sentences.message),
        *(element("p", remark, class_="remark") for remark in remarks(finding, sheaf.verdict, lang)),
        element("p", f"→ {sentences.hint}"),
        element("p", " · ".join(origin), class_="quiet"),
    )
    return _row(finding, message, sheaf, data_family=kind)


def _consequence(finding: Finding, kind: str, sheaf: Sheaf) -> Markup:
    """What follows from the finding above; the remedy is that one's."""
    sentence = render(finding, sheaf.lang).message
    message = element("p", f"↳ {sentence}"), element("p", finding.code, class_="quiet")
    return _row(finding, message, sheaf, class_="consequence", data_family=kind)


def _row(finding: Finding, message: Sequence[Markup], sheaf: Sheaf, **attributes: str) -> Markup:
    return element(
        "tr",
        element("td", _address(finding, sheaf), class_="cell"),
        element("td", *message),
        element("td", finding.value or "", class_="figure"),
        element("td", finding.expected or "", class_="figure"),
        id=f"{sheaf.id}-{sheaf.numbers[id(finding)]}",
        **attributes,
    )


def _address(finding: Finding, sheaf: Sheaf) -> str:
    """The cell; a link where the page shows it."""
    place = finding.place
    words = place.address or (say("whole_sheet", sheaf.lang) if place.sheet else "")
    target = sheaf.links.get((place.sheet, place.row, place.col))
    return element("a", words, href=f"#{target}") if target is not None else words


def _progress(progress: Progress, lang: Lang) -> Markup:
    """The counts at once, the firms on demand."""
    head = element("tr", *(element("th", say(f"progress.{key}", lang)) for key in _FIRM))
    rows = (
        element("tr", *(element("td", cell) for cell in firm_cells(firm, lang))) for firm in progress.firms
    )
    table = element("table", element("thead", head), element("tbody", *rows), class_="files")
    return element("details", element("summary", progress_line(progress, lang)), table)


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
