"""Hostile and damaged Word documents: one named refusal, in bounded time, and nothing else."""

from __future__ import annotations

import json
import time
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.api.judge import judge
from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Grid, Oddity
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.docx import read_docx
from qingjian.sheets.read import read
from support.bare_package import parts, zipped
from support.docx import TRANSITIONAL, cell, document, paragraph, row, run, table

_GOOD = document(paragraph("表1") + table([["甲", "1"], ["乙", "2"]], [100, 200]))
_PART = "word/document.xml"


def with_document(xml: str | bytes) -> bytes:
    return zipped({**parts(_GOOD), _PART: xml})


def nested(depth: int) -> str:
    inside = paragraph("底")
    for _ in range(depth):
        inside = table([row([cell(inside)])])
    return inside


CASES = {
    "truncated": _GOOD[: len(_GOOD) // 2],
    "xml-damaged": with_document("<w:document"),
    "xml-doctype": with_document(f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{TRANSITIONAL}"/>'),
    "xml-encoding": with_document('<?xml version="1.0" encoding="utf-7"?><x/>'),
    "xml-depth": document(nested(30)),
    "not-a-workbook": with_document("<html/>"),
    "missing-part": zipped({name: data for name, data in parts(_GOOD).items() if name != _PART} | {"word/x.xml": "x"}),
    "text-too-long": document(table([["字" * 32_768]])),
    "bad-address": document(table([row([cell("甲", '<w:gridSpan w:val="99999"/>')])])),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_refused_by_name(code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refused:
        read(CASES[code], "总结表.docx")
    assert refused.value.code == code
    assert code in json.loads((schemas() / "refusals.json").read_bytes())
    assert judge(CASES[code], "总结表.docx").status == "unreadable"


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("FILE_BYTES", 100, "too-big"),
        ("PART_BYTES", 100, "part-too-big"),
        ("TOTAL_BYTES", 300, "inflates-too-big"),
        ("CELLS", 3, "too-many-cells"),
        ("NAMED_ITEMS", 1, "too-many-items"),
        ("ROW", 2, "bad-address"),
        ("SHEETS", 1, "too-many-sheets"),
    ],
)
def test_limits_hold(limit: str, value: int, code: str) -> None:
    with patch.object(guard, limit, value), pytest.raises(UnreadableWorkbook) as refused:
        read_docx(_GOOD)
    assert refused.value.code == code


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    bomb = with_document(f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>' + " " * (1 << 21))
    assert len(bomb) < 1 << 14
    with patch.object(guard, "PART_BYTES", 1 << 20), pytest.raises(UnreadableWorkbook) as refused:
        read_docx(bomb)
    assert refused.value.code == "part-too-big"


def test_a_million_cells_are_counted_not_kept() -> None:
    many = document(table(["<w:tr>" + "<w:tc/>" * 60 + "</w:tr>"] * 500))
    with patch.object(guard, "CELLS", 20_000), pytest.raises(UnreadableWorkbook) as refused:
        read_docx(many)
    assert refused.value.code == "too-many-cells"


@pytest.mark.parametrize(
    "body",
    [
        "<w:tr><w:tc><w:p/></w:tc></w:tr>",
        "<w:tc>" + run("甲") + "</w:tc>",
        "<w:tbl>" + paragraph("甲") + "</w:tbl>",
        '<w:tbl><w:gridCol w:w="x"/><w:tr><w:trPr><w:gridBefore w:val="-3"/></w:trPr><w:tc/></w:tr></w:tbl>',
        '<w:gridSpan w:val="3"/><w:vMerge/><w:hMerge/><w:fldChar/><w:vanish/><w:hidden/>',
        "<w:tbl><w:tr><w:tc><w:tc><w:p/></w:tc></w:tc></w:tr></w:tbl>",
        "<w:del><w:tbl/></w:del><w:trPr><w:del/></w:trPr>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>" + table([["甲"]]),
    ],
)
def test_elements_out_of_place_do_no_harm(body: str) -> None:
    assert isinstance(read_docx(document(body)), Grid)


def test_active_content_is_told_and_left_alone() -> None:
    more = {"word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x"}
    grid = read_docx(document(table([["甲"]]) + '<w:altChunk w:id="r"/>', more=more))
    assert {oddity.code for oddity in grid.oddities} == {"word-form", "macro", "embedded-object"}


def test_many_oddities_are_few() -> None:
    struck = cell(f"<w:p><w:del>{run('1')}</w:del>{run('2', '<w:vanish/>')}</w:p>")
    grid = read_docx(document(table([row([struck] * 20)] * 20)))
    assert [oddity.code for oddity in grid.oddities] == ["word-form", "tracked-changes", "hidden-text"]
    assert all(isinstance(oddity, Oddity) for oddity in grid.oddities)


def test_every_border_elsewhere_takes_no_time() -> None:
    """A thousand rows, each with a border of its own: more lines than a drawn table has."""
    rows = [row([cell("甲", f'<w:gridSpan w:val="{at}"/>'), cell("1")]) for at in range(1, 1001)]
    start = time.process_time()
    grid = read_docx(document(table(rows, [7] * 1001)))
    assert time.process_time() - start < 5
    assert len(grid.sheets[0].rows) == 1000


@given(st.data())
def test_mutated_documents_raise_nothing_else(data: st.DataObject) -> None:
    mutant = bytearray(parts(_GOOD)[_PART])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutant) - 1))
        new = data.draw(
            st.sampled_from((b"", b"<", b"x", b'"', b"9", b"\xff", b"&", b"<w:tc>", b"<w:tbl>", b"</w:tr>"))
        )
        mutant[at : at + data.draw(st.integers(0, 9))] = new
    _only_unreadable(with_document(bytes(mutant)))


_ELEMENTS = ("tbl", "tr", "tc", "p", "r", "t", "trPr", "tcPr", "ins", "del", "sdt", "sdtPr", "sdtContent", "drawing", "txbxContent",
             "gridSpan", "vMerge", "hMerge", "gridBefore", "gridCol", "showingPlcHdr", "vanish", "fldChar", "hidden")  # fmt: skip


def _nested(name: str, value: str, parts: list[str]) -> str:
    return f'<w:{name} w:val="{value}" w:fldCharType="{value}">x{"".join(parts)}</w:{name}>'


@given(st.recursive(st.just(""), lambda inside: st.builds(
    _nested, st.sampled_from(_ELEMENTS), st.sampled_from(("restart", "continue", "begin", "end", "separate", "3", "0", "")),
    st.lists(inside, max_size=3)), max_leaves=25))  # fmt: skip
def test_any_nesting_is_a_grid(body: str) -> None:
    _only_unreadable(document(body))


def _only_unreadable(data: bytes) -> None:
    try:
        assert isinstance(read(data, "a.docx"), Grid)
    except UnreadableWorkbook as refused:
        assert refused.code in json.loads((schemas() / "refusals.json").read_bytes())  # noqa: PT017  # any will do
