"""What cells of an .ods file store: numbers, dates, texts, errors, formulas."""

from __future__ import annotations

import pytest

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Cell
from qingjian.sheets import guard
from support.odf import cell, read_cell


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
    found = read_cell(cell(attributes, inside))
    assert found is not None
    assert (found.kind, found.text) == (kind, text)


def test_a_formula_comes_in_excels_syntax() -> None:
    found = read_cell(cell('table:formula="of:=SUM([.D5:.D9];1)" office:value-type="float" office:value="1"'))
    assert found is not None
    assert found.formula == "SUM(D5:D9,1)"


@pytest.mark.parametrize("empty", ['office:value-type="string"', "", 'table:style-name="ce1"'])
def test_what_stores_nothing_is_no_cell(empty: str) -> None:
    assert read_cell(cell(empty)) is None


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
        read_cell(cell(attributes))
    assert refusal.value.code == code
    assert refusal.value.detail.startswith("表2-2!A1")


def test_text_at_and_beyond_the_limit() -> None:
    def read(length: int) -> Cell | None:
        return read_cell(cell('office:value-type="string"', f"<text:p>{'清' * length}</text:p>"))

    fits = read(guard.TEXT_CHARS)
    assert fits is not None
    assert len(fits.text) == guard.TEXT_CHARS
    with pytest.raises(UnreadableWorkbook, match="text-too-long: 表2-2!A1"):
        read(guard.TEXT_CHARS + 1)
    with pytest.raises(UnreadableWorkbook, match="text-too-long"):
        read_cell(cell('office:value-type="string"', '<text:p><text:s text:c="999999999"/></text:p>'))
