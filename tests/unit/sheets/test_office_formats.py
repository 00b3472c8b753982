"""One workbook saved by LibreOffice as .xlsx, .ods and .xls reads the same, cell by cell."""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlrd
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from qingjian.model.figure import format_digits, stored
from qingjian.model.grid import Area, Cell, Grid, Oddity, Sheet, Span
from qingjian.resources import schemas
from qingjian.sheets.ods import read_ods
from qingjian.sheets.read import read
from qingjian.sheets.xls import read_xls
from qingjian.sheets.xls_grid import grid_of
from qingjian.sheets.xls_second import second_opinion
from support.office import Office

pytestmark = pytest.mark.libreoffice

_EPOCH = dt.datetime(1899, 12, 30)
_MUTANT_COUNT = 150
_LONG = "清洁生产" * 8_191 + "abc"
_FORMULAS = (
    "=SUM(B1:B2)",
    "=1/0",
    '=IF(A1="x;y",1,"a""b")',
    "='第 二页'!A1*2",
    "=NA()",
    "=INDEX({1,2;3,4},2,1)",
    "=SUM($B$1:B$2,数据)",
    '=A1&"t"',
    '=IF(B1>100,1,"")',
    "=SUM(第三!A1:B2)",
    "=SUM((B1,B2))",
    "=B3%",
    '=IF(COUNT(B1:B9)=0,"",ROUND(SUMPRODUCT(B1:B2,B2:B3)/1000,2))',
)


class Saved(NamedTuple):
    """The workbook as LibreOffice saved it, in three formats."""

    xlsx: Path
    ods: bytes
    xls: bytes


def _fill(sheet: Worksheet) -> None:
    values: list[tuple[object, str]] = [
        (1.5, "General"),
        (12345.678, "#,##0.00"),
        (0.1234, "0.0%"),
        (dt.date(2024, 3, 1), 'yyyy"年"m"月"d"日"'),
        (dt.datetime(2024, 3, 1, 12, 30, 15), "yyyy-mm-dd h:mm:ss"),
        (dt.time(12, 30), "h:mm:ss"),
        (dt.date(1999, 12, 31), "yyyy-mm-dd"),
        (1234.5, '"￥"#,##0.00;[Red]-"￥"#,##0.00'),
        (1 / 3, "0.0_);(0.0)"),
        (1e20, "General"),
        (12, "0.00E+00"),
        (0.5, "# ?/?"),
        (-0.005, "0.000"),
        ("007", "@"),
        (7400000, "0"),
        (True, "General"),
    ]
    for row, (value, number_format) in enumerate(values, start=1):
        cell = sheet.cell(row, 2)
        assert isinstance(cell, OpenpyxlCell)
        cell.value = value  # type: ignore[assignment]  # stubs name fewer types than openpyxl takes
        cell.number_format = number_format
    for row, formula in enumerate(_FORMULAS, start=1):
        sheet.cell(row, 3, formula)
    for row, text in enumerate(
        ("清洁生产  two  spaces ", " lead", "第一行\n第二行", "１６９，１００", "/", "=不是公式"), start=1
    ):
        cell = sheet.cell(row, 1)
        assert isinstance(cell, OpenpyxlCell)
        cell.value = text
        cell.data_type = "s"  # "=…" is text here


def _build(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表2-2"
    _fill(sheet)
    sheet["E1"] = "合并"
    sheet.merge_cells("E1:F3")
    sheet.row_dimensions[5].hidden = True
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["B1"].comment = Comment("批注\n第二行", "填报人")
    second = book.create_sheet("第 二页")
    second["A1"] = 3
    second.sheet_state = "hidden"
    third = book.create_sheet("第三")
    third["A1"] = _LONG
    third["IV1"] = 1
    third["A40"] = 2
    book.defined_names["数据"] = DefinedName("数据", attr_text="'表2-2'!$B$1:$B$3")
    book.custom_doc_props.append(  # type: ignore[attr-defined]  # the stubs are older than this attribute
        StringProperty(name="qingjian.edition", value="liaoning/2024")
    )
    book.save(path)


@pytest.fixture(scope="module")
def saved(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    folder = tmp_path_factory.mktemp("formats")
    source = folder / "source.xlsx"
    _build(source)
    with office.document(source) as document:
        document.recalculate()
        names = [document.save_as(folder / f"saved.{suffix}") for suffix in ("xlsx", "ods", "xls")]
    return Saved(names[0], names[1].read_bytes(), names[2].read_bytes())


@pytest.fixture(scope="module")
def ods(saved: Saved) -> Grid:
    return read_ods(saved.ods)


@pytest.fixture(scope="module")
def xls(saved: Saved) -> Grid:
    return read_xls(saved.xls)


def _serial(value: dt.datetime | dt.date | dt.time) -> Decimal:
    if isinstance(value, dt.time):
        value = dt.datetime.combine(_EPOCH, value)
    elif not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return Decimal(int((value - _EPOCH).total_seconds())) / 86_400


def _expected(value: object) -> tuple[str, object]:
    """What openpyxl read, in words that both sides speak: dates as serial numbers."""
    if isinstance(value, bool):
        return "bool", str(value).upper()
    if isinstance(value, int | float):
        return "number", stored(repr(value))
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return "number", round(_serial(value), 9)
    text = str(value)
    return ("error" if text in {"#DIV/0!", "#N/A", "#REF!"} else "text"), text


def _found(cell: Cell, like: object) -> tuple[str, object]:
    if cell.kind == "date":
        return "number", round(_serial(dt.datetime.fromisoformat(cell.text)), 9)
    if cell.kind == "number":
        number = stored(cell.text)
        return "number", round(number, 9) if number and isinstance(like, dt.date | dt.time) else number
    return cell.kind, cell.text


def _compare(found: Grid, path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    assert [sheet.name for sheet in found.sheets] == book.sheetnames
    for sheet in found.sheets:
        theirs = book[sheet.name]
        assert isinstance(theirs, Worksheet)
        expected = {
            (c.row, c.column): c.value for row in theirs.iter_rows() for c in row if c.value is not None
        }
        cells = {(c.row, c.col): c for _, row in sheet.stream() for c in row.values() if c.text}
        assert cells.keys() == expected.keys()
        for at, value in expected.items():
            assert _found(cells[at], value) == _expected(value), at


def test_ods_values_are_those_of_xlsx(ods: Grid, saved: Saved) -> None:
    _compare(ods, saved.xlsx)


def test_xls_values_are_those_of_xlsx(xls: Grid, saved: Saved) -> None:
    _compare(xls, saved.xlsx)


@pytest.mark.parametrize("name", ["表.ods", "表.xls", "表.et", "表.xlsx"])
def test_the_content_decides_and_gives_what_the_xlsx_gives(name: str, saved: Saved) -> None:
    """An .et file is an .xls or .xlsx under another name; any of the three formats may wear any name."""
    first = read(saved.xlsx.read_bytes(), name)
    for data in (saved.ods, saved.xls):
        other = read(data, name)
        for mine, theirs in zip(other.sheets, first.sheets, strict=True):
            assert (mine.name, mine.state, mine.merges) == (theirs.name, theirs.state, theirs.merges)
            assert (mine.hidden_rows, mine.hidden_columns) == (theirs.hidden_rows, theirs.hidden_columns)
            assert mine.comments == theirs.comments
            assert _numbers_and_texts(mine) == _numbers_and_texts(theirs)


def _numbers_and_texts(sheet: Sheet) -> dict[tuple[int, int], tuple[str, object]]:
    """Dates and times apart, which .ods stores as such."""
    cells = [cell for _, row in sheet.stream() for cell in row.values()]
    dated = {(row, 2) for row in (4, 5, 6, 7)} if sheet.name == "表2-2" else set[tuple[int, int]]()
    return {
        (c.row, c.col): (c.kind, stored(c.text) if c.kind == "number" else c.text)
        for c in cells
        if (c.row, c.col) not in dated
    }


def test_ods_formulas_are_those_first_written(ods: Grid) -> None:
    for row in range(1, len(_FORMULAS) + 1):
        cell = ods.sheets[0].cell(row, 3)
        assert cell is not None
        assert cell.formula is not None
        assert f"={cell.formula}" == _FORMULAS[row - 1]


def test_an_empty_result_is_not_an_uncalculated_one(ods: Grid) -> None:
    cell = ods.sheets[0].cell(9, 3)
    assert cell is not None
    assert (cell.kind, cell.text) == ("text", "")


@pytest.mark.parametrize("which", ["ods", "xls"])
def test_number_formats_show_as_many_digits(which: str, request: pytest.FixtureRequest, saved: Saved) -> None:
    grid: Grid = request.getfixturevalue(which)
    theirs = openpyxl.load_workbook(saved.xlsx)["表2-2"]
    for row in range(1, 16):
        cell = grid.sheets[0].cell(row, 2)
        assert cell is not None
        assert format_digits(cell.format) == format_digits(theirs.cell(row, 2).number_format), cell
    dated = grid.sheets[0].cell(4, 2)
    assert dated is not None
    assert dated.format.replace('"', "").replace("\\", "") == "yyyy年m月d日"


@pytest.mark.parametrize("which", ["ods", "xls"])
def test_what_a_reader_must_not_overlook(which: str, request: pytest.FixtureRequest) -> None:
    grid: Grid = request.getfixturevalue(which)
    first, second, third = grid.sheets
    assert first.merges == (Area(1, 5, 3, 6),)
    assert first.hidden_rows == (Span(5, 6),)
    assert first.hidden_columns == (Span(4, 4),)
    assert first.comments == {(1, 2): "批注\n第二行"}
    assert [sheet.state for sheet in grid.sheets] == ["visible", "hidden", "visible"]
    assert second.text(1, 1) == "3"
    assert third.text(1, 1) == _LONG
    assert (third.text(1, 256), third.text(40, 1)) == ("1", "2")
    assert grid.names["数据"].replace("'", "") == "表2-2!$B$1:$B$3"
    assert grid.properties["qingjian.edition"] == "liaoning/2024"
    assert grid.format == which


def test_ods_has_nothing_odd(ods: Grid) -> None:
    assert ods.oddities == []


def test_both_readers_of_xls_agree(xls: Grid) -> None:
    assert xls.oddities == [Oddity("formulas-unknown")]


def test_a_difference_between_the_readers_is_flagged(saved: Saved) -> None:
    book = xlrd.open_workbook(file_contents=saved.xls, formatting_info=True, ragged_rows=True)
    grid = grid_of(book)
    assert second_opinion(saved.xls, grid) == []
    rows = dict(grid.sheets[0].rows)
    rows[2] = {**rows[2], 2: rows[2][2]._replace(text="12345.679")}
    rows[3] = {col: cell for col, cell in rows[3].items() if col != 2}
    grid.sheets[0].rows = rows
    assert second_opinion(saved.xls, grid) == [
        Oddity("readers-disagree", "12345.679 / 12345.678", "表2-2", 2, 2),
        Oddity("readers-disagree", " / 0.1234", "表2-2", 3, 2),
    ]


_MUTANTS = """
import random, sys
from qingjian.errors import UnreadableWorkbook
from qingjian.sheets.read import read
from qingjian.sheets.xls import read_xls
data, first, last = open(sys.argv[1], "rb").read(), int(sys.argv[2]), int(sys.argv[3])
for seed in range(first, last):
    print(seed, flush=True)
    chance = random.Random(seed)
    mutant = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        mutant[chance.randrange(len(mutant))] = chance.randrange(256)
    if seed % 7 == 0:
        del mutant[chance.randrange(len(mutant)):]
    try:
        read_xls(bytes(mutant))
    except UnreadableWorkbook as refusal:
        print(refusal.code, flush=True)
"""


def test_mutants_of_xls_raise_only_the_refusal(saved: Saved, tmp_path: Path) -> None:
    """In a child with little memory: the second reader may abort its process, which the reading child absorbs."""
    source = tmp_path / "saved.xls"
    source.write_bytes(saved.xls)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    first, aborted, codes = 0, 0, set[str]()
    while first < _MUTANT_COUNT:
        command = [sys.executable, "-c", _MUTANTS, str(source), str(first), str(_MUTANT_COUNT)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            preexec_fn=_little_memory,
            env=environment,
        )
        lines = done.stdout.split()
        codes.update(line for line in lines if not line.isdecimal())
        if done.returncode == 0:
            break
        assert done.returncode < 0, done.stderr[-2_000:]
        aborted += 1
        first = max(int(line) for line in lines if line.isdecimal()) + 1
    assert codes <= json.loads((schemas() / "refusals.json").read_bytes()).keys()
    assert "xls-damaged" in codes
    assert aborted <= _MUTANT_COUNT // 10


def _little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
