"""The beginning of the page of a batch: who reported and how it went, what kinds of findings, what to filter by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from qingjian.catalog.messages import Lang, render
from qingjian.model.finding import SEVERITIES, STANDINGS, Finding
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.named_tuple import NamedTuple
from qingjian.reporters.families import families, family, title
from qingjian.reporters.html_charts import charts
from qingjian.reporters.html_file import badge, file_id
from qingjian.reporters.markup import Markup, element, joined
from qingjian.reporters.summary import MISSING
from qingjian.reporters.wording import say

_NAMED: Final = 12
"""Places of one finding across files; the JSON has them all."""
_ABSENT: Final = "absent"
_COLUMNS: Final = ("status", "unit", "file")


class Batch(NamedTuple):
    """What the parts of the overview share."""

    found: Report
    units: tuple[str, ...]
    """One for each file, in their order."""
    missing: tuple[str, ...]
    lang: Lang


def overview(found: Report, lang: Lang) -> Iterator[Markup]:
    """Filters, who reported, kinds of findings, charts."""
    units = tuple(_unit(file, lang) for file in found.files)
    missing = tuple(one.params["unit"] for one in found.cross if one.code == MISSING)
    batch = Batch(found, units, missing, lang)
    numbers = {unit: str(at) for at, unit in enumerate(dict.fromkeys((*missing, *units)), 1)}
    yield _filters(batch, numbers)
    yield _files(batch, numbers)
    kinds = _kinds(found, lang)
    paths = {file.path: unit for file, unit in zip(found.files, units, strict=True)}
    drawn = tuple(charts(found, paths, lang))
    if kinds or drawn:
        parts = (kinds, element("div", *drawn, class_="charts")) if drawn else (kinds,)
        yield element("article", element("h2", say("page.families", lang)), *parts)


def across(found: Report, lang: Lang) -> Markup:
    """What concerns several files, with the way to each of them."""
    files = {file.path: number for number, file in reversed(tuple(enumerate(found.files, 1)))}
    heading = element("h2", say("across", lang, count=len(found.cross)))
    parts = (_crossing(one, files, lang) for one in found.cross)
    return element("article", heading, *parts, id="across")


def _crossing(one: CrossFinding, files: Mapping[str, int], lang: Lang) -> Markup:
    finding = Finding(one.code, one.severity, one.where[0][1], params=one.params)
    sentences = render(finding, lang)
    shown: list[str] = []
    places = tuple(dict.fromkeys(one.where))
    for path, place in places[:_NAMED]:
        where = f"{path} {place.sheet}!{place.address}" if place.address else path
        shown.append(element("a", where, href=f"#{file_id(files[path])}") if path in files else where)
    return element(
        "section",
        element("h3", sentences.message, class_=f"severity-{one.severity}"),
        element("p", f"→ {sentences.hint}"),
        element(
            "p",
            f"{one.code} · {say('page.involved', lang)} ",
            *_listed(shown, len(places), lang),
            class_="quiet",
        ),
        data_severity=one.severity,
        data_family=family(one.code),
    )


def _listed(parts: Sequence[str], count: int, lang: Lang) -> Iterator[str]:
    """One after the other, and how many there are where not all are named."""
    comma = say("comma", lang)
    named = joined(*(piece for at, part in enumerate(parts) for piece in ((comma, part) if at else (part,))))
    if len(parts) == count:
        yield named
        return
    before, _, after = say("and_others", lang, places="\0", count=count).partition("\0")
    yield from (before, named, after)


def _unit(file: Verdict, lang: Lang) -> str:
    told = file.unit or (file.digest.unit if file.digest is not None else None)
    return told or say("page.unknown", lang)


def _files(batch: Batch, numbers: Mapping[str, str]) -> Markup:
    """Every file by its unit, those from which nothing came first."""
    lang = batch.lang
    names = [element("th", say(f"page.{key}", lang)) for key in _COLUMNS]
    counted = [element("th", say(f"severity.{severity}", lang), class_="number") for severity in SEVERITIES]
    head = element("thead", element("tr", *names, *counted))
    rows = [*(_absent(unit, numbers, lang) for unit in batch.missing)]
    for number, (file, unit) in enumerate(zip(batch.found.files, batch.units, strict=True), 1):
        rows.append(_came(file, number, unit, numbers, lang))
    reported = {unit for unit, file in zip(batch.units, batch.found.files, strict=True) if file.template}
    words = say("page.units", lang, count=len(reported - {say("page.unknown", lang)}))
    if batch.missing:
        words += say("page.missing", lang, count=len(batch.missing))
    table = element("table", head, element("tbody", *rows), class_="files")
    return element("article", element("h2", words), element("div", table, class_="scroll"), id="files")


def _absent(unit: str, numbers: Mapping[str, str], lang: Lang) -> Markup:
    return element(
        "tr",
        element("td", element("span", say("page.absent", lang), class_=f"badge {_ABSENT}")),
        element("td", unit),
        element("td", "", colspan=str(1 + len(SEVERITIES))),
        data_status=_ABSENT,
        data_unit=numbers[unit],
        data_has="",
    )


def _came(file: Verdict, number: int, unit: str, numbers: Mapping[str, str], lang: Lang) -> Markup:
    has = dict.fromkeys(f"{finding.standing}-{family(finding.code)}" for finding in _heads(file))
    return element(
        "tr",
        element("td", badge(file, lang)),
        element("td", unit),
        element("td", element("a", file.path, href=f"#{file_id(number)}")),
        *(element("td", str(file.number_of(severity) or ""), class_="number") for severity in SEVERITIES),
        data_file=file_id(number),
        data_status=file.status,
        data_unit=numbers[unit],
        data_has=" ".join(has),
    )


def _heads(file: Verdict) -> Iterator[Finding]:
    """Findings that follow from none: the filters know the others by these."""
    return (finding for finding in file.findings if not finding.cause)


def _kinds(found: Report, lang: Lang) -> Markup:
    """How many findings of each family and severity."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in found.findings():
        counts[family(finding.code), finding.standing] += 1
    for one in found.cross:
        counts[family(one.code), one.severity] += 1
    if not counts:
        return Markup()
    standings = [one for one in STANDINGS if any(counts[kind, one] for kind in families())]
    heads = (element("th", say(f"severity.{one}", lang), class_="number") for one in standings)
    head = element("thead", element("tr", element("th", say("page.family", lang)), *heads))
    rows = (
        element(
            "tr",
            element("td", f"{kind} {title(kind, lang)}"),
            *(element("td", str(counts[kind, one] or ""), class_="number") for one in standings),
        )
        for kind in families()
        if any(counts[kind, one] for one in standings)
    )
    return element("table", head, element("tbody", *rows), class_="files")


def _filters(batch: Batch, numbers: Mapping[str, str]) -> Markup:
    """Shown by the script, without which they could do nothing."""
    found, lang = batch.found, batch.lang
    statuses = {file.status: say(f"status.{file.status}", lang) for file in found.files}
    absent = {_ABSENT: say("page.absent", lang)} if batch.missing else {}
    standings = {finding.standing for finding in found.findings()} | {one.severity for one in found.cross}
    codes = {finding.code for finding in found.findings()} | {one.code for one in found.cross}
    kinds = {family(code) for code in codes}
    choices: dict[str, Mapping[str, str]] = {
        "status": {**absent, **dict(sorted(statuses.items()))},
        "severity": {one: say(f"severity.{one}", lang) for one in STANDINGS if one in standings},
        "family": {one: f"{one} {title(one, lang)}" for one in families() if one in kinds},
        "unit": {number: unit for unit, number in numbers.items()},
    }
    parts = [_choice(name, options, lang) for name, options in choices.items()]
    parts.append(element("label", say("page.words", lang), element("input", type="search", name="words")))
    parts.append(element("button", say("page.reset", lang), type="button"))
    parts.append(
        element("output", data_words=say("page.shown", lang, n="{n}", all="{all}"), aria_live="polite")
    )
    return element("nav", *parts, id="filters", aria_label=say("page.filters", lang), hidden="")


def _choice(name: str, options: Mapping[str, str], lang: Lang) -> Markup:
    every = element("option", say("page.any", lang), value="")
    offered = (element("option", words, value=value) for value, words in options.items())
    return element("label", say(f"page.{name}", lang), element("select", every, *offered, name=name))
