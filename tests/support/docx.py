"""Word documents for tests: written as Word writes them, from parts or from the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from qingjian.model.grid import Area, Cell, Sheet
from support.bare_package import zipped

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
_PAGE: Final = 9000
"""Twentieths of a point that the columns of a table share."""


def document(
    body: str, *, namespace: str = TRANSITIONAL, more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A .docx with this body."""
    whole = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{namespace}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<w:body>{body}<w:sectPr><w:pgSz w:w='16838'/></w:sectPr></w:body></w:document>"
    )
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": whole, **(more or {})}
    )


def run(text: str, properties: str = "") -> str:
    """Running text; tabs and line breaks as Word writes them."""
    pieces: list[str] = []
    for index, line in enumerate(text.split("\n")):
        pieces.append("<w:br/>" if index else "")
        for number, piece in enumerate(line.split("\t")):
            pieces.append("<w:tab/>" if number else "")
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "")
    return f"<w:r><w:rPr>{properties}</w:rPr>{''.join(pieces)}</w:r>"


def paragraph(text: str) -> str:
    """One paragraph, cut into two runs as editing leaves them."""
    half = len(text) // 2
    runs = [run(part) for part in (text[:half], text[half:]) if part]
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{"".join(runs)}</w:p>'


def paragraphs(text: str) -> str:
    """A paragraph for each line."""
    return "".join(map(paragraph, text.split("\n")))


def cell(content: str, properties: str = "") -> str:
    """A cell around paragraphs; text without any becomes one."""
    inside = content if content.startswith("<w:") else paragraphs(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{properties}</w:tcPr>{inside}</w:tc>'


def row(cells: Iterable[str], properties: str = "") -> str:
    """A row of cells, or of texts."""
    inside = "".join(one if one.startswith("<w:") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(rows: Iterable[str | Sequence[str]], widths: Iterable[int] = ()) -> str:
    """A table of rows, or of the texts of each row."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inside = "".join(one if isinstance(one, str) else row(one) for one in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>'


class _At(NamedTuple):
    """A cell as a row of the table needs it: where it ends, and its properties."""

    right: int
    text: str
    merge: str


def as_table(sheet: Sheet, rows: range, width: int) -> str:
    """Some rows of a sheet as a Word table, merged as Word merges."""
    covering = _covering(sheet.merges, rows, width)
    made: list[str] = []
    for number in rows:
        cells: list[str] = []
        col = 1
        while col <= width:
            at = _at(sheet, number, col, covering.get((number, col)))
            span = f'<w:gridSpan w:val="{at.right - col + 1}"/>' if at.right > col else ""
            cells.append(cell(at.text, span + at.merge))
            col = at.right + 1
        made.append(row(cells))
    return table(made, [_PAGE // width] * width)


def _at(sheet: Sheet, number: int, col: int, area: Area | None) -> _At:
    text = said(sheet.cell(number, col))
    if area is None:
        return _At(col, text, "")
    if area.top == area.bottom:
        return _At(area.right, text, "")
    if area.top == number:
        return _At(area.right, text, '<w:vMerge w:val="restart"/>')
    return _At(area.right, "", "<w:vMerge/>")


def _covering(merges: Iterable[Area], rows: range, width: int) -> dict[tuple[int, int], Area]:
    return {
        (number, area.left): area
        for area in merges
        for number in range(area.top, area.bottom + 1)
        if number in rows and area.right <= width
    }


def said(found: Cell | None) -> str:
    """What somebody types who sees the cell."""
    return found.text if found is not None else ""
