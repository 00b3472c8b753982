"""What the reporters show: accepted texts, the contract of the JSON, and nothing that a stranger put in."""

from __future__ import annotations

import html.parser
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.catalog.meta import misfits
from qingjian.model.verdict import Report
from qingjian.reporters import REPORTERS, Style, reporter
from qingjian.reporters.layout import wrapped
from qingjian.reporters.safe import visible, width
from support import reports
from support.snapshot import Snapshot

LANGS = ("zh", "en")
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", REPORTERS)
def test_a_report_looks_as_accepted(name: str, lang: Any, snapshot: Snapshot) -> None:
    snapshot(reporter(name)(reports.report(), Style(lang)), suffix=f".{name}")


def test_a_terminal_gets_colour_and_lines_that_fit(snapshot: Snapshot) -> None:
    text = reporter("text")(reports.report(), Style("zh", colour=True, width=60))
    assert "\x1b[1;31m" in text
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(width(line) for line in bare.splitlines()) <= 60
    snapshot(text.replace("\x1b", "<ESC>"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_json_keeps_its_contract(lang: Any) -> None:
    for report in (
        reports.report(),
        Report((), lambda: "00" * 32, "1.2.3"),
        *map(reports.hostile, reports.HOSTILE),
    ):
        document = json.loads(reporter("json")(report, Style(lang)))
        assert misfits(document, "report") == ()


def test_the_contract_can_be_broken() -> None:
    document = json.loads(reporter("json")(reports.report(), Style()))
    document["files"][0]["findings"][0]["severity"] = "fatal"
    assert [misfit.path for misfit in misfits(document, "report")] == ["files/0/findings/0/severity"]


def test_the_same_report_gives_the_same_bytes() -> None:
    for name in REPORTERS:
        once, again = (reporter(name)(reports.report(), Style()) for _ in range(2))
        assert once == again


def test_findings_of_one_rule_are_capped_in_text_only() -> None:
    text = reporter("text")(reports.report(), Style())
    assert text.count("“节电量（度）”合计为") == 5
    assert "QJ2101 还有 3 条" in text
    assert reporter("html")(reports.report(), Style()).count("“节电量（度）”合计为") == 8


@pytest.mark.parametrize("text", reports.HOSTILE)
def test_a_strangers_text_does_nothing_on_a_terminal(text: str) -> None:
    shown = reporter("text")(reports.hostile(text), Style("zh", colour=False, width=80))
    assert INVISIBLE.search(shown) is None
    shown.encode("utf-8")


class Tags(html.parser.HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.update((tag, name) for name, _ in attrs)
        self.seen.add((tag, ""))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    return parser


@pytest.mark.parametrize("text", reports.HOSTILE)
def test_a_strangers_text_adds_nothing_to_a_page(text: str) -> None:
    page = reporter("html")(reports.hostile(text), Style())
    plain = tags(reporter("html")(reports.hostile("甲"), Style()))
    found = tags(page)
    assert found.seen == plain.seen
    assert {tag for tag, _ in found.seen}.isdisjoint({"script", "a", "img", "link", "iframe", "form"})
    assert INVISIBLE.search(page) is None
    assert any(visible(text) in shown for shown in found.texts)


def test_the_page_fetches_and_runs_nothing() -> None:
    page = reporter("html")(reports.report(), Style())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy.group(1).startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")
    assert "style=" not in page  # inline styles would be refused by the policy
    assert not re.search(r"(?:https?:|//)[a-z]", page)


@given(st.text(max_size=80), st.integers(20, 60))
def test_wrapping_loses_nothing_but_spaces(text: str, room: int) -> None:
    line = visible(text)
    parts = list(wrapped(line, room))
    assert "".join(parts).replace(" ", "") == line.replace(" ", "")


@given(st.text(max_size=200))
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = visible(text)
    assert INVISIBLE.search(shown) is None
    assert "\n" not in shown
    shown.encode("utf-8")
