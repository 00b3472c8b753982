"""Files by openpyxl, XlsxWriter and LibreOffice: both scanners agree, and so do openpyxl and calamine."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from qingjian.model.figure import stored
from qingjian.model.grid import Cell
from qingjian.sheets.xlsx import read_xlsx
from support.office import Office
from support.xlsx_reading import addressed, careful, is_fast, outcome

_VALUES: tuple[Any, ...] = (
    *(
        "企业",
        " 行\n二 & <",
        "",
        "=x",
        "123",
        "_x000D_",
        "“引”",
        None,
        True,
        False,
        0,
        -1,
        650,
        1234.56,
        1e-7,
        1e20,
        0.1 + 0.2,
    ),
)


def by_openpyxl(values: tuple[Any, ...] = _VALUES) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表2-2"
    for number, value in enumerate(values, 1):
        sheet.cell(number, 1, value)
        sheet.cell(number, 1).data_type = "s" if isinstance(value, str) else sheet.cell(number, 1).data_type
        sheet.cell(number, 2, 1.5 * number).number_format = "0.00"
        sheet.cell(number, 3, f"=SUM(A{number}:B{number})")
        sheet.cell(number, 4).number_format = "0%"
    sheet["F1"] = ArrayFormula("F1:F2", "=B1:B2*2")
    sheet["H1"] = dt.datetime(2024, 12, 31)
    sheet["B2"].comment = Comment("停产", "x")
    sheet.merge_cells("J1:K2")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("代码").sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表2-2")
    kinds = [book.add_format({"num_format": code, "border": 1}) for code in ("0", "0.00", "yyyy-mm-dd")]
    sheet.merge_range(0, 0, 0, 6, "标题", kinds[0])
    for row in range(1, 40):
        sheet.write_string(row, 0, f"企业{row % 7} & Co <x>")
        sheet.write_number(row, 1, row * 1.1, kinds[1])
        sheet.write_formula(
            row, 2, f'=IF(B{row + 1}>3,"是",B{row + 1}*2)', kinds[1], "是" if row > 3 else row * 2.2
        )
        sheet.write_blank(row, 3, None, kinds[2])
        sheet.write_boolean(row, 4, boolean=row % 2 == 0)
        sheet.write_formula(row, 5, "=1/0", None, "#DIV/0!")
    sheet.write_rich_string(41, 0, "甲", kinds[0], "乙")
    sheet.write_comment(2, 1, "停产")
    sheet.set_row(5, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


@pytest.fixture(params=["openpyxl", "xlsxwriter"])
def written(request: pytest.FixtureRequest) -> bytes:
    return by_openpyxl() if request.param == "openpyxl" else by_xlsxwriter()


def test_read_fast_and_alike(written: bytes) -> None:
    assert is_fast(written)
    assert outcome(written) == careful(written)
    assert outcome(written).refusal is None


@pytest.mark.parametrize("name", ["openpyxl", "xlsxwriter"])
def test_libreoffice_files_are_read_fast_and_alike(name: str, office: Office, tmp_path: Path) -> None:
    source = tmp_path / "source.xlsx"
    source.write_bytes(by_openpyxl() if name == "openpyxl" else by_xlsxwriter())
    with office.document(source) as document:
        saved = document.save_as(tmp_path / "saved.xlsx").read_bytes()

    assert is_fast(saved)
    assert outcome(saved) == careful(saved)
    _compare_with_openpyxl(saved)
    _compare_with_calamine(saved)


def test_openpyxl_and_calamine_read_the_same(written: bytes) -> None:
    _compare_with_openpyxl(written)
    _compare_with_calamine(written)


def test_flags_of_an_openpyxl_book() -> None:
    sheet, hidden = read_xlsx(by_openpyxl()).sheets

    assert (hidden.name, hidden.state) == ("代码", "veryHidden")
    assert sheet.comments == {(2, 2): "停产"}
    assert sheet.is_row_hidden(3)
    assert sheet.is_column_hidden(4)
    assert [(m.top, m.left, m.bottom, m.right) for m in sheet.merges] == [(1, 10, 2, 11)]
    assert sheet.cell(1, 6) == Cell(1, 6, "uncalculated", "", "B1:B2*2")


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30),
            st.integers(-(10**12), 10**12).map(lambda n: n / 1000),
        ),
        max_size=12,
    )
)
def test_any_values_written_by_openpyxl_come_back(values: list[str | float]) -> None:
    found = addressed(read_xlsx(by_openpyxl(tuple(values))))
    for number, value in enumerate(values, 1):
        cell = found.get(f"A{number}")
        if isinstance(value, str):
            assert ("" if cell is None else cell.text) == value
        else:
            assert cell is not None
            assert stored(cell.text) == stored(repr(value))


def _compare_with_openpyxl(data: bytes) -> None:
    formulas = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    results = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    found = addressed(read_xlsx(data))
    for row in formulas.iter_rows():
        for cell in row:
            ours = found.pop(cell.coordinate, None)
            if cell.value is None or cell.value == "":
                assert ours is None or ours.formula is not None, cell.coordinate
                continue
            assert ours is not None, cell.coordinate
            assert ours.format == _zero_day(cell.number_format), cell.coordinate
            if cell.data_type == "f" and isinstance(cell.value, str):
                assert f"={ours.formula}" == cell.value
            _same(results[cell.coordinate].value, ours)
    assert not {at for at, ours in found.items() if ours.formula is None}


def _zero_day(code: str) -> str:
    """Openpyxl names format 14 as Excel shows it in America."""
    return {"mm-dd-yy": "yyyy/m/d"}.get(code, code)


def _same(value: Any, ours: Cell) -> None:
    if ours.kind == "uncalculated":
        assert value is None
    elif isinstance(value, bool):
        assert ours.text == str(value).upper()
    elif isinstance(value, dt.datetime):
        assert ours.kind == "number"
    elif isinstance(value, int | float):
        assert stored(ours.text) == stored(repr(value))
    else:
        assert ours.text.replace("\r", "_x000D_") in (value or "", (value or "").replace("\r", "_x000D_"))


def _compare_with_calamine(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheet = book.get_sheet_by_index(0)
    theirs = sheet.to_python(skip_empty_area=False)
    for cell in addressed(read_xlsx(data)).values():
        if cell.kind not in ("number", "text", "bool") or "yy" in cell.format:
            continue
        value = theirs[cell.row - 1][cell.col - 1]
        _same(value, cell)
