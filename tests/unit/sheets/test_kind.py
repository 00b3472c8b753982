"""What a file is, by content; what it claims to be, by name."""

from __future__ import annotations

import io

import openpyxl
import pytest

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets.kind import FileKind, is_attachment, refusal, sniff
from qingjian.sheets.read import read
from support.bare_package import parts, zipped
from support.xlsx_reading import book

_XLSX = book("")
_ODS = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
_DOCX = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
_LOCK = b"\x04Anna" + b"\0" * 50 + b" " * 110


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (_XLSX, "表.pdf", "xlsx"),
        (_XLSX[:-40], "表.xlsx", "xlsx"),
        (zipped(dict(reversed(parts(_XLSX).items()))), "", "xlsx"),
        (_ODS, "a.xlsx", "ods"),
        (_DOCX, "函.docx", "docx"),
        (zipped({"[Content_Types].xml": "<x/>", "word/document2.xml": "<x/>"}), "函.docx", "docx"),
        (zipped({"OFD.xml": "<x/>"}), "盖章.ofd", "ofd"),
        (zipped({"表.xlsx": _XLSX}), "材料.zip", "zip"),
        (b"%PDF-1.4", "表.xlsx", "pdf"),
        (b"\r\n%PDF-1.4", "a.pdf", "pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpg", "image"),
        (b"BM\x36\0\0\0\0\0\0\0", "a.bmp", "image"),
        (b"BMW", "a.txt", "text"),
        (b"{\\rtf1", "a.doc", "doc"),
        (b"\x09\x08\x10\x00\x00\x06", "a.xls", "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "xls"),
        (b"", "a.xlsx", "empty"),
        (_LOCK, "anything", "lock"),
        (_XLSX, "~$表.xlsx", "lock"),
        (b",Anna,pc,", "/x/.~lock.a.ods#", "lock"),
        ("企业,1\n".encode("gb18030"), "a.csv", "text"),
        ("\ufeff企业,1\n".encode(), "a.csv", "text"),
        (b"\0\1\2\3", "a", "unknown"),
    ],
)
def test_kind(data: bytes, name: str, kind: FileKind) -> None:
    assert sniff(data, name) == kind


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("pdf", "总结表（盖章）.pdf", True),
        ("pdf", "总结表.xlsx", False),
        ("docx", "总结.docx", False),
        ("doc", "函.DOC", True),
        ("image", "照片.jpg", True),
        ("image", "照片.xls", False),
        ("text", "说明.txt", True),
        ("text", "表.csv", False),
        ("xlsx", "表.pdf", False),
        ("encrypted", "表.docx", False),
        ("zip", "材料.zip", False),
    ],
)
def test_attachments_accompany_forms_and_claim_nothing(kind: FileKind, name: str, expected: bool) -> None:  # noqa: FBT001
    assert is_attachment(kind, name) is expected


def test_every_kind_is_read_or_refused() -> None:
    kinds: tuple[FileKind, ...] = FileKind.__args__  # type: ignore[attr-defined]  # typing has no public way to list a Literal
    readable = {"xlsx", "xls", "ods", "docx"}
    assert {refusal(kind).code for kind in kinds if kind not in readable} <= {
        *(
            "empty-file",
            "lock-file",
            "encrypted",
            "html",
            "mhtml",
            "xml-2003",
            "text",
            "pdf",
            "word",
            "image",
        ),
        *("archive", "xlsb", "not-a-workbook"),
    }


def test_dispatch_by_content() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)

    assert read(out.getvalue(), "假的.pdf").format == "xlsx"
    for data in (_ODS, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(UnreadableWorkbook):
            read(data, "a.xlsx")
