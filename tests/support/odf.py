"""Small .ods files made by hand: the XML of sheets, rows and cells, and the package around them."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import quoteattr

from qingjian.model.grid import Cell, Grid
from qingjian.sheets.ods import read_ods

_URN: Final = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES: Final = " ".join(
    [
        *(
            f'xmlns:{prefix}="{_URN}{name}:1.0"'
            for prefix, name in {
                "office": "office",
                "table": "table",
                "text": "text",
                "style": "style",
                "number": "datastyle",
                "meta": "meta",
                "draw": "drawing",
            }.items()
        ),
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )


def package(content_xml: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content_xml)
        for name, text in parts.items():
            archive.writestr({"manifest": "META-INF/manifest.xml"}.get(name, f"{name}.xml"), text)
    return buffer.getvalue()


def sheet(rows: str, *, name: str = "表2-2", style: str = "", before: str = "") -> str:
    used = f" table:style-name={quoteattr(style)}" if style else ""
    return f"<table:table table:name={quoteattr(name)}{used}>{before}{rows}</table:table>"


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def read_rows(rows: str, styles: str = "", before: str = "") -> Grid:
    return read_ods(package(content(sheet(rows, before=before), styles)))


def cell(attributes: str, inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def number(value: object, attributes: str = "") -> str:
    return cell(f'office:value-type="float" office:value="{value}" {attributes}')


def read_cell(cell: str, styles: str = "") -> Cell | None:
    return read_rows(row(cell), styles).sheets[0].cell(1, 1)
