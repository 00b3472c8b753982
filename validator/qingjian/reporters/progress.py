"""How far the firms of published lists have come, in words."""

from __future__ import annotations

from collections.abc import Iterator

from qingjian.catalog.followed import states
from qingjian.catalog.messages import Lang
from qingjian.model.progress import ListedFirm, Progress
from qingjian.model.verdict import Verdict
from qingjian.reporters.wording import say


def progress_lines(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """A heading and a line for each list, counts alone; nothing where no list concerns the unit."""
    if verdict.progress:
        yield say("progress.title", lang)
    for progress in verdict.progress:
        yield f"  {progress_line(progress, lang)}"


def progress_line(progress: Progress, lang: Lang) -> str:
    """One list in a line."""
    words = states(lang)
    told = [
        say("progress.state", lang, state=words[state], count=count)
        for state, count in progress.counts().items()
    ]
    overdue = sum(firm.is_overdue for firm in progress.firms)
    if overdue:
        told.append(say("progress.overdue", lang, count=overdue))
    comma = say("comma", lang)
    return say(
        "progress.line",
        lang,
        title=progress.title,
        areas=comma.join(progress.areas),
        count=len(progress.firms),
        states=comma.join(told),
    )


def firm_cells(firm: ListedFirm, lang: Lang) -> tuple[str, str, str, str]:
    """Number, name, state and place of one firm."""
    place = f"{firm.place.sheet}!{firm.place.address}" if firm.place.sheet else ""
    where = say("aside", lang, text=place, more=firm.written) if firm.written else place
    return str(firm.no), firm.name, states(lang)[firm.state], where
