"""Rows found without parsing, against rows parsed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.sheets.edit import CellEdit, fill_cells
from qingjian.sheets.outline import outline
from qingjian.sheets.row_scan import scan, shorten
from support.bare_package import package, part, worksheet

SHEET = "xl/worksheets/sheet1.xml"
ROWS = '<row r="2" spans="1:3"><c r="A2"><v>1</v></c></row>\n<row r="5"/><row><c><v>6</v></c></row>'


def test_rows_are_found_without_parsing_them() -> None:
    xml = worksheet(ROWS, after="<rowBreaks/>").encode()
    rows = scan(xml)
    assert rows is not None
    assert rows.numbers == [2, 5, 6]
    assert [xml[at : at + 4] for at in rows.starts] == [b"<row"] * 3


def test_elements_of_the_short_part_get_the_offsets_of_the_whole() -> None:
    xml = worksheet(ROWS, after="<mergeCells/>").encode()
    rows = scan(xml)
    assert rows is not None
    for wanted in (set[int](), {2}, {5}, {6}, {2, 6}, {2, 5, 6}, {99}):
        short = shorten(xml, rows, wanted)
        seen = outline(short.xml, "p")
        short.restore(seen.root)
        whole = {element.start: element for element in outline(xml, "p").root.walk()}
        for element in seen.root.walk():
            twin = whole[element.start]
            assert (element.local, element.inside, element.close, element.end) == (
                twin.local,
                twin.inside,
                twin.close,
                twin.end,
            )


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet('<!-- <row r="9"/> -->'),
        worksheet('<row r="1"><c r="A1"><v><![CDATA[<row r="9"/>]]></v></c></row>'),
        worksheet("<?row r='9'?>"),
        worksheet("<row r='1'/>"),
        worksheet('<row r="1" x="a>b"/>'),
        worksheet('<row r="3"/><row r="2"/>'),
        worksheet('<row r="3"/><row r="3"/>'),
        worksheet('<row r="1"/>', after='<x:sheetData xmlns:x="urn:x"/>'),
        worksheet("").replace("<sheetData></sheetData>", "<sheetData/>"),
        '<worksheet><sheetData><row r="1"/>',
    ],
)
def test_whatever_deviates_is_parsed_whole(sheet: str) -> None:
    assert scan(sheet.encode()) is None


@given(
    st.sets(st.integers(1, 12)),
    st.sets(st.tuples(st.integers(1, 14), st.integers(1, 4)), min_size=1, max_size=6),
    st.sampled_from(["", "\n", " spans='1:4'"]),
)
def test_both_ways_write_the_same(rows: set[int], edits: set[tuple[int, int]], between: str) -> None:
    attribute, blank = (between, "") if "=" in between else ("", between)
    text = "".join(f'<row r="{row}"{attribute}><c r="B{row}" s="1"/></row>{blank}' for row in sorted(rows))
    wanted = [CellEdit("表", row, col, Decimal(row)) for row, col in edits]
    quick = fill_cells(package(worksheet(text)), wanted)
    slow = fill_cells(package(worksheet(text, after="<!-- -->")), wanted)
    assert part(quick, SHEET) == part(slow, SHEET).replace("<!-- -->", "")
