"""The report as Markdown, for an issue or a mail: headings and lists, which read well unrendered too.

A line begins with a word or sign of ours: at its beginning, `1.` in a name would open a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.catalog.messages import Lang, render
from qingjian.model.finding import STANDINGS, Finding, Place, Standing
from qingjian.model.season import Settings
from qingjian.model.verdict import CrossFinding, Report, Verdict
from qingjian.reporters.items import Item, address, by_sheet, capped, heading, items, remarks, unrun
from qingjian.reporters.markdown import code, plain
from qingjian.reporters.progress import progress_line
from qingjian.reporters.style import Style
from qingjian.reporters.summary import file_summary, next_steps, season_lines, summary
from qingjian.reporters.wording import refusal, say

_SHOWN: Final = 10
"""Findings of one rule shown for a file, and consequences of one finding: a mail, not a table."""
_LONGEST: Final = 300
"""Characters of one sentence; a cell may hold 32,767."""
_SHORT_HASH: Final = 12


def report(found: Report, style: Style) -> str:
    """What a person is told, then every file, then what concerns several."""
    return "\n\n".join(_blocks(found, style.lang)) + "\n"


def _blocks(found: Report, lang: Lang) -> Iterator[str]:
    """Paragraphs, headings and lists, each to be set apart by an empty line."""
    yield f"# {say('report', lang)}"
    yield summary(found, lang)
    yield from next_steps(found, lang)
    if len(found.files) > 1:
        yield f"## {say('page.contents', lang)}"
        yield "\n".join(_line(verdict, lang) for verdict in found.files)
    for verdict in found.files:
        yield from _file(verdict, lang)
    if found.cross:
        yield f"## {say('across', lang, count=len(found.cross))}"
        yield "\n".join(_across(one, lang) for one in found.cross)
    if found.season:
        yield from _season(found.season, lang)
    yield say("tool", lang, version=found.version, schemas=found.schemas()[:_SHORT_HASH])


def _line(verdict: Verdict, lang: Lang) -> str:
    parts = [f"- **{say(f'status.{verdict.status}', lang)}** {code(verdict.path)}"]
    if verdict.unit:
        parts.append(plain(verdict.unit, limit=_LONGEST))
    if any(verdict.number_of(standing) for standing in STANDINGS):
        parts.append(file_summary(verdict, lang))
    return " · ".join(parts)


def _file(verdict: Verdict, lang: Lang) -> Iterator[str]:
    yield f"## {say(f'status.{verdict.status}', lang)} {code(verdict.path)}"
    about = " · ".join(_about(verdict, lang))
    if about:
        yield f"— {about}"
    if verdict.reason is not None:
        yield f"→ {plain(refusal(verdict.reason, lang), limit=_LONGEST)}"
    elif not verdict.findings:
        yield say("clean", lang)
    for standing, found in items(verdict).items():
        yield from _standing(standing, found, verdict, lang)
    if verdict.progress:
        yield f"### {say('progress.title', lang)}"
        listed = say("book.list", lang)
        yield "\n".join(f"- {listed} {_sentence(progress_line(one, lang))}" for one in verdict.progress)
    if verdict.ran:
        yield _coverage(verdict, lang)


def _about(verdict: Verdict, lang: Lang) -> Iterator[str]:
    if verdict.unit:
        yield plain(verdict.unit, limit=_LONGEST)
    if verdict.report_year is not None:
        yield say("year", lang, year=verdict.report_year)
    if (known := verdict.template) is not None:
        yield plain(say("aside", lang, text=known.title[lang], more=known.id))
        if known.how == "content":
            yield say("how.content", lang, percent=f"{known.confidence * 100:.0f}")
    if verdict.previous is not None:
        yield say("compared", lang, path=code(verdict.previous))


def _standing(standing: Standing, found: Sequence[Item], verdict: Verdict, lang: Lang) -> Iterator[str]:
    yield f"### {heading(standing, found, lang)}"
    shown, left = capped(found, _SHOWN)
    for sheet, group in by_sheet(shown).items():
        place = say("on_sheet", lang, sheet=plain(sheet)) if sheet else say("whole_file", lang)
        yield f"**{place}**"
        yield "\n".join(line for item in group for line in _item(item, verdict, lang))
    for rule, count in left.items():
        yield say("more", lang, code=rule, count=count)


def _item(item: Item, verdict: Verdict, lang: Lang) -> Iterator[str]:
    finding, sentences = item.finding, render(item.finding, lang)
    text = _sentence(sentences.message)
    if finding.related:
        text = say("aside", lang, text=text, more=say("related", lang, places=_places(finding, lang)))
    yield f"- {_where(finding.place, lang)} {text}"
    for remark in remarks(finding, verdict, lang):
        yield f"  — {_sentence(remark)}"
    yield f"  → {_sentence(sentences.hint)} {code(finding.code)}"
    for one in item.follow[:_SHOWN]:
        where = plain(address(one.place, finding.place)) if one.place.address else ""
        yield f"  - ↳ {where} {_sentence(render(one, lang).message)} {code(one.code)}"
    left = len(item.follow) - _SHOWN
    if left > 0:
        yield f"  - {say('more_follow', lang, count=left)}"


def _where(place: Place, lang: Lang) -> str:
    words = place.address or say("whole_sheet" if place.sheet else "whole_file", lang)
    return f"**{words}**"


def _places(finding: Finding, lang: Lang) -> str:
    shown = finding.related[:_SHOWN]
    return say("comma", lang).join(plain(address(place, finding.place)) for place in shown)


def _coverage(verdict: Verdict, lang: Lang) -> str:
    """How many rules ran, and which could not and why."""
    counts = {"ran": len(verdict.ran), "clean": len(verdict.clean), "found": len(verdict.found)}
    lines = [say("coverage", lang, **counts)]
    if verdict.skipped:
        lines.append(say("skipped", lang, count=len({one.code for one in verdict.skipped})))
        lines += [f"- {codes} {_sentence(why)}" for codes, why in unrun(verdict.skipped, lang)]
    return "\n".join(lines)


def _across(found: CrossFinding, lang: Lang) -> str:
    sentences = render(Finding(found.code, found.severity, found.where[0][1], params=found.params), lang)
    where = say("comma", lang).join(code(path) for path in dict.fromkeys(path for path, _ in found.where))
    level = say(f"severity.{found.severity}", lang)
    return (
        f"- **{level}** {where} {_sentence(sentences.message)}\n"
        f"  → {_sentence(sentences.hint)} {code(found.code)}"
    )


def _season(settings: Settings, lang: Lang) -> Iterator[str]:
    yield f"## {say('season.title', lang)}"
    yield "\n".join(f"- {_sentence(line)}" for line in season_lines(settings, lang))


def _sentence(text: str) -> str:
    return plain(text, limit=_LONGEST)
