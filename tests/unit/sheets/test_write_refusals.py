"""Files that are left alone, and the sentences that say so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from qingjian.errors import CannotWrite
from qingjian.resources import schemas
from qingjian.sheets import atomic
from qingjian.sheets.annotate import ResultTable, annotate, clear
from qingjian.sheets.edit import CellEdit, fill_cells
from support.bare_package import R, package, part, rels, with_parts, worksheet

WRITERS: list[Callable[[bytes], bytes]] = [
    lambda data: fill_cells(data, [CellEdit("表", 1, 1, Decimal(1))]),
    lambda data: annotate(data, [], ResultTable("t", (), ())),
    clear,
]
PLAIN = package(worksheet(""))


def signed() -> bytes:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    arrows = {
        "rId1": (f"{R}/officeDocument", "xl/workbook.xml"),
        "rId2": (kind, "_xmlsignatures/origin.sigs"),
    }
    return with_parts(PLAIN, {"_rels/.rels": rels(arrows), "_xmlsignatures/origin.sigs": ""})


def shared() -> bytes:
    text = part(PLAIN, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="r9" Type="{R}/revisionHeaders" Target="h.xml"/></Relationships>',
    )
    return with_parts(PLAIN, {"xl/_rels/workbook.xml.rels": text, "xl/h.xml": "<h/>"})


def binary() -> bytes:
    types = part(PLAIN, "[Content_Types].xml").replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    )
    return with_parts(PLAIN, {"[Content_Types].xml": types})


def locked() -> bytes:
    """An entry that says it is encrypted, in both of its headers."""
    data = bytearray(PLAIN)
    for found in re.finditer(rb"PK\x03\x04|PK\x01\x02", PLAIN):
        data[found.start() + (6 if found.group() == b"PK\x03\x04" else 8)] |= 1
    return bytes(data)


@pytest.mark.parametrize("write", WRITERS, ids=["fill", "annotate", "clear"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-xlsx"),
        (b"%PDF-1.7", "not-xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not-xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (locked(), "encrypted"),
        (PLAIN[:-30], "unreadable"),
        (with_parts(PLAIN, {"XL/workbook.xml": "<x/>"}), "unreadable"),
        (with_parts(PLAIN, {"_rels/.rels": rels({})}), "not-xlsx"),
        (with_parts(PLAIN, {"xl/workbook.xml": "<html/>"}), "not-xlsx"),
        (binary(), "not-xlsx"),
        (signed(), "signed"),
        (shared(), "shared"),
        (
            with_parts(PLAIN, {"xl/workbook.xml": part(PLAIN, "xl/workbook.xml").encode("utf-16")}),
            "other-encoding",
        ),
        (with_parts(PLAIN, {"xl/workbook.xml": "<!DOCTYPE w><w/>"}), "damaged-part"),
    ],
)
def test_files_that_get_the_report_only(write: Callable[[bytes], bytes], data: bytes, code: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        write(data)
    assert caught.value.code == code


def test_a_sheet_part_in_utf_16_is_left_alone() -> None:
    data = with_parts(PLAIN, {"xl/worksheets/sheet1.xml": worksheet("").encode("utf-16")})
    with pytest.raises(CannotWrite) as caught:
        WRITERS[0](data)
    assert (caught.value.code, caught.value.detail) == ("other-encoding", "xl/worksheets/sheet1.xml")


def test_every_refusal_has_its_sentences_and_no_sentence_is_idle() -> None:
    texts = json.loads((schemas() / "write-refusals.json").read_text(encoding="utf-8"))
    sources = [path.read_text(encoding="utf-8") for path in sorted(_sheets().glob("*.py"))]
    raised = {code for text in sources for code in re.findall(r'CannotWrite\(\s*"([a-z-]+)"', text)}
    raised |= set(atomic.CODES.values()) | {"cannot-save", "encrypted"}
    assert raised == set(texts)
    for code, sentence in texts.items():
        assert set(sentence) == {"zh", "en"}, code
        fields = [set(re.findall(r"\{(\w+)\}", text)) for text in sentence.values()]
        assert fields[0] == fields[1] <= {"detail"}, code
        assert sentence["zh"].endswith("。")


def _sheets() -> Path:

    return Path(atomic.__file__).parent
