"""The fast scanner says what the careful one says, on whatever it accepts."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qingjian.model.grid import a1
from support.bare_package import STRICT, package, with_parts, worksheet
from support.xlsx_reading import DECLARATION, book, careful, cells, is_fast, outcome

_STRINGS = ("企业", "", "a &amp; b", "_x000D_", "x" * 32_768)
_RICH = "<si><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space='preserve'> 细</t></r><rPh><t>cu</t></rPh></si>"

numbers = st.sampled_from(
    ("0", "1", "-2.5", "1234.5600000000001", "1E-3", "1e5", "3.", ".5", " 7 ", "1e999", "NaN", "1_0", "")
)
indices = st.sampled_from(("0", "0", "0", "1", "2", "3", "4", "5", "6", "-1", "1.0", ""))
texts = st.sampled_from(
    ("文字", " a&lt;b ", "&#10;", "&#x4E00;", "_x0041_", "", "&bogus;", "]]&gt;", "#REF!", "TRUE")
)
styles = st.sampled_from(("", "", ' s="0"', ' s="1"', ' s="3"', ' s="99"'))
kinds = st.sampled_from(("", "", "n", "s", "s", "str", "b", "e", "inlineStr", "d", "zzz"))
formulas = st.sampled_from(
    (
        "",
        "",
        "",
        "<f>SUM(A{row}:B{row})*2</f>",
        "<f>$A$1+A{row}</f>",
        '<f aca="false">IF(A{row}=&quot;x&quot;,1,2)</f>',
        '<f t="shared" ref="C1:C9" si="0">A{row}+B$1</f>',
        '<f t="shared" si="0"/>',
        '<f t="array" ref="A1:C3">A1:A3*2</f>',
        '<f t="dataTable" ref="A1:B2" r1="A1" r2="B1"/>',
        "<f/>",
        "<f>cmd|'/c calc'!A0</f>",
        "<f>&#65;{row}</f>",
    )
)


@st.composite
def a_cell(draw: st.DrawFn, row: int, col: int) -> str:
    kind = draw(kinds)
    text = draw(
        {"": numbers, "n": numbers, "s": indices, "b": st.sampled_from(("0", "1", "2"))}.get(kind, texts)
    )
    formula = draw(formulas).replace("{row}", str(row))
    content = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    inner = formula + draw(st.sampled_from((content, content, content, "<v/>", "")))
    where = draw(st.sampled_from((a1(row, col),) * 30 + (a1(row + 1, col), a1(row, 1), "XFE1", "a1", "")))
    address = f' r="{where}"' if where else ""
    mark = f' t="{kind}"' if kind else ""
    opened = f"<c{address}{draw(styles)}{mark}"
    return f"{opened}>{inner}</c>" if inner else f"{opened}/>"


@st.composite
def some_rows(draw: st.DrawFn) -> str:
    rows: list[str] = []
    row = 0
    for _ in range(draw(st.integers(0, 6))):
        row += draw(st.sampled_from((1, 1, 1, 1, 2, 9, 0)))
        inside = "".join(draw(a_cell(max(row, 1), col)) for col in draw(st.sets(st.integers(1, 5))))
        attributes = draw(
            st.sampled_from(("", ' spans="1:5"', ' ht="0" customHeight="1"', ' hidden="1"', ' zz="1"'))
        )
        between = draw(st.sampled_from(("",) * 12 + ("\n", "<!-- x -->", "<x/>")))
        rows.append(
            f'<row r="{row}"{attributes}>{inside}</row>{between}'
            if inside
            else f'<row r="{row}"{attributes}/>'
        )
    return "".join(rows)


@given(some_rows())
@example('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')
@example(
    '<row r="8"><c r="A8"><f>&#65;8</f><v>1</v></c></row><row r="9"><c r="A9"><f>&#65;9</f><v>1</v></c></row>'
)
@example('<row r="1"><c r="A1"></v></c>5<v><c r="B1"><v>7</v></c></row>')
def test_both_scanners_agree(rows: str) -> None:
    data = book(rows, strings=_STRINGS, items=_RICH)

    assert outcome(data) == careful(data)


@st.composite
def plain_rows(draw: st.DrawFn) -> str:
    """Rows alike, as lists have them: numbers, shared strings, formulas, blanks, some missing."""
    layout = draw(
        st.lists(st.sampled_from(("n", "s", "f", "nothing", "blank", "text")), min_size=1, max_size=8)
    )
    rows: list[str] = []
    for row in draw(st.lists(st.integers(1, 40), unique=True).map(sorted)):
        inside = ""
        for col, kind in enumerate(layout, 1):
            at = f'<c r="{a1(row, col)}" s="{draw(st.integers(0, 4))}"'
            value = draw(st.decimals(-999, 9999, places=2, allow_nan=False))
            inside += {
                "n": f"{at}><v>{value}</v></c>",
                "s": f'{at} t="s"><v>{abs(int(value)) % 4}</v></c>',
                "f": f"{at}><f>SUM(A{row}:B{row + 1})*LOG10(C{row})</f><v>{value}</v></c>",
                "nothing": f'{at} t="str"><f>IF(A{row}=1,"",B$1)</f><v>{"" if value > 0 else 7}</v></c>',
                "blank": f"{at}/>",
                "text": f'{at} t="inlineStr"><is><t>某公司{value}</t></is></c>',
            }[kind]
        rows.append(f'<row r="{row}" spans="1:8">{inside}</row>')
    return "".join(rows)


@given(plain_rows())
def test_ordinary_rows_are_read_fast_and_alike(rows: str) -> None:
    data = book(rows, strings=("企业", "a &amp; b", "_x000D_x", "0"))

    assert outcome(data) == careful(data)
    assert is_fast(data)


@given(st.data())
def test_scanners_agree_on_mutated_sheets(data: st.DataObject) -> None:
    sheet = worksheet(
        '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>12.5</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><f>B1*2</f><v>25</v></c><c r="C2" s="2"/></row>'
        '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><f>B2*2</f><v>25</v></c><c r="C3" s="2"/></row>',
        after='<mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>',
    )
    at = data.draw(st.integers(0, len(sheet) - 1))
    length = data.draw(st.integers(0, 12))
    put = data.draw(
        st.sampled_from(
            ("", "<", ">", '"', "&", "</v>", "<v>", "</c>", '<c r="A1">', "9", "\r", "\x00", "]]>")
        )
    )
    mutant = book(
        "", strings=("企业", "b"), more={"xl/worksheets/sheet1.xml": sheet[:at] + put + sheet[at + length :]}
    )

    assert outcome(mutant) == careful(mutant)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c></row>\n<!-- </sheetData> -->',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[</sheetData>]]></v></c></row>',
        '<row r="1"><c t="s" r="A1"><v>0</v></c></row>',
    ],
)
def test_unusual_rows_are_left_to_the_careful_scanner(rows: str) -> None:
    data = book(rows, strings=("企业",))

    assert not is_fast(data)
    assert outcome(data).refusal is None


def test_what_excel_writes_around_its_rows_is_read_fast() -> None:
    extended = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
    rows = (
        '<row r="1" spans="1:2" ht="20.1" customHeight="1" x14ac:dyDescent="0.2"><c r="A1" s="1" t="s"><v>0</v></c>'
        '<c r="B1" s="1" cm="1"><f t="array" ref="B1">A1</f><v>1</v></c></row>'
    )
    sheet = DECLARATION.replace("\n", "\r\n") + worksheet(rows).replace(
        "<worksheet ", f'<worksheet xmlns:x14ac="{extended}" xmlns:mc="x" mc:Ignorable="x14ac" '
    )
    data = with_parts(book("", strings=("企业",)), {"xl/worksheets/sheet1.xml": sheet})
    undeclared = with_parts(data, {"xl/worksheets/sheet1.xml": sheet.replace("xmlns:x14ac=", "xmlns:x15ac=")})

    assert is_fast(data)
    assert outcome(data) == careful(data)
    assert outcome(undeclared).refusal is not None


def test_mostly_empty_rows_keep_order_and_hidden_flags() -> None:
    empty = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(1, 50))
    rows = empty + '<row r="60" hidden="1"/><row r="61" hidden="1"/><row r="62"><c r="B62"><v>5</v></c></row>'
    data = book(rows)

    assert is_fast(data)
    assert outcome(data) == careful(data)
    assert cells(data)["B62"].text == "5"
    twice = book(rows.replace('<row r="61" hidden="1"/>', '<row r="60"/>'))
    assert outcome(twice).refusal == ("duplicate-row", "表!60")


def test_strict_namespace_and_other_encodings() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>企业</t></is></c></row>'
    strict = package(worksheet(rows, main=STRICT), strict=True)
    assert is_fast(strict)
    assert cells(strict)["A1"].text == "企业"
    sheet = re.sub("UTF-8", "GBK", DECLARATION) + worksheet(rows)
    for name, encoding in (("GBK", "gb18030"), ("UTF-16", "utf-16"), ("GB2312", "gbk")):
        coded = sheet.replace("GBK", name).encode(encoding)
        data = with_parts(book(""), {"xl/worksheets/sheet1.xml": coded})
        assert cells(data)["A1"].text == "企业", name
