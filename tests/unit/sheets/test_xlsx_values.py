"""What each stored cell, formula and flag of an .xlsx reads as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.model.grid import Area, Cell, Oddity, Span, a1
from qingjian.model.rows import shape
from qingjian.sheets.rows import Rows
from qingjian.sheets.xlsx import read_xlsx
from qingjian.sheets.xlsx_formulas import moved
from support.bare_package import MAIN, R, package, rels, with_parts, worksheet
from support.xlsx_reading import book, cells, is_fast

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>1234.5600000000001</v></c>', ("number", "1234.5600000000001", None)),
        ('<c r="A1"><v> 7 </v></c>', ("number", "7", None)),
        ('<c r="A1" t="n"><v>4.4999999999999998E-2</v></c>', ("number", "4.4999999999999998E-2", None)),
        ('<c r="A1" t="s"><v>0</v></c>', ("text", "企业", None)),
        ('<c r="A1" t="s"><v>1</v></c>', ("text", "\r\n", None)),
        (
            '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t> 乙</t></r></is></c>',
            ("text", "甲 乙", None),
        ),
        ('<c r="A1" t="str"><f>B1</f><v/></c>', ("text", "", "B1")),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', ("text", "", "B1")),
        ('<c r="A1" t="str"><f>B1</f></c>', ("uncalculated", "", "B1")),
        ('<c r="A1"><f>SUM(B1:C1)</f></c>', ("uncalculated", "", "SUM(B1:C1)")),
        ('<c r="A1"><f>SUM(B1:C1)</f><v></v></c>', ("uncalculated", "", "SUM(B1:C1)")),
        ('<c r="A1"><f>SUM(B1:C1)</f><v>0</v></c>', ("number", "0", "SUM(B1:C1)")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ("error", "#DIV/0!", "1/0")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ("error", "#REF!", None)),
        ('<c r="A1" t="b"><v>1</v></c>', ("bool", "TRUE", None)),
        ('<c r="A1" t="b"><v>false</v></c>', ("bool", "FALSE", None)),
        ('<c r="A1" t="d"><v>2024-12-31T00:00:00Z</v></c>', ("date", "2024-12-31T00:00:00Z", None)),
        ('<c r="A1" t="str"><v>_xD83D__xDE00__xD83D_</v></c>', ("text", "😀\ufffd", None)),
        (
            '<c r="A1"><f t="dataTable" ref="A1:B2" r1="C1" r2="D1"/><v>3</v></c>',
            ("number", "3", "TABLE(C1,D1)"),
        ),
    ],
)
def test_stored_cell(xml: str, expected: tuple[str, str, str | None]) -> None:
    data = book(f'<row r="1">{xml}</row>', strings=("企业", "_x000D_\n"))

    cell = cells(data)["A1"]
    assert (cell.kind, cell.text, cell.formula) == expected


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1" s="1"/>',
        '<c r="A1" t="s"><v/></c>',
        '<c r="A1"><v></v></c>',
        '<c r="A1" t="s"><v>0</v></c>',
    ],
)
def test_cells_that_hold_nothing_are_nothing(xml: str) -> None:
    assert cells(book(f'<row r="1">{xml}</row>', strings=("",))) == {}


def test_formats_built_in_and_own() -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.0&quot;吨&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    rows = "".join(f'<c r="{a1(1, n + 1)}" s="{n}"><v>1</v></c>' for n in range(5))
    grid = read_xlsx(with_parts(book(f'<row r="1">{rows}</row>'), {"xl/styles.xml": styles}))

    found = [cell.format for cell in grid.sheets[0].row(1).values()]
    assert found == ["General", '0.0"吨"', "0.00%", 'yyyy"年"m"月"d"日"', "General"]
    assert grid.oddities == [Oddity("bad-style", "表!E1", "表", 1, 5)]


def test_shared_and_array_formulas_reach_every_cell() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" si="1"/><v>9</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A1:B4" si="1">$D$2+C2*LOG10(C$1)</f><v>1</v></c>'
        '<c r="B2"><f t="shared" si="1"/><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="1"/><v>1</v></c><c r="B3"><f t="shared" si="7"/><v>1</v></c></row>'
        '<row r="5"><c r="A5"><f t="array" ref="A5:A6">B5:B6*2</f><v>1</v></c></row>'
        '<row r="6"><c r="A6"><v>2</v></c><c r="B6"><v>2</v></c></row>'
    )
    grid = read_xlsx(book(rows))
    formulas = {a1(c.row, c.col): c.formula for _, row in grid.sheets[0].stream() for c in row.values()}

    assert formulas == {
        "A1": "$D$2+C1*LOG10(C$1)",
        "A2": "$D$2+C2*LOG10(C$1)",
        "B2": "$D$2+D2*LOG10(D$1)",
        "A3": "$D$2+C3*LOG10(C$1)",
        "B3": "",
        "A5": "B5:B6*2",
        "A6": "B5:B6*2",
        "B6": None,
    }
    assert [(each.code, each.row, each.col) for each in grid.oddities] == [("formula-lost", 3, 2)]


@pytest.mark.parametrize(
    ("formula", "down", "right", "expected"),
    [
        ("A1+$A1+A$1+$A$1", 2, 1, "B3+$A3+B$1+$A$1"),
        ("SUM(A1:B$2)", 1, 1, "SUM(B2:C$2)"),
        ('IF(A1="A1","B2 ""C3""",0)', 1, 0, 'IF(A2="A1","B2 ""C3""",0)'),
        ("'A1 表'!A1+表2!B2+A1B+ABC1x(A1)", 1, 0, "'A1 表'!A2+表2!B3+A1B+ABC1x(A2)"),
        ("SUM(A:B)+SUM($1:2)", 1, 1, "SUM(B:C)+SUM($1:3)"),
        ("LOG10(A1)+1E5+XFE1", 1, 0, "LOG10(A2)+1E5+XFE1"),
        ("A1", -1, 0, "#REF!"),
        ("XFD1", 0, 1, "#REF!"),
        ("SUM(表[[#This Row],[A1]])+[1]S!A1", 1, 0, "SUM(表[[#This Row],[A1]])+[1]S!A2"),
    ],
)
def test_moved_formula(formula: str, down: int, right: int, expected: str) -> None:
    assert moved(formula, down=down, right=right) == expected


def test_what_lies_beside_the_cells() -> None:
    sheet = worksheet(
        '<row r="1" hidden="1"/><row r="2" hidden="true"/><row r="3"><c r="A3"><v>1</v></c></row><row r="9" ht="0"/>',
        before='<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="9"/><col min="6" max="99999" width="0"/></cols>',
        after='<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="D4"/><mergeCell ref="E9:D1"/></mergeCells>'
        f'<hyperlinks><hyperlink ref="A1" xmlns:r="{R}" r:id="rId2"/></hyperlinks>',
    )
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>x</author></authors><commentList><comment ref="B2" authorId="0"><text>'
        '<r><t>核实：</t></r><r><t>停产</t></r></text></comment><comment ref="?"/></commentList></comments>'
    )
    custom = (
        f'<Properties xmlns="{_CUSTOM}/custom-properties" xmlns:vt="{_CUSTOM}/docPropsVTypes">'
        '<property name="qingjian.edition" pid="2"><vt:lpwstr>liaoning/2024</vt:lpwstr></property></Properties>'
    )
    data = package(
        sheet,
        book_rest='<definedNames><definedName name="因子">参数!$B$4</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$C$9</definedName></definedNames><calcPr calcMode="manual"/>',
        sheet_arrows={
            f"{R}/comments": "../comments1.xml",
            f"{R}/oleObject": 'file:///x" TargetMode="External',
        },
        more={
            "xl/comments1.xml": comments,
            "docProps/custom.xml": custom,
            "xl/vbaProject.bin": "x",
            "xl/externalLinks/externalLink1.xml": "<x/>",
            "_rels/.rels": rels(
                {
                    "a": (f"{R}/officeDocument", "/xl/workbook.xml"),
                    "b": (f"{R}/custom-properties", "docProps/custom.xml"),
                }
            ),
        },
    )
    grid = read_xlsx(data)
    found = grid.sheets[0]

    assert found.hidden_rows == (Span(1, 2), Span(9, 9))
    assert found.hidden_columns == (Span(2, 3), Span(6, 16_384))
    assert found.merges == (Area(1, 1, 2, 3),)
    assert found.comments == {(2, 2): "核实：停产"}
    assert grid.properties == {"qingjian.edition": "liaoning/2024"}
    assert grid.names == {"因子": "参数!$B$4", "表!_xlnm.Print_Area": "表!$A$1:$C$9"}
    assert {each.code for each in grid.oddities} == {
        *("macro", "external-link", "manual-calculation", "bad-merge", "bad-comment", "external-target"),
    }


def test_skipped_sheets_are_listed_without_rows() -> None:
    seen: list[str] = []

    def skip(name: str) -> bool:
        seen.append(name)
        return True

    grid = read_xlsx(book('<row r="1"><c r="A1"><v>NaN</v></c></row>'), skip=skip)
    assert seen == ["表"]
    assert [(sheet.name, len(sheet.rows)) for sheet in grid.sheets] == [("表", 0)]


def test_formulas_that_reach_outside_are_told() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>cmd|\'/c calc\'!A0</f><v>0</v></c><c r="B1"><f>IF(A1="a|b",1)</f><v>0</v></c>'
        '<c r="C1" t="str"><f>_xlfn.WEBSERVICE("http://x")</f><v>0</v></c></row>'
    )
    assert [(o.code, o.detail) for o in read_xlsx(book(rows)).oddities] == [
        ("dde", "表!A1"),
        ("external-target", "表!C1"),
    ]


_kinds = st.sampled_from(("number", "text", "bool", "error"))


@given(
    st.dictionaries(
        st.integers(1, 9),
        st.dictionaries(st.integers(1, 6), st.tuples(_kinds, st.text(max_size=4)), min_size=1),
    )
)
def test_packed_rows_give_back_what_was_put(rows: dict[int, dict[int, tuple[str, str]]]) -> None:
    packed = Rows()
    for number, row in rows.items():
        slots = tuple((col, kind, "General") for col, (kind, _) in sorted(row.items()))
        packed.put(number, shape(slots), [row[col][1] for col in sorted(row)])

    assert {
        number: {cell.col: (cell.kind, cell.text) for cell in packed[number].values()} for number in packed
    } == rows
    assert all(cell.row == number for number in packed for cell in packed[number].values())


def test_a_list_of_alike_rows_is_read_fast() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><f>A{n}*2</f><v>{n}</v></c></row>'
        for n in range(5, 99)
    )
    data = book(rows, strings=("企业",))

    assert is_fast(data)
    assert cells(data)["B98"] == Cell(98, 2, "number", "98", "A98*2", "General")
