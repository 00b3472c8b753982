"""Pieces of WordprocessingML, each escaped when it is made: runs, paragraphs, tables, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from qingjian.named_tuple import NamedTuple
from qingjian.sheets.escape import markup

Align = Literal["left", "center", "right", "both"]
TWIPS: Final = 567
"""Twentieths of a point in a centimetre."""


class Font(NamedTuple):
    """How a run looks. `size` in points."""

    name: str
    size: float
    is_bold: bool = False
    colour: str = ""


class Block(NamedTuple):
    """How a paragraph stands. Distances in points."""

    align: Align = "left"
    first: float = 0
    """Indent of the first line."""
    before: float = 0
    after: float = 0
    line: float = 0
    """Exact height of a line; 0 for what the font needs."""
    stays: bool = False
    """On the page of what follows."""
    breaks: bool = False
    """On a new page."""


class Page(NamedTuple):
    """A section. Lengths in centimetres: width and height of the paper, margins."""

    width: float
    height: float
    top: float
    bottom: float
    side: float


_PLAIN: Final = Block()
_MARGINS: Final = (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))
"""Of a cell, in twentieths of a point."""


def run(text: str, font: Font) -> str:
    """Text in one look. Chinese and Latin letters name their fonts apart in Word; here they are one."""
    return f'<w:r>{_look(font)}<w:t xml:space="preserve">{markup(text)}</w:t></w:r>'


def field(code: str, font: Font) -> str:
    """A number that Word keeps up to date: PAGE, NUMPAGES."""
    pieces = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{markup(code)}</w:instrText>")
    shown = ('<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{_look(font)}{piece}</w:r>" for piece in (*pieces, *shown))


def paragraph(runs: str, block: Block = _PLAIN, *, section: str = "") -> str:
    """Runs in a paragraph; `section` ends a section with it."""
    spacing = f'<w:spacing w:before="{_twentieths(block.before)}" w:after="{_twentieths(block.after)}"'
    if block.line:
        spacing += f' w:line="{_twentieths(block.line)}" w:lineRule="exact"'
    properties = (
        ("<w:keepNext/>" if block.stays else "")
        + ("<w:pageBreakBefore/>" if block.breaks else "")
        + f"{spacing}/>"
        + (f'<w:ind w:firstLine="{_twentieths(block.first)}"/>' if block.first else "")
        + f'<w:jc w:val="{block.align}"/>'
        + section
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    heads: int = 0,
    shade: str = "",
    least: float = 0,
) -> str:
    """Cells of paragraphs. The first `heads` rows come again on every page; no row is torn by a page's end.
    Widths and the least height of a row in centimetres."""
    grid = "".join(f'<w:gridCol w:w="{_width(one)}"/>' for one in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in _MARGINS)
    properties = (
        f'<w:tblPr><w:tblW w:w="{_width(sum(widths))}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )
    inside = "".join(
        _row(cells, widths, is_head=at < heads, shade=shade, least=least) for at, cells in enumerate(rows)
    )
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def section(page: Page, *, footer: str) -> str:
    """The paper of all that stands before it; `footer` is the id of a relation."""
    is_wide = page.width > page.height
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{markup(footer)}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{_width(page.width)}" w:h="{_width(page.height)}"'
        f"{' w:orient=' + chr(34) + 'landscape' + chr(34) if is_wide else ''}/>"
        f'<w:pgMar w:top="{_width(page.top)}" w:right="{_width(page.side)}" w:bottom="{_width(page.bottom)}" '
        f'w:left="{_width(page.side)}" w:header="851" w:footer="851" w:gutter="0"/></w:sectPr>'
    )


def _row(cells: Iterable[str], widths: Sequence[float], *, is_head: bool, shade: str, least: float) -> str:
    properties = "<w:cantSplit/>"
    if least and not is_head:
        properties += f'<w:trHeight w:val="{_width(least)}" w:hRule="atLeast"/>'
    if is_head:
        properties += "<w:tblHeader/>"
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{markup(shade)}"/>' if is_head and shade else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{_width(width)}" w:type="dxa"/>{fill}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _look(font: Font) -> str:
    name = markup(font.name)
    half = round(font.size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
        + ("<w:b/>" if font.is_bold else "")
        + (f'<w:color w:val="{markup(font.colour)}"/>' if font.colour else "")
        + f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )


def _twentieths(points: float) -> int:
    return round(points * 20)


def _width(centimetres: float) -> int:
    return round(centimetres * TWIPS)
