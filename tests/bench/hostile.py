"""Files that are made to hurt: small on disk, large, deep or far once they are opened."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bench.contents import packed

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET: Final = "xl/worksheets/sheet1.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_MIB: Final = 1 << 20
_BARE: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    _STRINGS: f'<sst xmlns="{_MAIN}"/>',
}


def hostile(folder: Path) -> list[Path]:
    """One file for each shape."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for name, parts in _shapes():
        path = folder / f"{name}.xlsx"
        encoded = {part: text.encode() if isinstance(text, str) else text for part, text in parts.items()}
        path.write_bytes(packed(encoded))
        paths.append(path)
    return paths


def _shapes() -> list[tuple[str, dict[str, str | bytes]]]:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    formatted = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(1, 1_048_577))
    many = "".join(f'<row r="{row}">{_cells(row)}</row>' for row in range(1, 21_001))
    words = f'<sst xmlns="{_MAIN}">{"<si><t>x</t></si>" * 4_000_000}</sst>'
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return [
        ("stray-far-cell", _with(_rows(far))),
        ("formatted-columns", _with(_rows(formatted))),
        ("too-many-cells", _with(_rows(many))),
        ("zip-bomb", _with(b" " * (300 * _MIB))),
        ("many-strings", {**_with(_rows(far)), _STRINGS: words}),
        ("deep-nesting", _with("<a>" * 1_000_000)),
        ("entities", _with(entities + _rows("&b;"))),
    ]


def _cells(row: int) -> str:
    return "".join(f'<c r="{letter}{row}"><v>1</v></c>' for letter in _LETTERS)


_LETTERS: Final = tuple(
    chr(65 + index // 26 - 1) * (index > 25) + chr(65 + index % 26) for index in range(100)
)


def _with(sheet: str | bytes) -> dict[str, str | bytes]:
    return {**_BARE, _SHEET: sheet}


def _rows(rows: str) -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
