"""A notice as a Word document: a letter on one page, then the list of points across the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Final

from qingjian.model.notice import Annex, Cell, Letter, Line, Notice, Table, Tone
from qingjian.sheets.docx_package import FOOTER, package
from qingjian.sheets.docx_parts import Block, Font, Page, field, paragraph, run, section, table

_SONG: Final = "宋体"
_FANGSONG: Final = "仿宋"
_QUIET: Final = "595959"
_HEAD: Final = "E7ECF2"
_UPRIGHT: Final = Page(21.0, 29.7, 2.8, 2.4, 2.6)
_ACROSS: Final = Page(29.7, 21.0, 1.9, 1.8, 2.0)
_TITLE: Final = Font(_SONG, 22, is_bold=True)
_BODY: Final = Font(_FANGSONG, 14)
_SMALL: Final = Font(_FANGSONG, 12)
_HEADING: Final = Font(_SONG, 12, is_bold=True)
_CAPTION: Final = Font(_SONG, 10.5, is_bold=True)
_FOOT: Final = Font(_SONG, 9)
_CELL: Final[Mapping[Tone, Font]] = {
    "plain": Font(_SONG, 10),
    "strong": Font(_SONG, 10, is_bold=True),
    "quiet": Font(_SONG, 9, colour=_QUIET),
    "tiny": Font(_SONG, 5, colour=_QUIET),
}
_LINE: Final = 25
"""Points from line to line."""
_BESIDE: Final = 2.4
"""Centimetres of a caption in the row that is signed."""
_SIGNED_HEIGHT: Final = 1.1


def docx(found: Notice) -> bytes:
    """The document, the same bytes for the same notice."""
    body = "".join((*_letter(found.letter), *_annex(found.annex))) + section(_ACROSS, footer=FOOTER)
    return package(body, footer=_footer(found.page), title=found.letter.title, font=_SONG)


def _letter(letter: Letter) -> Iterator[str]:
    indent = Block("left", first=2 * _BODY.size, line=_LINE)
    yield paragraph(run(letter.title, _TITLE), Block("center", before=12, after=2))
    yield paragraph(run(letter.subtitle, _BODY), Block("center", after=6))
    yield paragraph(run(letter.number, _SMALL), Block("right", after=14))
    yield paragraph(run(letter.to, _BODY), Block(line=_LINE))
    for text in letter.paragraphs:
        yield paragraph(run(text, _BODY), indent)
    yield paragraph(run(letter.enclosed, _BODY), indent._replace(before=14))
    yield paragraph(run(letter.sender, _BODY), Block("right", before=36, line=_LINE, stays=True))
    closing = section(_UPRIGHT, footer=FOOTER)
    yield paragraph(run(letter.issued, _BODY), Block("right", line=_LINE), section=closing)


def _annex(annex: Annex) -> Iterator[str]:
    yield paragraph(run(annex.title, Font(_SONG, 16, is_bold=True)), Block("center", after=2))
    yield paragraph(run(annex.about, _SMALL), Block("center", after=4))
    for one in annex.tables:
        yield paragraph(run(one.heading, _HEADING), Block(before=8, after=4, stays=True))
        yield _table(one)
    yield paragraph(run(annex.signature, _HEADING), Block(before=14, after=4, stays=True))
    yield _signing(annex)
    yield paragraph("", Block(line=1))


def _table(one: Table) -> str:
    head = [paragraph(run(text, _CAPTION), Block("center", before=2, after=2)) for text in one.head]
    rows = [head, *([_cell(cell, at) for at, cell in enumerate(cells)] for cells in one.rows)]
    width = _ACROSS.width - 2 * _ACROSS.side
    widths = [width * share / sum(one.widths) for share in one.widths]
    return table(rows, widths, heads=1, shade=_HEAD, least=1.1 if one.is_answered else 0)


def _cell(cell: Cell, column: int) -> str:
    lines: Cell = cell or (Line(""),)
    block = Block("center" if column == 0 else "left")
    return "".join(paragraph(run(line.text, _CELL[line.tone]), block) for line in lines)


def _signing(annex: Annex) -> str:
    cells: list[str] = []
    widths: list[float] = []
    rest = _ACROSS.width - 2 * _ACROSS.side - _BESIDE * len(annex.signing)
    for caption, said in annex.signing:
        cells += [paragraph(run(caption, _CAPTION), Block("center")), paragraph(run(said, _CELL["plain"]))]
        widths += [_BESIDE, rest / len(annex.signing)]
    return table([cells], widths, least=_SIGNED_HEIGHT)


def _footer(sentence: str) -> str:
    """第 1 页，共 3 页: its two numbers are fields."""
    runs: list[str] = []
    for text, name, _, _ in Formatter().parse(sentence):
        if text:
            runs.append(run(text, _FOOT))
        if name in {"page", "pages"}:
            runs.append(field("PAGE" if name == "page" else "NUMPAGES", _FOOT))
    return paragraph("".join(runs), Block("center"))
