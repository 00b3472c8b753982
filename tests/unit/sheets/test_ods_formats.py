"""Number formats of .ods files in Excel's codes."""

from __future__ import annotations

import pytest

from qingjian.model.figure import format_digits
from support.odf import number, read_cell, read_rows, row


def styled(data_style: str, *, default_on: str = "cell") -> str:
    """The format of a cell whose style is given on the cell, its row, its column, or by a parent style."""
    styles = (
        f"{data_style}<style:style style:name='base' style:family='table-cell' style:data-style-name='N1'/>"
        "<style:style style:name='ce1' style:family='table-cell' style:parent-style-name='base'/>"
    )
    on = {"cell": "table:style-name='ce1'"}.get(default_on, "")
    row_default = "table:default-cell-style-name='ce1'" if default_on == "row" else ""
    column_default = "table:default-cell-style-name='ce1'" if default_on == "column" else ""
    found = read_rows(
        row(number(1, on), row_default), styles, before=f"<table:table-column {column_default}/>"
    )
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
    found = read_cell(number(1, "table:style-name='ce1'"), circle)
    assert found is not None
    assert found.format == "General"
