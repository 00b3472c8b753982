"""A workbook written by hand, part by part, for shapes that no library writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES: Final = (
    '<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.6"/><bgColor indexed="64"/></patternFill></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="1" borderId="0" xfId="0" applyFill="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def package(
    sheet: str,
    *,
    strict: bool = False,
    book_rest: str = "",
    sheet_arrows: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
    types: str = "",
    styles: bool = True,
) -> bytes:
    """One worksheet called 表; `sheet_arrows` are kind → part of its relations, `more` further parts."""
    main, relations = (STRICT, STRICT_R) if strict else (MAIN, R)
    override = '<Override PartName="/{}" ContentType="' + _TYPE + '.{}+xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}'
        + override.format("xl/workbook.xml", "sheet.main")
        + override.format("xl/worksheets/sheet1.xml", "worksheet")
        + (override.format("xl/styles.xml", "styles") if styles else "")
        + "</Types>",
        "_rels/.rels": rels({"rId1": (f"{relations}/officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        f'<sheet name="表" sheetId="1" r:id="rId1"/></sheets>{book_rest}</workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            {"rId1": (f"{relations}/worksheet", "worksheets/sheet1.xml")}
            | ({"rId2": (f"{relations}/styles", "styles.xml")} if styles else {})
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles:
        parts["xl/styles.xml"] = STYLES.format(main=main)
    if sheet_arrows:
        arrows = {f"rId{at}": (kind, part) for at, (kind, part) in enumerate(sheet_arrows.items(), 1)}
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels(arrows)
    return zipped(parts | dict(more or {}))


def worksheet(rows: str, *, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A worksheet around rows."""
    return f'<worksheet xmlns="{main}" xmlns:r="{R}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def rels(arrows: Mapping[str, tuple[str, str]]) -> str:
    """A relations part: id → type and target."""
    items = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{to}"/>' for id_, (kind, to) in arrows.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    """One part's text."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def parts(data: bytes) -> dict[str, bytes]:
    """Every part, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_parts(data: bytes, changed: Mapping[str, str | bytes]) -> bytes:
    """The package with some parts replaced or added."""
    return zipped(parts(data) | dict(changed))
