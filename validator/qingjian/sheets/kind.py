"""What a file is, judged by its content; its name only says what it claims to be."""

from __future__ import annotations

from typing import Final, Literal

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets.compound import SIGNATURE, Compound
from qingjian.sheets.container import Container

FileKind = Literal[
    "xlsx",
    "xlsb",
    "xls",
    "ods",
    "docx",
    "doc",
    "ofd",
    "zip",
    "archive",
    "pdf",
    "image",
    "html",
    "mhtml",
    "mail",
    "xml-2003",
    "text",
    "encrypted",
    "lock",
    "empty",
    "unknown",
]
_CLAIMS: Final = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett", ".ods", ".ots", ".xlsb"}
)
"""Extensions that promise a workbook; .csv is none, but nothing else is sent under it."""
_DATA: Final = frozenset({".csv", ".tsv"})
_ATTACHED: Final[frozenset[FileKind]] = frozenset(
    {"pdf", "image", "doc", "ofd", "text", "html", "mhtml", "mail", "archive", "unknown"}
)
_REFUSALS: Final[dict[FileKind, tuple[str, str]]] = {
    "empty": ("empty-file", ""),
    "lock": ("lock-file", ""),
    "encrypted": ("encrypted", ""),
    "html": ("html", ""),
    "mhtml": ("mhtml", ""),
    "mail": ("not-a-workbook", "eml"),
    "xml-2003": ("xml-2003", ""),
    "text": ("text", ""),
    "pdf": ("pdf", ""),
    "ofd": ("not-a-workbook", "OFD"),
    "doc": ("word", ""),
    "image": ("image", ""),
    "zip": ("archive", ""),
    "archive": ("archive", ""),
    "xlsb": ("xlsb", ""),
    "unknown": ("not-a-workbook", "?"),
}
_BEGINNINGS: Final[tuple[tuple[bytes, FileKind], ...]] = (
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "doc"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_BARE_BIFF: Final = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_WRITER: Final = b"application/vnd.oasis.opendocument.text"
_MAIL: Final = ".eml"
"""Its lines are those of many a text file: only the name tells."""
_OUTLOOK: Final = "__properties_version1.0"
_LOOKED_AT: Final = 4_096
_LOCK_BYTES: Final = 165


def sniff(data: bytes, name: str = "") -> FileKind:
    """The kind of a file. Damaged workbooks keep their kind: their reader knows best what is wrong."""
    if _is_lock(data, name):
        return "lock"
    if not data:
        return "empty"
    if name.lower().endswith(_MAIL):
        return "mail"
    if data[:4] == b"PK\3\4":
        return _packed(data)
    if data[:8] == SIGNATURE:
        return _compound(data)
    if data[:4] in _BARE_BIFF:
        return "xls"
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning) and not (beginning == b"BM" and data[6:10] != b"\0\0\0\0"):
            return kind
    if data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        return "image"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _written(data[:_LOOKED_AT])


def is_attachment(kind: FileKind, name: str) -> bool:
    """Whether the file accompanies a form: no workbook, and not named like one."""
    suffix = _suffix(name)
    return kind in _ATTACHED and suffix not in _CLAIMS and suffix not in _DATA


def refusal(kind: FileKind) -> UnreadableWorkbook:
    """Why a file of this kind is not read."""
    return UnreadableWorkbook(*_REFUSALS[kind])


def _suffix(name: str) -> str:
    """As `pathlib` has it, which the check of a workbook does without (see resources)."""
    stem, dot, end = name.rpartition("/")[2].rpartition(".")
    return f"{dot}{end}".lower() if stem else ""


def _is_lock(data: bytes, name: str) -> bool:
    own = name.replace("\\", "/").rpartition("/")[2]
    if own.startswith(("~$", ".~lock.")):
        return True
    return len(data) == _LOCK_BYTES and data[0] <= 54 and data[1 + data[0] : 55].strip(b" \0") == b""


def _packed(data: bytes) -> FileKind:
    try:
        container = Container(data)
        names = {name.lower().lstrip("/") for name in container.names}
        mimetype = container.read("mimetype") if "mimetype" in names else b""
    except UnreadableWorkbook as reason:
        if reason.code == "encrypted":
            return "encrypted"
        return (
            "xlsx"
            if b"xl/" in data or b"[Content_Types].xml" in data
            else "ods"
            if b"content.xml" in data
            else "zip"
        )
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[content_types].xml" in names and any(name.startswith("word/") for name in names):
        return "xlsx" if any(name.startswith("xl/") for name in names) else "docx"
    if "ofd.xml" in names:
        return "ofd"
    if "[content_types].xml" in names or "_rels/.rels" in names:
        return "xlsx"
    if "content.xml" in names:
        return "doc" if mimetype.startswith(_WRITER) else "ods"
    return "zip"


def _compound(data: bytes) -> FileKind:
    try:
        streams = Compound(data)
    except UnreadableWorkbook:
        return "xls"
    if "EncryptedPackage" in streams:
        return "encrypted"
    if _OUTLOOK in streams:
        return "mail"
    return "doc" if "WordDocument" in streams else "xls"


def _written(data: bytes) -> FileKind:
    text = data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if text.startswith(b"mime-version:") or b"\nmime-version:" in text:
        return "mhtml"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text and text.startswith(b"<?xml"):
        return "xml-2003"
    if text.startswith(b"<") and any(
        tag in text for tag in (b"<html", b"<table", b"<!doctype html", b"<meta", b"<body")
    ):
        return "html"
    return "text" if _is_text(data) else "unknown"


def _is_text(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    if data.translate(None, bytes(set(range(32)) - {9, 10, 12, 13})) != data:
        return False
    whole = data[: data.rfind(b"\n") + 1] or data  # the last character may be cut in two
    for encoding in ("utf-8", "gb18030"):
        try:
            whole.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
