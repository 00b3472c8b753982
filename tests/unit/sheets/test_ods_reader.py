"""The .ods reader on packages written by hand: every kind of cell, repetition, limits, hostile shapes."""

from __future__ import annotations

import io
import json
import time
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.model.figure import format_digits
from qingjian.model.grid import Area, Cell, Grid, Oddity, Span
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.ods import read_ods

_REFUSALS = json.loads((schemas() / "refusals.json").read_bytes())
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{prefix}="{_URN}{name}:1.0"'
            for prefix, name in {
                "office": "office",
                "table": "table",
                "text": "text",
                "style": "style",
                "number": "datastyle",
                "meta": "meta",
                "draw": "drawing",
            }.items()
        ),
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {_NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )


def package(content_xml: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content_xml)
        for name, text in parts.items():
            archive.writestr({"manifest": "META-INF/manifest.xml"}.get(name, f"{name}.xml"), text)
    return buffer.getvalue()


def sheet(rows: str, *, name: str = "表2-2", style: str = "", before: str = "") -> str:
    used = f" table:style-name={quoteattr(style)}" if style else ""
    return f"<table:table table:name={quoteattr(name)}{used}>{before}{rows}</table:table>"


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def grid(rows: str, styles: str = "", before: str = "") -> Grid:
    return read_ods(package(content(sheet(rows, before=before), styles)))


def one(cell: str, styles: str = "") -> Cell | None:
    return grid(row(cell), styles).sheets[0].cell(1, 1)


def cell(attributes: str, inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("attributes", "inside", "kind", "text"),
    [
        ('office:value-type="float" office:value="4299.40"', "<text:p>4,299</text:p>", "number", "4299.40"),
        ('office:value-type="float" office:value="1E+020"', "", "number", "1E+020"),
        ('office:value-type="float" office:value="2E-310"', "", "number", "2E-310"),
        ('office:value-type="percentage" office:value="0.1234"', "", "number", "0.1234"),
        ('office:value-type="currency" office:currency="CNY" office:value="-3"', "", "number", "-3"),
        ('office:value-type="date" office:date-value="2024-03-01"', "", "date", "2024-03-01"),
        (
            'office:value-type="date" office:date-value="2024-03-01T12:30:15"',
            "",
            "date",
            "2024-03-01T12:30:15",
        ),
        ('office:value-type="date" office:date-value="20240-03-01"', "", "date", "20240-03-01"),
        ('office:value-type="time" office:time-value="PT12H00M00S"', "", "number", "0.5"),
        ('office:value-type="time" office:time-value="-PT36H00M00S"', "", "number", "-1.5"),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>", "bool", "TRUE"),
        ('office:value-type="string"', "<text:p>一</text:p><text:p>二</text:p>", "text", "一\n二"),
        (
            'office:value-type="string"',
            "<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>",
            "text",
            "a   b\tc\nd",
        ),
        (
            'office:value-type="string"',
            "<text:p>  a\n  <text:span>b </text:span> c </text:p>",
            "text",
            "a b c ",
        ),
        ('office:value-type="string" office:string-value="存的"', "<text:p>显示的</text:p>", "text", "存的"),
        (
            'office:value-type="string"',
            "<text:p><text:ruby><text:ruby-base>清</text:ruby-base><text:ruby-text>qing</text:ruby-text></text:ruby></text:p>",
            "text",
            "清",
        ),
        ('office:value-type="string" calcext:value-type="error"', "<text:p>#REF!</text:p>", "error", "#REF!"),
        (
            'office:value-type="string" calcext:value-type="error"',
            "<text:p>Err:532</text:p>",
            "error",
            "#DIV/0!",
        ),
        (
            'office:value-type="string" calcext:value-type="error"',
            "<text:p>Err:508</text:p>",
            "error",
            "#VALUE!",
        ),
        (
            'table:formula="of:=1/0" office:value-type="float" office:value="0"',
            "<text:p>#DIV/0!</text:p>",
            "error",
            "#DIV/0!",
        ),
        (
            'table:formula="of:=TRUE()" office:value-type="float" office:value="1"',
            "<text:p>TRUE</text:p>",
            "bool",
            "TRUE",
        ),
        ('table:formula="of:=[.A2]"', "", "uncalculated", ""),
        ('table:formula="of:=[.A2]"', "<text:p/>", "text", ""),
    ],
)
def test_kind_and_text(attributes: str, inside: str, kind: str, text: str) -> None:
    found = one(cell(attributes, inside))
    assert found is not None
    assert (found.kind, found.text) == (kind, text)


def test_a_formula_comes_in_excels_syntax() -> None:
    found = one(cell('table:formula="of:=SUM([.D5:.D9];1)" office:value-type="float" office:value="1"'))
    assert found is not None
    assert found.formula == "SUM(D5:D9,1)"


@pytest.mark.parametrize("empty", ['office:value-type="string"', "", 'table:style-name="ce1"'])
def test_what_stores_nothing_is_no_cell(empty: str) -> None:
    assert one(cell(empty)) is None


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('office:value-type="float" office:value="NaN"', "bad-number"),
        ('office:value-type="float" office:value="1_000"', "bad-number"),
        ('office:value-type="float" office:value="1E309"', "bad-number"),
        ('office:value-type="float" office:value="1E99999999"', "bad-number"),
        ('office:value-type="float" office:value="٣"', "bad-number"),
        ('office:value-type="float" table:style-name="x"', "bad-number"),
        ('office:value-type="date" office:date-value="2024-13-01"', "bad-date"),
        ('office:value-type="time" office:time-value="P"', "bad-date"),
        ('office:value-type="boolean" office:boolean-value="yes"', "bad-boolean"),
        ('office:value-type="matrix" office:value="1"', "bad-cell-type"),
    ],
)
def test_impossible_values_are_refused_with_their_address(attributes: str, code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        one(cell(attributes))
    assert refusal.value.code == code
    assert refusal.value.detail.startswith("表2-2!A1")


def test_text_at_and_beyond_the_limit() -> None:
    def read(length: int) -> Cell | None:
        return one(cell('office:value-type="string"', f"<text:p>{'清' * length}</text:p>"))

    fits = read(guard.TEXT_CHARS)
    assert fits is not None
    assert len(fits.text) == guard.TEXT_CHARS
    with pytest.raises(UnreadableWorkbook, match="text-too-long: 表2-2!A1"):
        read(guard.TEXT_CHARS + 1)
    with pytest.raises(UnreadableWorkbook, match="text-too-long"):
        one(cell('office:value-type="string"', '<text:p><text:s text:c="999999999"/></text:p>'))


# ---------------------------------------------------------------- places


def number(value: object, attributes: str = "") -> str:
    return cell(f'office:value-type="float" office:value="{value}" {attributes}')


def test_repeated_empty_rows_and_cells_cost_nothing() -> None:
    began = time.perf_counter()
    found = grid(
        row("<table:table-cell table:number-columns-repeated='16383'/>" + number(1))
        + row(
            "<table:table-cell table:number-columns-repeated='16384'/>",
            "table:number-rows-repeated='1048574'",
        )
        + row(number(2))
    )
    assert time.perf_counter() - began < 0.2
    assert {(c.row, c.col): c.text for _, cells in found.sheets[0].stream() for c in cells.values()} == {
        (1, 16384): "1",
        (1048576, 1): "2",
    }


def test_repeated_filled_cells_are_expanded() -> None:
    found = grid(
        row(number(7, "table:number-columns-repeated='2'"), "table:number-rows-repeated='3'") + row(number(8))
    )
    assert [(c.row, c.col, c.text) for _, cells in found.sheets[0].stream() for c in cells.values()] == [
        *((r, c, "7") for r in (1, 2, 3) for c in (1, 2)),
        (4, 1, "8"),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            row(number(1, "table:number-columns-repeated='16384'"), "table:number-rows-repeated='1000'"),
            "too-many-cells",
        ),
        (row(number(1, "table:number-columns-repeated='16385'")), "bad-address"),
        (row("<table:table-cell table:number-columns-repeated='16384'/>" + number(1)), "bad-address"),
        (row(number(1), "table:number-rows-repeated='1048577'"), "bad-address"),
        (row("", "table:number-rows-repeated='1048576'") + row(number(1)), "bad-address"),
    ],
)
def test_cells_beyond_the_limits_are_refused(rows: str, code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        grid(rows)
    assert refusal.value.code == code


def test_empty_rows_beyond_the_grid_are_harmless() -> None:
    found = grid(row(number(1)) + row("<table:table-cell/>", "table:number-rows-repeated='9999999'"))
    assert list(found.sheets[0].rows) == [1]


def test_merges_and_the_value_beneath() -> None:
    spanned = "table:number-columns-spanned='2' table:number-rows-spanned='1'"
    beneath = '<table:covered-table-cell office:value-type="float" office:value="9"/>'
    found = grid(row(number(1, spanned) + beneath)).sheets[0]
    assert found.merges == (Area(1, 1, 1, 2),)
    assert found.text(1, 2) == "9"


def test_hidden_rows_columns_and_sheets() -> None:
    columns = (
        "<table:table-column/><table:table-column-group>"
        "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/></table:table-column-group>"
        "<table:table-column table:visibility='filter' table:number-columns-repeated='16381'/>"
    )
    rows = (
        row(number(1))
        + "<table:table-row-group>"
        + row(number(2), "table:visibility='collapse'")
        + "</table:table-row-group>"
        + row(number(3), "table:visibility='filter' table:number-rows-repeated='2'")
        + row(number(4))
    )
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    found = read_ods(
        package(content(sheet(rows, before=columns) + sheet(row(number(1)), name="代码", style="ta2"), style))
    )
    assert found.sheets[0].hidden_columns == (Span(2, 16384),)
    assert found.sheets[0].hidden_rows == (Span(2, 4),)
    assert [s.state for s in found.sheets] == ["visible", "hidden"]


def test_comments_do_not_mix_with_the_text() -> None:
    note = (
        "<office:annotation><dc:date>2024-01-01</dc:date><text:p>批注</text:p>"
        "<text:list><text:list-item><text:p>第二行</text:p></text:list-item></text:list></office:annotation>"
    )
    found = grid(
        row(cell('office:value-type="string"', f"{note}<text:p>值</text:p>") + cell("", note))
    ).sheets[0]
    assert found.comments == {(1, 1): "批注\n第二行", (1, 2): "批注\n第二行"}
    assert found.text(1, 1) == "值"
    assert found.cell(1, 2) is None


def test_drawings_deleted_cells_and_nested_tables_are_no_cells() -> None:
    drawing = "<draw:frame><draw:text-box><text:p>图中字</text:p></draw:text-box></draw:frame>"
    shapes = f"<table:shapes>{drawing}</table:shapes>"
    deleted = f"<table:tracked-changes><table:cell-content-change>{cell('', '<text:p>旧</text:p>')}</table:cell-content-change></table:tracked-changes>"
    inner = sheet(row(number(5)), name="内")
    body = deleted + sheet(
        row(cell('office:value-type="string"', f"{drawing}<text:p>值{drawing}</text:p>{inner}")),
        before=shapes,
    )
    found = read_ods(package(content(body)))
    assert [s.name for s in found.sheets] == ["表2-2"]
    assert [c.text for _, cells in found.sheets[0].stream() for c in cells.values()] == ["值"]


# ---------------------------------------------------------------- formats


def styled(data_style: str, *, default_on: str = "cell") -> str:
    """The format of a cell whose style is given on the cell, its row, its column, or by a parent style."""
    styles = (
        f"{data_style}<style:style style:name='base' style:family='table-cell' style:data-style-name='N1'/>"
        "<style:style style:name='ce1' style:family='table-cell' style:parent-style-name='base'/>"
    )
    on = {"cell": "table:style-name='ce1'"}.get(default_on, "")
    row_default = "table:default-cell-style-name='ce1'" if default_on == "row" else ""
    column_default = "table:default-cell-style-name='ce1'" if default_on == "column" else ""
    found = grid(row(number(1, on), row_default), styles, before=f"<table:table-column {column_default}/>")
    first = found.sheets[0].cell(1, 1)
    assert first is not None
    return first.format


def data_style(kind: str, inside: str, attributes: str = "") -> str:
    return f"<number:{kind} style:name='N1' {attributes}>{inside}</number:{kind}>"


@pytest.mark.parametrize(
    ("style", "code", "digits"),
    [
        (data_style("number-style", "<number:number number:min-integer-digits='1'/>"), "General", None),
        (
            data_style(
                "number-style",
                "<number:number number:decimal-places='2' number:min-integer-digits='1' number:grouping='true'/>",
            ),
            "#,##0.00",
            2,
        ),
        (
            data_style(
                "number-style",
                "<number:number number:decimal-places='3' number:min-decimal-places='1' number:min-integer-digits='1'/>",
            ),
            "0.0##",
            3,
        ),
        (
            data_style(
                "number-style",
                "<number:number number:decimal-places='0' number:min-integer-digits='0'/><number:text> 吨.</number:text>",
            ),
            '# "吨"\\.',
            0,
        ),
        (
            data_style(
                "percentage-style",
                "<number:number number:decimal-places='1' number:min-integer-digits='1'/><number:text>%</number:text>",
            ),
            "0.0%",
            3,
        ),
        (
            data_style(
                "number-style",
                "<number:number number:decimal-places='2' number:min-integer-digits='1'/><number:text>%</number:text>",
            ),
            '0.00"%"',
            2,
        ),
        (
            data_style(
                "currency-style",
                "<number:currency-symbol>￥</number:currency-symbol><number:number number:decimal-places='2' number:min-integer-digits='1'/>",
            ),
            '"￥"0.00',
            2,
        ),
        (
            data_style(
                "number-style",
                "<number:scientific-number number:decimal-places='2' number:min-integer-digits='1' number:min-exponent-digits='2'/>",
            ),
            "0.00E+00",
            None,
        ),
        (
            data_style(
                "number-style",
                "<number:fraction number:min-integer-digits='0' number:min-numerator-digits='1' number:min-denominator-digits='2'/>",
            ),
            "# ?/??",
            None,
        ),
        (
            data_style(
                "date-style",
                "<number:year number:style='long'/><number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text>",
            ),
            'yyyy"年"m"月"d"日"',
            None,
        ),
        (
            data_style(
                "time-style",
                "<number:hours/><number:text>:</number:text><number:minutes number:style='long'/>",
                "number:truncate-on-overflow='false'",
            ),
            "[h]:mm",
            None,
        ),
        (data_style("text-style", "<number:text-content/>"), "@", None),
        (
            "<number:number-style style:name='P0'><number:number number:decimal-places='1' number:min-integer-digits='1'/></number:number-style>"
            + data_style(
                "number-style",
                "<number:text>(</number:text><number:number number:decimal-places='1' number:min-integer-digits='1'/><number:text>)</number:text><style:map style:condition='value()&gt;=0' style:apply-style-name='P0'/>",
            ),
            "0.0;(0.0)",
            1,
        ),
        (
            "<number:number-style style:name='P0'><number:number number:decimal-places='0' number:min-integer-digits='1'/></number:number-style>"
            + data_style(
                "number-style",
                "<number:number number:decimal-places='2' number:min-integer-digits='1'/><style:map style:condition='value()&gt;=100' style:apply-style-name='P0'/>",
            ),
            "[>=100]0;0.00",
            0,
        ),
        (
            data_style(
                "number-style",
                "<number:number number:decimal-places='999999999' number:min-integer-digits='1'/>",
            ),
            "0." + "0" * 30,
            30,
        ),
    ],
)
def test_number_formats(style: str, code: str, digits: int | None) -> None:
    assert styled(style) == code
    if digits is not None:
        assert format_digits(code) == digits


@pytest.mark.parametrize("where", ["cell", "row", "column"])
def test_a_style_is_found_on_cell_row_and_column(where: str) -> None:
    two = data_style(
        "number-style", "<number:number number:decimal-places='2' number:min-integer-digits='1'/>"
    )
    assert styled(two, default_on=where) == "0.00"


def test_styles_in_a_circle_end() -> None:
    circle = "<style:style style:name='ce1' style:family='table-cell' style:parent-style-name='ce1'/>"
    found = one(number(1, "table:style-name='ce1'"), circle)
    assert found is not None
    assert found.format == "General"


# ---------------------------------------------------------------- the workbook


def test_names_properties_and_null_date() -> None:
    names = (
        "<table:named-expressions><table:named-range table:name='数据' table:cell-range-address=\"$'表2-2'.$B$1:.$B$3\"/>"
        "<table:named-expression table:name='rate' table:expression='of:=[.A1]*0.5'/></table:named-expressions>"
    )
    dates = "<table:calculation-settings><table:null-date table:date-value='1904-01-01'/></table:calculation-settings>"
    meta = (
        f"<office:document-meta {_NAMESPACES}><office:meta><dc:title>x</dc:title>"
        "<meta:user-defined meta:name='qingjian.edition'>liaoning/2024</meta:user-defined></office:meta></office:document-meta>"
    )
    found = read_ods(package(content(dates + sheet(row(number(1))) + names), meta=meta))
    assert found.names == {"数据": "'表2-2'!$B$1:$B$3", "rate": "A1*0.5"}
    assert found.properties == {"qingjian.edition": "liaoning/2024"}
    assert found.date1904
    assert found.format == "ods"


def test_what_lies_outside_is_said_and_no_sheet() -> None:
    source = "<table:table-source/>"
    body = (
        sheet(row(number(1)))
        + sheet(row(number(2)), name="'file:///x.ods'#$a", before=source)
        + "<table:dde-links/>"
    )
    found = read_ods(package(content(body)))
    assert [s.name for s in found.sheets] == ["表2-2"]
    assert found.oddities == [Oddity("external-link", "'file:///x.ods'#$a"), Oddity("dde")]


def test_macros_are_said() -> None:
    found = read_ods(package(content(sheet(row(number(1)))), **{"Basic/Standard/Module1": "<x/>"}))
    assert [oddity.code for oddity in found.oddities] == ["macro"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (package(content("")), "no-sheets"),
        (package(content(sheet("", name="a") + sheet("", name="A"))), "duplicate-sheet-name"),
        (
            package(content("".join(sheet("", name=f"s{i}") for i in range(guard.SHEETS + 1)))),
            "too-many-sheets",
        ),
        (package(content(sheet("")), manifest="<m><encryption-data/></m>"), "encrypted"),
        (package(content(sheet("")).replace("office:spreadsheet", "office:text")), "not-a-workbook"),
        (package("<html/>"), "not-a-workbook"),
        (package("<!DOCTYPE x><x/>"), "xml-doctype"),
        (package(content(sheet(""))[:-9]), "xml-damaged"),
        (package(content(sheet("")))[:-30], "truncated"),
        (b"", "truncated"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        read_ods(data)
    assert refusal.value.code == code


# ---------------------------------------------------------------- properties

_TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
_GRIDS = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 8)), st.one_of(_TEXTS, _NUMBERS), max_size=20
)


def _written(values: dict[tuple[int, int], str | Decimal]) -> str:
    rows: list[str] = []
    for r in range(1, 13):
        cells = "".join(_written_cell(values.get((r, c))) for c in range(1, 9))
        rows.append(row(cells))
    return "".join(rows)


def _written_cell(value: str | Decimal | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Decimal):
        return number(value)
    spaced = "".join("<text:s/>" if char == " " else escape(char) for char in value)
    return cell('office:value-type="string"', f"<text:p>{spaced}</text:p>")


@given(_GRIDS)
def test_what_is_written_is_read(values: dict[tuple[int, int], str | Decimal]) -> None:
    found = grid(_written(values)).sheets[0]
    read = {(c.row, c.col): c.text for _, cells in found.stream() for c in cells.values()}
    assert read == {at: str(value) for at, value in values.items()}


_HONEST = package(
    content(
        sheet(
            row(
                number(1, "table:number-columns-repeated='2'")
                + cell('table:formula="of:=[.A1]"', "<text:p/>")
            )
            + row(
                cell(
                    'office:value-type="string"',
                    "<office:annotation><text:p>a</text:p></office:annotation><text:p>b</text:p>",
                )
            )
        )
    )
)


@given(
    st.lists(st.tuples(st.integers(0, len(_HONEST) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.booleans(),
)
def test_mutated_packages_raise_only_the_refusal(changes: list[tuple[int, int]], cut: bool) -> None:  # noqa: FBT001
    data = bytearray(_HONEST)
    for at, byte in changes:
        data[at] = byte
    _reads_or_refuses(bytes(data[: changes[0][0]] if cut else data))


_XML = content(
    sheet(
        row(number(1, "table:number-columns-repeated='2'") + cell('table:formula="of:=[.A1]"', "<text:p/>"))
    )
)


@given(
    st.integers(0, len(_XML)),
    st.integers(0, 40),
    st.text(alphabet="<>/\"'=0123456789-abtextable:pfloat ", max_size=10),
)
def test_mutated_content_raises_only_the_refusal(at: int, dropped: int, put: str) -> None:
    _reads_or_refuses(package(_XML[:at] + put + _XML[at + dropped :]))


@given(st.binary(max_size=200))
def test_any_bytes_raise_only_the_refusal(data: bytes) -> None:
    _reads_or_refuses(data)


def _reads_or_refuses(data: bytes) -> None:
    try:
        read_ods(data)
    except UnreadableWorkbook as refusal:
        assert refusal.code in _REFUSALS  # noqa: PT017
