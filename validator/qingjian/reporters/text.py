"""The report for a terminal: the worst first, the cell before the sentence, the sentence before the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qingjian.catalog.messages import Lang, Rendered, render
from qingjian.model.finding import Finding, Skipped, Standing
from qingjian.model.season import Settings
from qingjian.model.verdict import CrossFinding, Report, Status, Verdict
from qingjian.reporters.items import Item, address, by_sheet, capped, heading, items, remarks, unrun
from qingjian.reporters.layout import Canvas, Tone
from qingjian.reporters.progress import progress_lines
from qingjian.reporters.safe import visible, width
from qingjian.reporters.style import Style
from qingjian.reporters.summary import next_steps, season_lines, summary
from qingjian.reporters.wording import refusal, say

_SHOWN: Final = 5
"""Findings of one rule shown for a file; a clerk who reads five knows what the sixth is about."""
_MANY: Final = 12
_FEWER: Final = 2
"""So many are shown where more than `_MANY` rules have something to say: a page, not a roll."""
_LONGEST: Final = 300
"""Characters of one sentence; a cell may hold 32,767."""
_STATUS: Final[dict[Status, Tone]] = {
    "passed": "good",
    "returned": "bad",
    "attachment": "quiet",
    "unreadable": "bad",
}
_TONES: Final[dict[Standing, Tone]] = {
    "mandatory": "bad",
    "verify": "warn",
    "advice": "note",
    "explained": "good",
    "trial": "quiet",
    "waived": "quiet",
}


def report(found: Report, style: Style) -> str:
    """Every file, then what concerns several, then one line to end with."""
    canvas = Canvas(style)
    for verdict in found.files:
        _file(canvas, verdict, style)
    if found.season:
        _season(canvas, found.season, style.lang)
    if found.cross:
        _across(canvas, found.cross, style.lang)
    canvas.line(summary(found, style.lang), tone="strong")
    for step in next_steps(found, style.lang):
        canvas.line(step)
    return canvas.text()


def _file(canvas: Canvas, verdict: Verdict, style: Style) -> None:
    lang = style.lang
    status = say(f"status.{verdict.status}", lang)
    canvas.title(status, visible(verdict.path), tone=_STATUS[verdict.status])
    about = "  ".join(_about(verdict, lang))
    if about:
        canvas.line(about, indent=2, tone="quiet")
    if verdict.reason is not None:
        canvas.line(visible(refusal(verdict.reason, lang), limit=_LONGEST), indent=2)
    for standing, found in items(verdict).items():
        _standing(canvas, standing, found, verdict, lang)
    if verdict.template is not None and not verdict.findings:
        canvas.line(say("clean", lang), indent=2)
    for line in progress_lines(verdict, lang):
        canvas.line(visible(line, limit=_LONGEST), indent=2)
    if verdict.ran:
        _coverage(canvas, verdict, style)
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
    if verdict.previous is not None:
        yield say("compared", lang, path=visible(verdict.previous, limit=60))


def _standing(
    canvas: Canvas, standing: Standing, found: Sequence[Item], verdict: Verdict, lang: Lang
) -> None:
    canvas.line(heading(standing, found, lang), indent=2, tone=_TONES[standing])
    rules = {item.finding.code for item in found}
    shown, left = capped(found, _SHOWN if len(rules) <= _MANY else _FEWER)
    widest = max((len(item.finding.place.address) for item in shown), default=0)
    for sheet, group in by_sheet(shown).items():
        canvas.line(visible(sheet) if sheet else say("whole_file", lang), indent=4, tone="strong")
        _items(canvas, group, widest, verdict, lang)
    for code, count in left.items():
        canvas.line(say("more", lang, code=code, count=count), indent=4, tone="quiet")


def _items(canvas: Canvas, found: Sequence[Item], widest: int, verdict: Verdict, lang: Lang) -> None:
    """A remedy that neighbours share is told once, after the last of them."""
    worded = [(item, render(item.finding, lang)) for item in found]
    for index, (item, sentences) in enumerate(worded):
        finding = item.finding
        address = finding.place.address or (say("whole_sheet", lang) if finding.place.sheet else "")
        canvas.entry(address, _sentence(finding, sentences, lang), indent=6, key_width=widest)
        said = remarks(finding, verdict, lang)
        for remark in said:
            canvas.entry("", visible(remark, limit=_LONGEST), indent=6, key_width=widest, tone="strong")
        following = worded[index + 1] if index + 1 < len(worded) and not item.follow and not said else None
        if following is None or (following[1].hint, following[0].finding.code) != (
            sentences.hint,
            finding.code,
        ):
            hint = f"→ {visible(sentences.hint, limit=_LONGEST)}  [{finding.code}]"
            canvas.entry("", hint, indent=6, key_width=widest, tone="quiet")
        _consequences(canvas, item, 6 + widest + 2, lang)


def _consequences(canvas: Canvas, item: Item, indent: int, lang: Lang) -> None:
    """What follows from a finding, below it; the remedy is the finding's own."""
    for one in item.follow[:_SHOWN]:
        text = visible(render(one, lang).message, limit=_LONGEST)
        key = f"↳ {visible(address(one.place, item.finding.place)) if one.place.address else ''}"
        canvas.entry(key, f"{text}  [{one.code}]", indent=indent, key_width=len(key), tone="quiet")
    left = len(item.follow) - _SHOWN
    if left > 0:
        canvas.line(say("more_follow", lang, count=left), indent=indent, tone="quiet")


def _sentence(finding: Finding, sentences: Rendered, lang: Lang) -> str:
    text = visible(sentences.message, limit=_LONGEST)
    if not finding.related:
        return text
    places = say("comma", lang).join(
        visible(address(place, finding.place)) for place in finding.related[:_SHOWN]
    )
    return say("aside", lang, text=text, more=say("related", lang, places=places))


def _coverage(canvas: Canvas, verdict: Verdict, style: Style) -> None:
    counts = {"ran": len(verdict.ran), "clean": len(verdict.clean), "found": len(verdict.found)}
    canvas.line(say("coverage", style.lang, **counts), indent=2, tone="quiet")
    if not style.verbose:
        return
    for key, codes in (("rules_clean", verdict.clean), ("rules_found", verdict.found)):
        if codes:
            canvas.entry(
                say(key, style.lang), " ".join(codes), indent=4, key_width=width(say(key, style.lang)),
                tone="quiet",
            )  # fmt: skip


def _season(canvas: Canvas, settings: Settings, lang: Lang) -> None:
    canvas.line(say("season.title", lang), tone="strong")
    for line in season_lines(settings, lang):
        canvas.line(visible(line, limit=_LONGEST), indent=2)
    canvas.gap()


def _skipped(canvas: Canvas, skipped: Sequence[Skipped], lang: Lang) -> None:
    canvas.line(say("skipped", lang, count=len({one.code for one in skipped})), indent=2, tone="quiet")
    for codes, why in unrun(skipped, lang):
        canvas.line(f"{codes}  {visible(why, limit=_LONGEST)}", indent=4, tone="quiet")


def _across(canvas: Canvas, cross: Sequence[CrossFinding], lang: Lang) -> None:
    canvas.line(say("across", lang, count=len(cross)), tone="strong")
    for found in cross:
        sentences = render(Finding(found.code, found.severity, found.where[0][1], params=found.params), lang)
        where = say("comma", lang).join(visible(path) for path, _ in found.where)
        canvas.line(f"{where}  {visible(sentences.message, limit=_LONGEST)}", indent=2)
        canvas.line(f"→ {visible(sentences.hint, limit=_LONGEST)}  [{found.code}]", indent=4, tone="quiet")
    canvas.gap()
