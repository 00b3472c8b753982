"""The .ods reader on packages written by hand: places, limits, what lies around the cells, hostile shapes."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area, Oddity, Span
from qingjian.resources import schemas
from qingjian.sheets import guard
from qingjian.sheets.ods import read_ods
from support.odf import NAMESPACES, cell, content, number, package, read_rows, row, sheet

_REFUSALS = json.loads((schemas() / "refusals.json").read_bytes())


def test_repeated_empty_rows_and_cells_cost_nothing() -> None:
    began = time.perf_counter()
    found = read_rows(
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
    found = read_rows(
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
        read_rows(rows)
    assert refusal.value.code == code


def test_empty_rows_beyond_the_grid_are_harmless() -> None:
    found = read_rows(row(number(1)) + row("<table:table-cell/>", "table:number-rows-repeated='9999999'"))
    assert list(found.sheets[0].rows) == [1]


def test_merges_and_the_value_beneath() -> None:
    spanned = "table:number-columns-spanned='2' table:number-rows-spanned='1'"
    beneath = '<table:covered-table-cell office:value-type="float" office:value="9"/>'
    found = read_rows(row(number(1, spanned) + beneath)).sheets[0]
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
    found = read_rows(
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


# ---------------------------------------------------------------- the workbook


def test_names_properties_and_null_date() -> None:
    names = (
        "<table:named-expressions><table:named-range table:name='数据' table:cell-range-address=\"$'表2-2'.$B$1:.$B$3\"/>"
        "<table:named-expression table:name='rate' table:expression='of:=[.A1]*0.5'/></table:named-expressions>"
    )
    dates = "<table:calculation-settings><table:null-date table:date-value='1904-01-01'/></table:calculation-settings>"
    meta = (
        f"<office:document-meta {NAMESPACES}><office:meta><dc:title>x</dc:title>"
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
    found = read_rows(_written(values)).sheets[0]
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
