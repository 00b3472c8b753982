"""What follows the rows is read without callbacks where it is plain, and to the same result."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.sheets.xlsx_tail import tail_merges
from support.bare_package import worksheet
from support.xlsx_reading import book, careful, outcome

_ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
_MERGES = '<mergeCells count="2"><mergeCell ref="A4:B5"/><mergeCell ref="C1:XFD1048576"/></mergeCells>'
_RULES = '<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1&gt;2</formula></cfRule></conditionalFormatting>'

pieces = st.sampled_from(
    (
        _MERGES,
        _RULES,
        "<mergeCells/>",
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B9:A1"/></mergeCells>',
        '<mergeCells><mergeCell ref="A7:B7" x="1"/></mergeCells>',
        '<extLst><ext><mergeCells><mergeCell ref="D1:D2"/></mergeCells></ext></extLst>',
        '<cols><col min="2" max="3" hidden="1"/></cols>',
        "<formula>a/></formula>",
        "<!-- /><mergeCells><mergeCell ref='F1:F2'/></mergeCells> -->",
        '<!-- /><mergeCells><mergeCell ref="F1:F2"/></mergeCells> -->',
        "<formula><![CDATA[<]]></formula>",
        "<a>" * 70 + "</a>" * 70,
        "<sheetData/>",
        "<a><b></a></b>",
        "<u:a/>",
        "&bogus;",
    )
)


@given(st.lists(pieces, max_size=4).map("".join))
def test_both_scanners_agree_on_what_follows_the_rows(tail: str) -> None:
    data = book("", more={"xl/worksheets/sheet1.xml": worksheet(_ROWS, after=tail)})

    assert outcome(data) == careful(data)


def test_the_usual_tail_is_told_by_pattern() -> None:
    tail = f"</sheetData>{_MERGES}{_RULES}</worksheet>".encode()

    assert tail_merges(tail) == ["A4:B5", "C1:XFD1048576"]
    assert tail_merges(b"</sheetData></worksheet>") == []


@pytest.mark.parametrize(
    "tail",
    [
        f"<x>{_MERGES}</x>",
        f"{_MERGES}<x:mergeCells/>",
        '<col min="1" max="1"/>',
        "<x>/></x>",
        "<!-- -->",
        "<x>" * 64 + "</x>" * 64,
    ],
)
def test_any_other_tail_is_left_to_the_parser(tail: str) -> None:
    assert tail_merges(f"</sheetData>{tail}</worksheet>".encode()) is None
