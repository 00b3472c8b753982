"""Values into cells: what is written, where it is put, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qingjian.errors import CannotWrite
from qingjian.sheets.edit import CellEdit, Value, fill_cells
from qingjian.sheets.package import announced
from support.bare_package import MAIN, STRICT, package, part, with_parts, worksheet
from support.ooxml_lint import lint

SHEET = "xl/worksheets/sheet1.xml"


def filled(rows: str, row: int, col: int, value: Value, **more: str) -> str:
    """The rows after one edit."""
    before = package(worksheet(rows, **more))
    after = fill_cells(before, [CellEdit("表", row, col, value)])
    assert lint(after) == []
    assert announced(before, after) in ((SHEET,), ())
    assert fill_cells(after, [CellEdit("表", row, col, value)]) == after
    text = part(after, SHEET)
    assert text.startswith(worksheet("", **more).partition("<sheetData>")[0])
    return text.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="3"><c r="B3" s="4"/></row>', '<row r="3"><c r="B3" s="4"><v>7.5</v></c></row>'),
        ('<row r="3"><c r="B3" s="4"></c></row>', '<row r="3"><c r="B3" s="4"><v>7.5</v></c></row>'),
        ('<row r="3"><c r="B3" t="s"><v/></c></row>', '<row r="3"><c r="B3"><v>7.5</v></c></row>'),
        (
            '<row r="3"><c r="B3" t="inlineStr"><is><t> </t></is></c></row>',
            '<row r="3"><c r="B3"><v>7.5</v></c></row>',
        ),
        ("", '<row r="3"><c r="B3"><v>7.5</v></c></row>'),
        ('<row r="3"/>', '<row r="3"><c r="B3"><v>7.5</v></c></row>'),
        (
            '<row r="1"/><row r="9"/>',
            '<row r="1"/><row r="3"><c r="B3"><v>7.5</v></c></row><row r="9"/>',
        ),
        (
            '<row r="3"><c r="A3"/><c r="C3"/></row>',
            '<row r="3"><c r="A3"/><c r="B3"><v>7.5</v></c><c r="C3"/></row>',
        ),
        (
            '<row r="3" s="1" customFormat="1"/>',
            '<row r="3" s="1" customFormat="1"><c r="B3" s="1"><v>7.5</v></c></row>',
        ),
        ("<row/><row/><row><c/><c/></row>", "<row/><row/><row><c/><c><v>7.5</v></c></row>"),
        ("<row/><row/><row><c/></row>", '<row/><row/><row><c/><c r="B3"><v>7.5</v></c></row>'),
        ("<row/><row/>", '<row/><row/><row r="3"><c r="B3"><v>7.5</v></c></row>'),
    ],
)
def test_a_blank_cell_takes_a_number_wherever_it_is_missing(rows: str, expected: str) -> None:
    assert filled(rows, 3, 2, Decimal("7.5")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("7400000.00"), "<v>7400000</v></c>"),
        (Decimal("1E+6"), "<v>1000000</v></c>"),
        (Decimal("-0.005"), "<v>-0.005</v></c>"),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        ("/", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">/</t></is></c>'),
        ("=1+1", '<is><t xml:space="preserve">=1+1</t></is>'),
        (' <&"\x01\r_x0041_', '<t xml:space="preserve"> &lt;&amp;&quot;_x0001__x000D__x005F_x0041_</t>'),
        ("\ud800", '<t xml:space="preserve">\ufffd</t>'),
    ],
)
def test_values_are_written_as_excel_reads_them(value: Value, expected: str) -> None:
    rows = part(fill_cells(package(worksheet("")), [CellEdit("表", 1, 1, value)]), SHEET)
    assert expected in rows


def test_the_format_of_the_column_holds_for_a_missing_cell() -> None:
    columns = '<cols><col min="2" max="4" style="2"/></cols>'
    assert filled("", 3, 3, Decimal(1), before=columns) == '<row r="3"><c r="C3" s="2"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("<f>SUM(A1)</f><v>0</v>", Decimal(5), '<c r="A1" s="1"><f>SUM(A1)</f><v>5</v></c>'),
        ("<f>SUM(A1)</f><v/>", Decimal(5), '<c r="A1" s="1"><f>SUM(A1)</f><v>5</v></c>'),
        ("<f>SUM(A1)</f>", "/", '<c r="A1" s="1" t="str"><f>SUM(A1)</f><v>/</v></c>'),
        ('<f t="shared" si="0"/><v>3</v>', Decimal(5), '<c r="A1" s="1"><f t="shared" si="0"/><v>5</v></c>'),
        ("<f>A2</f><v>3</v>", "", '<c r="A1" s="1" t="str"><f>A2</f><v></v></c>'),
    ],
)
def test_beneath_a_formula_only_the_result_changes(cell: str, value: Value, expected: str) -> None:
    assert (
        filled(f'<row r="1"><c r="A1" s="1">{cell}</c></row>', 1, 1, value) == f'<row r="1">{expected}</row>'
    )


def test_a_result_that_was_an_error_loses_its_type() -> None:
    rows = '<row r="1"><c r="A1" t="e" vm="1"><f>A2</f><v>#REF!</v></c></row>'
    assert filled(rows, 1, 1, Decimal(2)) == '<row r="1"><c r="A1"><f>A2</f><v>2</v></c></row>'


def test_what_shows_the_value_already_keeps_its_bytes() -> None:
    rows = '<row r="1"><c r="A1"><f>A2</f><v>23.306999999999999</v></c></row>'
    data = package(worksheet(rows))
    assert fill_cells(data, [CellEdit("表", 1, 1, Decimal("23.307"))]) == data


def test_nothing_to_do_gives_the_same_file() -> None:
    data = package(worksheet(""))
    assert fill_cells(data, []) is data


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>0</v></c>',
        '<c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c>',
        '<c r="A1" t="b"><v>1</v></c>',
    ],
)
def test_a_constant_of_the_user_is_never_overwritten(cell: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        fill_cells(package(worksheet(f'<row r="1">{cell}</row>')), [CellEdit("表", 1, 1, Decimal(5))])
    assert (caught.value.code, caught.value.detail) == ("occupied", "表!A1")


def test_shared_strings_are_looked_up_and_never_changed() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t> </t></si><si><r><t>不</t></r><r><t>涉及</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    bare = package(worksheet(rows))
    arrows = part(bare, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{kind}" Target="sharedStrings.xml"/></Relationships>',
    )
    data = with_parts(bare, {"xl/_rels/workbook.xml.rels": arrows, "xl/sharedStrings.xml": shared})
    assert fill_cells(data, [CellEdit("表", 1, 2, "不涉及")]) == data
    after = fill_cells(data, [CellEdit("表", 1, 1, Decimal(3))])
    assert '<c r="A1"><v>3</v></c>' in part(after, SHEET)
    assert announced(data, after) == (SHEET,)


def test_prefixed_and_strict_sheets_are_written_in_their_own_words() -> None:
    sheet = f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData/></x:worksheet>'
    after = fill_cells(
        package(sheet, strict=True), [CellEdit("表", 2, 1, "甲"), CellEdit("表", 2, 2, Decimal(1))]
    )
    assert part(after, SHEET) == (
        f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="2"><x:c r="A2" t="inlineStr"><x:is>'
        '<x:t xml:space="preserve">甲</x:t></x:is></x:c><x:c r="B2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )


def test_many_edits_of_one_row_come_in_order() -> None:
    edits = [CellEdit("表", 2, col, Decimal(col)) for col in (30, 3, 1)]
    text = part(fill_cells(package(worksheet('<row r="2"><c r="B2"/></row>')), edits), SHEET)
    assert '<c r="A2"><v>1</v></c><c r="B2"/><c r="C2"><v>3</v></c><c r="AD2"><v>30</v></c>' in text


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (CellEdit("没有", 1, 1, "x"), "no-such-sheet"),
        (CellEdit("表", 6, 3, "x"), "under-merge"),
        (CellEdit("表", 1_048_577, 1, "x"), "no-such-cell"),
        (CellEdit("表", 1, 16_385, "x"), "no-such-cell"),
        (CellEdit("表", 1, 1, "x" * 32_768), "text-too-long"),
    ],
)
def test_places_and_values_that_cannot_be_written(edit: CellEdit, code: str) -> None:
    data = package(worksheet("", after='<mergeCells><mergeCell ref="B5:D6"/></mergeCells>'))
    with pytest.raises(CannotWrite) as caught:
        fill_cells(data, [edit])
    assert caught.value.code == code


def test_the_first_cell_of_a_merged_area_is_written() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="B5:D6"/></mergeCells>'
    assert filled("", 5, 2, Decimal(1), after=merged) == '<row r="5"><c r="B5"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="3"/><row r="2"/>',
        '<row r="3"/><row r="3"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="B1"/><c r="B1"/></row>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="?"/></row>',
    ],
)
def test_rows_and_cells_out_of_order_are_refused(rows: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        fill_cells(package(worksheet(rows)), [CellEdit("表", 1, 9, Decimal(1))])
    assert caught.value.code == "damaged-part"


def test_a_number_without_end_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError):
        fill_cells(package(worksheet("")), [CellEdit("表", 1, 1, Decimal("NaN"))])
