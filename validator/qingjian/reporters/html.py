"""The report as one page that needs nothing else: its own small script, no links away, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from qingjian.catalog.messages import Lang
from qingjian.model.season import Settings
from qingjian.model.verdict import Report
from qingjian.reporters.html_file import file
from qingjian.reporters.html_overview import across, overview
from qingjian.reporters.markup import Markup, element, joined
from qingjian.reporters.style import Style
from qingjian.reporters.summary import next_steps, season_lines, summary
from qingjian.reporters.wording import say

_HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
_SHORT_HASH = 12
_PAUSE: Final = '"use strict";'
_PAUSE_AFTER: Final = 20
"""A browser reads a long page in one go, and meanwhile answers nobody. After a script in the body it looks up:
the page of 300 files then keeps it busy for 80 ms at a time instead of 290."""


def report(found: Report, style: Style) -> str:
    """The page: what concerns all files, then every file."""
    lang, files = style.lang, len(found.files)
    title = say("report", lang)
    body = joined(
        element("h1", title),
        element("p", summary(found, lang), class_="summary"),
        *(element("p", step) for step in next_steps(found, lang)),
        *(overview(found, lang) if files > 1 or found.cross else ()),
        across(found, lang) if found.cross else Markup(),
        _season(found.season, lang) if found.season else Markup(),
        *_files(found, lang),
        _footer(found, lang),
    )
    script = _part("page.js")
    head = _head(title, [script] if files < _PAUSE_AFTER else [script, _PAUSE])
    page = element(
        "html",
        head,
        element("body", element("main", body), element("script", Markup(script))),
        lang=_HTML_LANG[lang],
    )
    return f"<!DOCTYPE html>\n{page}\n"


def _files(found: Report, lang: Lang) -> Iterator[Markup]:
    for number, verdict in enumerate(found.files, 1):
        yield file(verdict, number, len(found.files), lang)
        if number % _PAUSE_AFTER == 0:
            yield element("script", Markup(_PAUSE))


def _head(title: str, scripts: Sequence[str]) -> Markup:
    allowed = " ".join(f"'{_hash(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; style-src '{_hash(_part('page.css'))}'; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_part("page.css"))),
    )


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _hash(part: str) -> str:
    """What the policy knows a part of ours by; anything else is refused."""
    return f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"


def _season(settings: Settings, lang: Lang) -> Markup:
    lines = (element("p", line) for line in season_lines(settings, lang))
    return element("article", element("h2", say("season.title", lang)), *lines)


def _footer(found: Report, lang: Lang) -> Markup:
    tool = say("tool", lang, version=found.version, schemas=found.schemas()[:_SHORT_HASH])
    return element("footer", element("p", say("page.footer", lang)), element("p", tool))
