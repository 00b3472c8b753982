"""A workbook with everything that careless writers lose: chart, picture, macro, comments, dropdown, printer …"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from xlsxwriter.workbook import Workbook

PRINTER = "xl/printerSettings/printerSettings1.bin"
UNKNOWN = "customXml/item1.xml"


def rich_workbook() -> bytes:
    """Two visible sheets and a hidden code list; 表2-2 has a formula in F8 and blank cells below."""
    out = io.BytesIO()
    book: Any = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表2-2")
    other = book.add_worksheet("情况'说明 甲")
    codes = book.add_worksheet("代码")
    codes.hide()
    codes.write_column("A1", ["是", "否", "不涉及"])
    blue = book.add_format({"bg_color": "#DDEBF7", "border": 1, "num_format": "0.00"})
    theme = book.add_format({"bold": True, "text_wrap": True})
    sheet.merge_range("A1:F1", "中/高费方案实施情况", theme)
    sheet.write_row("A3", ["序号", "企业名称", "方案", "电", "煤", "碳"], theme)
    for row in range(4, 8):
        sheet.write_row(row - 1, 0, [row - 3, f"企业{row}", "方案", row * 1.5, row], blue)
        sheet.write_formula(
            f"F{row}", f"=ROUND(D{row}*0.6+E{row}*2.7725,3)", blue, round(row * 0.9 + row * 2.7725, 3)
        )
    sheet.write_formula("F8", "=SUM(F4:F7)", blue, 0)
    for col in range(5):
        sheet.write_blank(7, col, None, blue)
    sheet.write_comment("B5", "老王：这家已核对", {"author": "老王"})
    sheet.write_comment("D6", "电表读数", {"author": "小李"})
    sheet.data_validation("C4:C30", {"validate": "list", "source": "=代码!$A$1:$A$3"})
    sheet.conditional_format("D4:E7", {"type": "cell", "criteria": "<", "value": 0, "format": theme})
    sheet.set_column("B:B", 30, blue)
    sheet.set_row(11, 30, blue)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='表2-2'!$D$4:$D$7"})
    sheet.insert_chart("H2", chart)
    sheet.insert_image("H20", "dot.png", {"image_data": io.BytesIO(_dot())})
    sheet.autofilter("A3:F7")
    sheet.protect("", {"insert_rows": True})
    other.write("A1", "说明", theme)
    other.write_url("A2", "https://example.org/")
    book.define_name("单位", "='表2-2'!$B$4")
    book.define_name("代码!局部", "=代码!$A$1")
    book.add_vba_project(io.BytesIO(_macro()), is_stream=True)
    book.close()
    return _with_extras(out.getvalue())


def _with_extras(data: bytes) -> bytes:
    """What XlsxWriter cannot write: printer settings, a calculation chain, a part nobody knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _edited(name, old.read(name).decode("latin-1")).encode("latin-1"))
        new.writestr(PRINTER, b"\x00\x01printer" * 40, zipfile.ZIP_STORED)
        new.writestr("xl/calcChain.xml", _chain())
        new.writestr(UNKNOWN, "<x:unknown xmlns:x='urn:x'>未知</x:unknown>")
    return out.getvalue()


def _edited(name: str, text: str) -> str:
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    if name == "[Content_Types].xml":
        return text.replace(
            "</Types>",
            f'<Override PartName="/{PRINTER}" ContentType="{sheet}.printerSettings"/>'
            f'<Override PartName="/xl/calcChain.xml" ContentType="{sheet}.calcChain+xml"/></Types>',
        )
    arrows = {
        "xl/_rels/workbook.xml.rels": f'Type="{main}/calcChain" Target="calcChain.xml"',
        "xl/worksheets/_rels/sheet1.xml.rels": f'Type="{main}/printerSettings" Target="../printerSettings/printerSettings1.bin"',
        "_rels/.rels": f'Type="{main}/customXml" Target="{UNKNOWN}"',
    }
    if name in arrows:
        return text.replace("</Relationships>", f'<Relationship Id="rIdX9" {arrows[name]}/></Relationships>')
    if name == "xl/worksheets/sheet1.xml":
        return text.replace(
            "<drawing ", '<pageSetup paperSize="9" orientation="landscape" r:id="rIdX9"/><drawing '
        )
    return text


def _chain() -> str:
    cells = "".join(f'<c r="F{row}" i="1"/>' for row in range(4, 9))
    return f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{cells}</calcChain>'


def _macro() -> bytes:
    """Not a real project; nothing here ever opens it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"VBA" * 400


def _dot() -> bytes:
    """A red pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
