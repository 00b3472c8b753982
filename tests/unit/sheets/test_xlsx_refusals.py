"""Every refusal can be provoked, is a sentence in both languages, and is the only thing bad bytes can raise."""

from __future__ import annotations

import io
import json
import re
import struct
import time
import zipfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Grid, letters
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.read import read
from support.bare_package import MAIN, R, package, parts, rels, with_parts, worksheet, zipped
from support.xlsx_reading import DECLARATION, book, careful, outcome

_SHEET = "xl/worksheets/sheet1.xml"
_BOOK = "xl/workbook.xml"
_GOOD = book(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12.5</v></c></row><row r="2"><c r="B2"><f>B1*2</f><v>25</v></c></row>',
    strings=("企业",),
)


def row(content: str) -> bytes:
    return book(f'<row r="1">{content}</row>', strings=("企业",))


def sheet(text: str | bytes) -> bytes:
    return with_parts(_GOOD, {_SHEET: text})


def tabs(*names: str, relation: str = "rId1") -> bytes:
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="{relation}"/>' for i, name in enumerate(names, 1)
    )
    return with_parts(
        _GOOD, {_BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>'}
    )


def field(offset: int, value: int, *, size: str = "<H", name: str = _SHEET, data: bytes = _GOOD) -> bytes:
    """A number in the directory's entry of a part."""
    at = data.index(b"PK\1\2")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\1\2", at + 4)
    at += offset
    return data[:at] + struct.pack(size, value) + data[at + struct.calcsize(size) :]


def deep() -> str:
    return worksheet("", after="<a>" * 80 + "</a>" * 80)


CASES: dict[str, list[tuple[bytes, str]]] = {
    "empty-file": [(b"", "a.xlsx")],
    "lock-file": [(b"\x05Maria" + b" " * 159, "~$表.xlsx")],
    "html": [
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls"),
        (b"\xef\xbb\xbf <!DOCTYPE html><meta>", "a.xlsx"),
    ],
    "mhtml": [(b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.xls")],
    "xml-2003": [
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls")
    ],
    "text": [("企业,吨\n甲,1\n".encode("gbk"), "a.csv"), ("企业\t吨\n".encode("utf-16"), "a.xlsx")],
    "pdf": [(b"%PDF-1.7\n...", "a.xlsx")],
    "word": [
        (b"{\\rtf1", "a.xlsx"),
        (
            zipped(
                {
                    "[Content_Types].xml": "x",
                    "xl/styles.xml": "x",
                    "_rels/.rels": rels({"rId1": (f"{R}/officeDocument", "word/document.xml")}),
                    "word/document.xml": "x",
                }
            ),
            "a.xlsx",
        ),
    ],
    "image": [(b"\x89PNG\r\n\x1a\n", "a.xlsx")],
    "archive": [
        (zipped({"a.txt": "x"}), "a.xlsx"),
        (b"Rar!\x1a\x07", "a.xlsx"),
        (zipped({"[Content_Types].xml": "x"}), "a"),
    ],
    "xlsb": [(zipped({"[Content_Types].xml": "x", "xl/workbook.bin": "x"}), "a.xlsx")],
    "not-a-workbook": [(b"\x00\x01\x02\x03\xff", "a.xlsx"), (with_parts(_GOOD, {_BOOK: "<x/>"}), "a.xlsx")],
    "truncated": [(_GOOD[: len(_GOOD) // 2], "a.xlsx"), (_GOOD[:-30], "a.xlsx")],
    "encrypted": [(field(8, 1), "a.xlsx")],
    "unsupported-compression": [(field(10, 12), "a.xlsx")],
    "name-mismatch": [(_GOOD.replace(b"xl/styles.xml", b"xl/stylez.xml", 1), "a.xlsx")],
    "overlapping-parts": [(field(20, 600, size="<L", name="[Content_Types].xml"), "a.xlsx")],
    "bad-checksum": [(field(16, 1, size="<L"), "a.xlsx"), (field(24, 3, size="<L"), "a.xlsx")],
    "missing-part": [
        (zipped({k: v for k, v in parts(_GOOD).items() if k != _SHEET}), "a.xlsx"),
        (tabs("表", relation="rId9"), "a.xlsx"),
    ],
    "external-part": [
        (
            with_parts(
                _GOOD,
                {
                    "xl/_rels/workbook.xml.rels": rels(
                        {"rId1": (f"{R}/worksheet", 'x.xml" TargetMode="External')}
                    )
                },
            ),
            "a",
        ),
    ],
    "xml-doctype": [(sheet('<!DOCTYPE x [<!ENTITY a "b">]>' + worksheet("")), "a.xlsx")],
    "xml-depth": [(sheet(deep()), "a.xlsx")],
    "xml-damaged": [
        (sheet("<worksheet"), "a"),
        (sheet(worksheet("")[:-3]), "a"),
        (sheet(worksheet('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>')), "a"),
        (sheet(worksheet('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>')), "a"),
        (sheet(f"<!--{'x' * (5 << 20)}-->" + worksheet("")), "a"),
    ],
    "xml-encoding": [
        (sheet(DECLARATION.replace("UTF-8", "rot13") + worksheet("")), "a"),
        (sheet(DECLARATION.replace("UTF-8", "GBK").encode() + worksheet("").encode() + b"\xff\xff"), "a"),
    ],
    "no-sheets": [(tabs(), "a.xlsx")],
    "too-many-sheets": [(tabs(*(f"表{i}" for i in range(513))), "a.xlsx")],
    "duplicate-sheet-name": [(tabs("表A", "表a"), "a.xlsx")],
    "not-a-sheet": [(sheet("<x/>"), "a.xlsx"), (sheet(worksheet("", after="<sheetData/>")), "a.xlsx")],
    "bad-address": [
        (row('<c r="XFE1"><v>1</v></c>'), "a"),
        (row('<c r="A2"><v>1</v></c>'), "a"),
        (row('<c r="1A"><v>1</v></c>'), "a"),
        (book('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "a"),
        (book('<row r="0"/>'), "a"),
        (row('<c r="XFD1"><v>1</v></c><c><v>1</v></c>'), "a"),
    ],
    "duplicate-cell": [
        (row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), "a"),
        (row('<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c><c><v>2</v></c>'), "a"),
        (row('<c r="A1"><v>1</v><v>2</v></c>'), "a"),
    ],
    "duplicate-row": [(book('<row r="1"><c r="A1"><v>1</v></c></row>' * 2), "a")],
    "bad-string-index": [
        (row(f'<c r="A1" t="s"><v>{text}</v></c>'), "a") for text in ("1", "-1", "1.0", "x", "٠")
    ],
    "bad-number": [
        (row(f'<c r="A1"><v>{text}</v></c>'), "a")
        for text in (
            "NaN",
            "INF",
            "1e999",
            "1_000",
            "٣",
            "0x10",
            "1,5",
            "+5",
            "--1",
            "９",
            "1.8e308",
            "9" * 400,
        )
    ],
    "bad-boolean": [(row('<c r="A1" t="b"><v>2</v></c>'), "a")],
    "bad-date": [
        (row(f'<c r="A1" t="d"><v>{text}</v></c>'), "a") for text in ("gestern", "2024-99-01", "T", "Z")
    ],
    "bad-cell-type": [
        (row('<c r="A1" t="zz"><v>2</v></c>'), "a"),
        (row('<c r="A1" t="inlineStr"><v>2</v></c>'), "a"),
        (row('<c r="A1"><is><t>2</t></is></c>'), "a"),
    ],
    "text-too-long": [
        (row(f'<c r="A1" t="inlineStr"><is><t>{"长" * 32_768}</t></is></c>'), "a"),
        (book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=("x" * 32_768,)), "a"),
    ],
    "formula-too-long": [(row(f'<c r="A1"><f>{"1+" * 4_097}1</f><v>1</v></c>'), "a")],
    "too-many-parts": [(zipped({f"p{i}": "" for i in range(5_001)} | {"[Content_Types].xml": ""}), "a.xlsx")],
}


@pytest.mark.parametrize("code", CASES)
def test_refusal_is_named_and_says_what_to_do(code: str) -> None:
    sentences = json.loads((schemas() / "refusals.json").read_text("utf-8"))[code]
    for data, name in CASES[code]:
        with pytest.raises(UnreadableWorkbook) as refused:
            read(data, name)
        assert refused.value.code == code
        for sentence in (sentences["zh"], sentences["en"]):
            assert "{detail}" not in sentence or refused.value.detail, refused.value


def test_a_part_twice_in_any_case_is_refused() -> None:
    twice = with_parts(_GOOD, {"xl/Theme.xml": "<a/>", "XL/theme.XML": "<b/>"})

    assert outcome(twice).refusal == ("duplicate-part", "XL/theme.XML")


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("FILE_BYTES", 100, "too-big"),
        ("PART_BYTES", 100, "part-too-big"),
        ("TOTAL_BYTES", 1_000, "inflates-too-big"),
        ("CELLS", 2, "too-many-cells"),
        ("NAMED_ITEMS", 1, "too-many-items"),
    ],
)
def test_limits_hold(limit: str, value: int, code: str) -> None:
    with patch.object(guard, limit, value):
        refusal = outcome(_GOOD).refusal
    assert refusal is not None
    assert refusal[0] == code


def test_every_code_the_readers_name_has_its_sentence() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(guard.__file__).parent.glob("*.py"))
    refusals = json.loads((schemas() / "refusals.json").read_text("utf-8"))
    oddities = json.loads((schemas() / "oddities.json").read_text("utf-8"))

    assert set(re.findall(r'UnreadableWorkbook\(\s*"([a-z0-9-]+)"', source)) <= set(refusals)
    assert set(re.findall(r'(?:Oddity|\.say)\(\s*"([a-z0-9-]+)"', source)) <= set(oddities)
    assert all(set(entry) == {"severity", "zh", "en"} for entry in oddities.values())


def test_a_refusal_names_the_cell() -> None:
    assert outcome(row('<c r="A1"><v>1</v></c><c r="C1"><v>NaN</v></c>')).refusal == (
        "bad-number",
        "表!C1: NaN",
    )
    assert outcome(row('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>')).refusal == ("duplicate-cell", "表!B1")


@given(st.data())
def test_mutated_bytes_raise_nothing_else(data: st.DataObject) -> None:
    mutant = bytearray(_GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutant) - 1))
        mutant[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    _only_unreadable(bytes(mutant), "a.xlsx")


@given(st.sampled_from(sorted(parts(_GOOD))), st.data())
def test_mutated_parts_raise_nothing_else(part: str, data: st.DataObject) -> None:
    mutant = bytearray(parts(_GOOD)[part])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutant) - 1))
        new = data.draw(st.sampled_from((b"", b"<", b"x", b'"', b"9", b"\xff", b"&", b"../", b"rId7")))
        mutant[at : at + data.draw(st.integers(0, 9))] = new
    _only_unreadable(with_parts(_GOOD, {part: bytes(mutant)}), "a.xlsx")


@given(st.binary(max_size=300), st.sampled_from(("a.xlsx", "b.pdf", "~$a.xlsx", "")))
def test_arbitrary_bytes_raise_nothing_else(data: bytes, name: str) -> None:
    _only_unreadable(data, name)
    _only_unreadable(b"PK\3\4" + data, name)


def _only_unreadable(data: bytes, name: str) -> None:
    codes = json.loads((schemas() / "refusals.json").read_text("utf-8"))
    try:
        assert isinstance(read(data, name), Grid)
    except UnreadableWorkbook as refused:
        assert refused.code in codes  # noqa: PT017  # any of them will do


def _seconds(data: bytes) -> float:
    start = time.process_time()
    outcome(data)
    return time.process_time() - start


def test_honest_giants_cost_next_to_nothing() -> None:
    """One space in XFD1, a stray corner cell, whole rows and a hundred thousand rows formatted: nothing to read."""
    far = row('<c r="A1"><v>1</v></c><c r="XFD1" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>')
    corner = book(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    formatted = book(
        "".join(f'<row r="{n}" s="3" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(1, 100_001))
    )
    wide = row(
        '<c r="A1"><v>1</v></c>' + "".join(f'<c r="{letters(col)}1" s="1"/>' for col in range(2, 16_385))
    )
    areas = package(
        worksheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            before='<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="1"/></cols>',
            after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        )
    )
    for data in (far, corner, formatted, wide, areas):
        assert _seconds(data) < 0.7
        assert outcome(data).refusal is None


def test_bombs_are_refused_before_they_burst() -> None:
    liar = field(24, 1_000, size="<L", data=sheet(b" " * (8 << 20)))
    assert outcome(liar).refusal == ("bad-checksum", _SHEET)
    honest = with_parts(_GOOD, {"xl/styles.xml": b" " * (40 << 20)})
    assert _seconds(honest) < 0.2
    assert outcome(honest).refusal == ("part-too-big", "xl/styles.xml")


def test_the_careful_scanner_survives_the_same_files() -> None:
    for cases in CASES.values():
        for data, _ in cases:
            if data[:4] == b"PK\3\4":
                assert careful(data) == outcome(data)


def test_zip64_and_comment_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = b"PK " * 20
        for name, part in parts(_GOOD).items():
            with file.open(name, "w", force_zip64=True) as entry:
                entry.write(part)
    assert outcome(out.getvalue()) == outcome(_GOOD)
