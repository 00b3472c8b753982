"""Payloads in names, units and texts, in every format: nothing is computed, linked, opened, hidden or steered."""

from __future__ import annotations

import html.parser
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qingjian.model.finding import Place
from qingjian.reporters import FORMATS, Style, as_file, reporter
from qingjian.reporters.safe import visible
from qingjian.sheets.xlsx import read_xlsx
from support import ooxml_lint, reports, sarif_shape
from support.office import Office
from support.payloads import PAYLOADS
from support.xlsx_reading import addressed

INVISIBLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
HIDDEN: Final = re.compile("[\u2028\u2029\ufeff\ufffe\uffff\ue000-\uf8ff\ud800-\udfff\U000e0000-\U0010ffff]")
FULL_WIDTH: Final = str.maketrans("＠：．＃－＝", "@:.#-=")
each = pytest.mark.parametrize("name", PAYLOADS)


def made(format_: str, text: str) -> str:
    return reporter(format_)(reports.hostile(text), Style())


@cache
def usual(format_: str) -> str:
    """The same report of a harmless name."""
    return made(format_, "甲")


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "xlsx"])
@each
def test_nothing_hides_or_steers(name: str, format_: str) -> None:
    shown = made(format_, PAYLOADS[name])
    assert INVISIBLE.search(shown) is None
    assert HIDDEN.search(shown) is None
    shown.encode("utf-8")


@each
def test_a_terminal_gets_the_colours_it_always_gets(name: str) -> None:
    def coloured(text: str) -> str:
        return reporter("text")(reports.hostile(text), Style("zh", colour=True, width=80))

    colour = re.compile(r"\x1b\[[0-9;]*m")
    shown = coloured(PAYLOADS[name])
    assert set(colour.findall(shown)) == set(colour.findall(coloured("甲")))
    assert INVISIBLE.search(colour.sub("", shown)) is None


@each
def test_the_json_holds_the_text_as_it_was_sent(name: str) -> None:
    text = PAYLOADS[name]
    report = made("json", text)
    document = json.loads(report)
    (file, _) = document["files"]
    finding = file["findings"][0]
    kept = (
        file["path"],
        file["unit"],
        finding["sheet"],
        finding["value"],
        finding["row"],
        finding["params"]["caption"],
    )
    assert kept == (text,) * len(kept)
    assert structure(report) == structure(usual("json"))


# ---------------------------------------------------------------- page


class Tags(html.parser.HTMLParser):
    """Tags with their attributes in order, what may load or run something, and texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.active: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))
        self.active += [
            (name, value)
            for name, value in attrs
            if name
            in {"href", "src", "srcset", "action", "formaction", "style", "http-equiv", "content", "id"}
            or name.startswith("on")
        ]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@each
def test_the_page_has_the_tags_it_always_has(name: str) -> None:
    page, plain = Tags(made("html", PAYLOADS[name])), Tags(usual("html"))
    assert page.seen == plain.seen
    assert page.active == plain.active
    assert {tag for tag, _ in page.seen}.isdisjoint(
        {"img", "link", "iframe", "form", "object", "embed", "base"}
    )
    assert not any(attribute.startswith("on") for attribute, _ in page.active)
    assert any(visible(PAYLOADS[name]) in shown for shown in page.texts)


# ---------------------------------------------------------------- Markdown

_MARKDOWN: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_LINKED: Final = re.compile(r"[a-z]://|\bwww\.|@|#\d|\bGH-\d|javascript:|mailto:", re.IGNORECASE)
"""What GitHub and mail programs make links of without being asked."""


def tokens(page: str) -> Iterator[Token]:
    for block in _MARKDOWN.parse(page):
        yield block
        yield from block.children or ()


@each
def test_markdown_has_the_structure_it_always_has(name: str) -> None:
    def kinds(page: str) -> list[str]:
        return [one.type for one in tokens(page) if not one.type.startswith("text")]

    found = kinds(made("md", PAYLOADS[name]))
    assert found == kinds(usual("md"))
    assert set(found).isdisjoint(
        {"link_open", "image", "html_inline", "html_block", "fence", "hr", "table_open", "s_open"}
    )


@each
def test_markdown_shows_the_text_and_no_program_links_it(name: str) -> None:
    page = list(tokens(made("md", PAYLOADS[name])))
    text = "".join(one.content for one in page if one.type.startswith("text"))
    assert _LINKED.search(text) is None
    shown = visible(PAYLOADS[name], limit=300)
    assert shown.translate(FULL_WIDTH).strip() in text.translate(FULL_WIDTH)
    codes = {one.content for one in page if one.type == "code_inline"}
    assert visible(PAYLOADS[name]).strip(" ") in codes


# ---------------------------------------------------------------- SARIF


def structure(text: str) -> list[str]:
    """The keys of a JSON text with their indents."""
    indented = json.dumps(json.loads(text), indent=1)
    return re.findall(r'^ *(?:"[^"]*":)?', indented, re.MULTILINE)


@each
def test_sarif_keeps_its_shape_and_its_uris_stay_in_their_folder(name: str) -> None:
    report = made("sarif", PAYLOADS[name])
    assert structure(report) == structure(usual("sarif"))
    document = json.loads(report)
    assert sarif_shape.misfits(document) == []
    (run,) = document["runs"]
    for uri in uris(run):
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", uri, re.ASCII)
        folders = re.split(r"[/\\]", unquote(uri))
        assert all(one.strip(" .") for one in folders)


@each
def test_the_messages_of_sarif_hold_no_link_and_no_placeholder(name: str) -> None:
    (run,) = json.loads(made("sarif", PAYLOADS[name]))["runs"]
    for text in messages(run):
        assert "](" not in text
        assert not re.search(r"[{}]", text.replace("{{", "").replace("}}", ""))


def uris(run: Any) -> Iterator[str]:
    yield from (one["location"]["uri"] for one in run["artifacts"])
    for result in run["results"]:
        for place in (*result["locations"], *result["relatedLocations"]):
            yield place["physicalLocation"]["artifactLocation"]["uri"]


def messages(run: Any) -> Iterator[str]:
    yield from (one["message"]["text"] for one in run["results"])
    yield from (one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"])


# ---------------------------------------------------------------- table


def table(text: str) -> bytes:
    return as_file("xlsx", reports.hostile(text), Style())


@each
def test_a_table_holds_texts_and_nothing_that_computes_or_links(name: str) -> None:
    text = PAYLOADS[name]
    data = table(text)
    assert ooxml_lint.lint(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    assert [part for part in parts if not re.fullmatch(KNOWN, part)] == []
    for part, content in parts.items():
        assert not re.search(rb"<f[ >]|<hyperlink|<oleObject|<ddeLink|TargetMode=", content), part
    shown = visible(text, limit=2000)
    ours = {one.text for one in addressed(read_xlsx(data), 1).values()}
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    theirs = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "s"}
    assert shown in ours & theirs


KNOWN: Final = (
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:sharedStrings|styles|workbook)\.xml|xl/theme/theme1\.xml|xl/worksheets/sheet\d\.xml"
)


def test_a_spreadsheet_program_shows_the_texts_as_they_stand(office: Office, tmp_path: Path) -> None:
    texts = [text for text in PAYLOADS.values() if len(text) < 1000]
    found = tuple(reports.total(Place("表", 2, 2), row=text) for text in texts)
    report = reports.report()._replace(files=(reports.returned()._replace(findings=found, unit="=1+1"),))
    path = tmp_path / "结果.xlsx"
    path.write_bytes(as_file("xlsx", report, Style()))
    with office.document(path) as document:
        shown = document.shown("问题", [f"I{row}" for row in range(2, len(texts) + 2)])
        assert list(shown.values()) == [visible(text) for text in texts]
        cells = document.get("问题")
        assert not any(content.formula for content in cells.values())
