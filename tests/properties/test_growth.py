"""Lists that start with 30 rows and grow to 500 in LibreOffice: everything in them still covers all rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from qingjian.api.judge import judge, open_form
from qingjian.bind.computed import computed
from qingjian.catalog.edition import Edition, ListBlock
from qingjian.catalog.editions import edition
from qingjian.model.form import FilledList
from qingjian.model.grid import a1
from qingjian.templates.book import build
from support.office import Document, Formula, Office
from support.random_forms import form
from support.random_shapes import Shape
from support.row_edits import Standing, filled_down, moved

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

ROWS = 500
SHAPE = Shape(
    level="district", factor="0.5703", gas="1.2143", year=2026, unit="某市生态环境局", sizes=(ROWS,),
    figures=("650", "131.1", "0.3"), counts=("12",), texts=("已开展",), odd=(), blank=0, slash=20, seed=3,
)  # fmt: skip
"""Data for as many rows as are wanted; the workbook starts without them."""


def lists(known: Edition) -> list[str]:
    """Tables that are one list."""
    return [
        sheet.id
        for sheet in known.sheets
        if [type(block) for block in sheet.blocks()][-1:] == [ListBlock] and len(sheet.sections) <= 2
    ]


@pytest.mark.parametrize("name", ["liaoning/2024", "mee/2020", "chongqing/2026-plan"])
def test_five_hundred_rows(name: str, office: Office, tmp_path: Path) -> None:
    known = edition(name)
    data = form(known, SHAPE)
    blank = tmp_path / "blank.xlsx"
    few = form(known, SHAPE._replace(sizes=(2,)))
    kept = {table: content for table, content in few["tables"].items() if table not in lists(known)}
    blank.write_bytes(build(known, data={**few, "tables": kept}))
    grown = tmp_path / "grown.xlsx"
    before = {table: standing_of(blank, table) for table in lists(known)}
    with office.document(blank) as doc:
        for table, list_ in before.items():
            more = ROWS - (list_.total - list_.first)
            doc.insert_rows(list_.sheet, list_.first + 1, more)
            list_.total += more
            doc.set(list_.sheet, typed(list_, data["tables"][table]["companies"]["rows"]))
            doc.set(list_.sheet, copied(doc, list_))
        doc.recalculate()
        doc.save_as(grown)
    assert_computed(grown, rows=ROWS * len(before))
    was, now = openpyxl.load_workbook(blank), openpyxl.load_workbook(grown)
    for table, list_ in before.items():
        old = standing_of(blank, table)
        assert_covered(was[old.sheet], now[list_.sheet], old, list_)


def standing_of(path: Path, table: str) -> Standing:
    """The table's list; its end stands in for the total row where it has none."""
    opened = open_form(path.read_bytes(), path.name)
    assert opened is not None
    filled, known = opened
    block = known.sheet(table).block("companies")
    found = filled.block(table, block.id)
    assert isinstance(found, FilledList)
    fields = {field.id: field for field in block.fields}
    total = found.last_row + 1 if found.total is None else found.total.number
    return Standing(filled.tables[table].sheet, fields, found.columns, found.header_row + 1, total)


def typed(list_: Standing, rows: list[dict[str, str | None]]) -> dict[str, float | str | Formula | None]:
    """What a person types; the formulas are filled down."""
    cells: dict[str, float | str | Formula | None] = {}
    for index, row in enumerate(rows):
        for field, value in row.items():
            at = a1(list_.first + index, list_.columns[field])
            known = list_.fields[field]
            if not known.is_computed:
                cells[at] = float(value) if known.is_numeric and value not in (None, "/") else value
        if "seq" in list_.columns:
            cells[a1(list_.first + index, list_.columns["seq"])] = index + 1
    return cells


def copied(doc: Document, list_: Standing) -> dict[str, Formula]:
    """The formulas of one row in all rows, as dragging them down makes them."""
    own = [col for field, col in list_.columns.items() if list_.fields[field].is_computed]
    first = {col: filled_down(doc, list_, list_.first, col) for col in own}
    return {
        a1(row, col): moved(formula, list_.first, row)
        for col, formula in first.items()
        for row in range(list_.first, list_.first + ROWS)
    }


COUNTS = "QJ33"
"""表1 is not told of the rows that were added."""


def assert_computed(path: Path, *, rows: int) -> None:
    opened = open_form(path.read_bytes(), path.name)
    assert opened is not None
    filled, known = opened
    blocks = [filled.block(table, "companies") for table in lists(known)]
    assert sum(len(block.entries) for block in blocks if isinstance(block, FilledList)) == rows
    for cell in computed(filled, known):
        assert cell.entry.formula is not None
        if cell.expected.figure is not None:
            assert cell.entry.value == cell.expected.figure.value, cell
    found = judge(path.read_bytes(), path.name).findings
    assert [one for one in found if one.severity != "advice" and not one.code.startswith(COUNTS)] == []


def assert_covered(first: Worksheet, last: Worksheet, old: Standing, new: Standing) -> None:
    """Columns with a dropdown, a prompt or a conditional format have it in each of the rows."""
    for found in (validations, conditions):
        for col in old.columns.values():
            asked = cells(found(first), col)
            if asked.issuperset(range(old.first, old.total - 1)):
                missing = set(range(new.first, new.first + ROWS)) - cells(found(last), col)
                assert not missing, f"{found.__name__}: column {col} lacks rows {sorted(missing)[:5]}"
            if old.total in asked:
                assert new.total in cells(found(last), col)


def validations(sheet: Worksheet) -> Iterator[str]:
    for rule in sheet.data_validations.dataValidation:
        yield from str(rule.sqref).split()


def conditions(sheet: Worksheet) -> Iterator[str]:
    for area in sheet.conditional_formatting:
        yield from str(area.sqref).split()


def cells(areas: Iterator[str], col: int) -> set[int]:
    """Rows of a column that the areas cover."""
    rows: set[int] = set()
    for area in areas:
        part = CellRange(area)
        if part.min_col <= col <= part.max_col:
            rows.update(range(part.min_row, part.max_row + 1))
    return rows
