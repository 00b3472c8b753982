"""Rows that follow the pattern of an earlier row, against the careful scanner that knows no patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingjian.errors import UnreadableWorkbook
from qingjian.model.rows import Drawn, shape
from qingjian.sheets import guard, xlsx_alike
from qingjian.sheets.rows import Rows
from qingjian.sheets.xlsx_alike import row_scan
from qingjian.sheets.xlsx_cells import Cells
from qingjian.sheets.xlsx_row import put_cells
from support.bare_package import MAIN
from support.xlsx_reading import book, careful, cells, is_fast, outcome

_ROWS = (
    '<c r="A{n}" s="1"><v>{v}</v></c><c r="B{n}"/><c r="C{n}"><f>A{n}*2+A$2+LOG10(A{n})</f><v>{v}</v></c>',
    '<c r="A{n}" t="s"><v>{v}</v></c><c r="C{n}" t="str"><f>IF(A{n}&gt;1,"","/")</f><v>{v}</v></c>',
    '<c r="A{n}" s="2"><v>{v}</v></c><c r="B{n}"><v>{v}</v></c><c r="C{n}" s="{n}"><v>0</v></c>',
    '<c r="A{n}"><v>{v}</v></c><c r="B{n}"><f>1{n}+A{n}</f><v>{v}</v></c>',
    '<c r="B{n}"><v>{v}</v></c><c r="A{n}"><v>{v}</v></c>',
    '<c r="A{n}"><v>{v}</v></c><c r="B{n}"><f>SUM(&#65;{n})</f><v>{v}</v></c>',
    '<c r="A{n}"><v>{v}</v></c><c r="B{n}" t="b"><v>{v}</v></c>',
    '<c r="A{n}"><v>{v}</v></c><c r="B{n}"><f>{n}{n}</f><v>{v}</v></c><c r="XFD{n}" s="9"><v>1</v></c>',
)
_VALUES = (
    "0",
    "1",
    "2",
    "3",
    "12",
    "-0.5",
    "",
    "/",
    "1E3",
    "0.30000000000000004",
    "7" * 31,
    ".",
    ".\n.",
    ".\n",
    "./",
    "-",
)


@given(
    st.sets(st.sampled_from((1, 2, 3, 10, 12, 22, 111, 1_048_576)), min_size=3),
    st.lists(st.tuples(st.sampled_from(_ROWS), st.sampled_from(_VALUES)), min_size=8, max_size=8),
)
def test_rows_that_follow_a_pattern_are_read_as_the_careful_scanner_reads_them(
    numbers: set[int], rows: list[tuple[str, str]]
) -> None:
    pairs = zip(sorted(numbers), rows, strict=False)
    body = "".join(f'<row r="{n}">{row.format(n=n, v=value)}</row>' for n, (row, value) in pairs)
    data = book(body, strings=("甲", "乙", ""))
    assert outcome(data) == careful(data)


def test_a_style_with_the_number_of_its_row_is_a_style() -> None:
    """What looks like the row's number need not be it: each of these rows has a format of its own."""
    formats = "".join(f'<xf numFmtId="{code}"/>' for code in (0, 1, 2, 9, 10, 11))
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs count="6">{formats}</cellXfs></styleSheet>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="{n}"><v>7</v></c></row>' for n in range(1, 6))
    data = book(rows, more={"xl/styles.xml": styles})
    assert outcome(data) == careful(data)
    assert len({cell.format for cell in cells(data).values()}) == 5


@pytest.mark.parametrize("value", ["", "/", "9", ".\n.", "./"])
def test_a_value_that_does_not_suit_its_type_is_looked_at_singly(value: str) -> None:
    row = '<row r="{n}"><c r="A{n}"><v>{v}</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
    data = book("".join(row.format(n=n, v=n if n < 4 else value) for n in range(1, 6)), strings=("甲",))
    assert outcome(data) == careful(data)


def test_a_third_row_is_read_by_the_pattern_of_the_first_two(monkeypatch: pytest.MonkeyPatch) -> None:
    row_scan.cache_clear()
    singly: list[str] = []

    def watched(number: str, body: str, into: Cells) -> None:
        singly.append(number)
        put_cells(number, body, into)

    monkeypatch.setattr(xlsx_alike, "put_cells", watched)
    row = '<row r="{n}"><c r="A{n}"><v>{n}.5</v></c><c r="C{n}"><f>A{n}*A$1</f><v>7</v></c></row>'
    found = cells(book("".join(row.format(n=n) for n in range(2, 9))))
    assert singly == ["2", "3"]
    assert found["C8"].formula == "A8*A$1"
    assert found["A8"].text == "8.5"


def test_rows_without_values_are_learned_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    row = '<row r="{n}"><c r="A{n}" s="1"/><c r="D{n}"/></row>'
    assert cells(book("".join(row.format(n=n) for n in range(1, 9)))) == {}
    monkeypatch.setattr(xlsx_alike, "put_cells", None)
    assert cells(book(row.format(n=77))) == {}


def test_what_one_workbook_taught_serves_the_next_with_the_same_formats() -> None:
    row = '<row r="{n}"><c r="A{n}" s="1"><v>1</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
    data = book("".join(row.format(n=n) for n in range(1, 5)), strings=("甲",))
    first = outcome(data)
    assert is_fast(data)
    assert outcome(data) == first == careful(data)


def test_formulas_of_patterned_rows_count_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    row = '<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><f>A{n}+A{n}</f><v>2</v></c></row>'
    data = book("".join(row.format(n=n) for n in range(1, 60)))
    monkeypatch.setattr(guard, "FORMULA_TOTAL_CHARS", sum(len(f"A{n}+A{n}") for n in range(1, 60)))
    assert outcome(data).refusal is None
    monkeypatch.setattr(guard, "FORMULA_TOTAL_CHARS", guard.FORMULA_TOTAL_CHARS - 1)
    assert outcome(data) == careful(data)
    assert outcome(data).refusal is not None


def test_a_formula_written_later_is_the_row_s_own() -> None:
    rows = Rows()
    drawn = Drawn({1: ("A", "*2")})
    for number in (4, 5):
        rows.put(number, shape(((1, "number", "General"), (2, "number", "0"))), ("3", "6"), drawn)
    rows.write(4, 2, "A4")
    rows.write(4, 1, "B4")
    assert [cell.formula for cell in rows[4].values()] == ["B4", "A4"]
    assert [cell.formula for cell in rows[5].values()] == ["A5*2", None]


def test_budget_refuses_a_row_of_formulas() -> None:
    budget = guard.Budget()
    budget.write_all(guard.FORMULA_TOTAL_CHARS, "表!1")
    with pytest.raises(UnreadableWorkbook):
        budget.write_all(1, "表!2")
