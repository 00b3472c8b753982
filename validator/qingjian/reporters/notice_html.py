"""A notice as a page that needs nothing else: no script, nothing fetched, nothing that leads away."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from qingjian.catalog.messages import Lang
from qingjian.model.notice import Annex, Cell, Letter, Notice, Table
from qingjian.reporters.markup import Markup, element, joined

_LANGS: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}


def html(found: Notice, lang: Lang) -> bytes:
    """The page."""
    letter = element("article", *_letter(found.letter), class_="letter")
    annex = element("article", *_annex(found.annex), class_="annex")
    body = element("body", element("main", letter, annex))
    page = element("html", _head(found.letter), body, lang=_LANGS[lang])
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(letter: Letter) -> Markup:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", letter.title),
        element("style", Markup(_style())),
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("notice.css").read_text("utf-8")


def _letter(letter: Letter) -> Iterator[Markup]:
    yield element("h1", letter.title)
    yield element("p", letter.subtitle, class_="subtitle")
    yield element("p", letter.number, class_="number")
    yield element("p", letter.to)
    for text in letter.paragraphs:
        yield element("p", text, class_="text")
    yield element("p", letter.enclosed, class_="text enclosed")
    yield element("p", letter.sender, class_="sender")
    yield element("p", letter.issued, class_="sender")


def _annex(annex: Annex) -> Iterator[Markup]:
    yield element("h2", annex.title)
    yield element("p", annex.about, class_="about")
    for one in annex.tables:
        yield element("h3", one.heading)
        yield _table(one)


def _table(one: Table) -> Markup:
    head = element("thead", element("tr", *(element("th", text) for text in one.head)))
    rows = (element("tr", *map(_cell, cells)) for cells in one.rows)
    return element("table", head, element("tbody", *rows))


def _cell(cell: Cell) -> Markup:
    return element("td", joined(*(element("p", line.text, class_=line.tone) for line in cell)))
