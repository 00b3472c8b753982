"""What an official workbook shows without any program of ours, against what the check says: rule by rule.

The conditions of the conditional formats are evaluated by LibreOffice itself, each in a scratch cell of its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator

from qingjian.catalog.editions import edition as edition_of
from qingjian.catalog.rules import rule, rules
from qingjian.catalog.wording import own_factor, parameters
from qingjian.model.figure import stored
from qingjian.model.finding import Place
from qingjian.model.grid import a1, parse_a1
from qingjian.templates import styles
from qingjian.templates.book import build
from qingjian.templates.layout import layout
from support.examples import judged
from support.forms import entry
from support.office import Document, Formula, Office

SCRATCH: Final = 90
"""Columns from here on are empty in every form."""
COLOURS: Final = {"wrong": styles.WRONG, "overwritten": styles.OVERWRITTEN, "hint": styles.HINT}
UNTOUCHED: Final = object()
"""The cell keeps the formula that stands in it."""


Key = tuple[str, str, str]
"""Table, field, and the row's name: 合计 for the total, empty where there are no rows."""


class Condition(NamedTuple):
    """One condition of a conditional format, as it reads at one cell."""

    formula: str
    colour: str


def _cases(face: str) -> Iterator[Any]:
    for spec in (spec for spec in rules() if face in spec.formula_face):
        for index, example in enumerate(spec.examples):
            if "tables" in example:
                yield pytest.param(spec.code, example, id=f"{spec.code}-{index}")


@pytest.mark.parametrize(("code", "example"), list(_cases("colour")))
def test_a_cell_is_coloured_where_the_check_finds_something(
    office: Office, folder: Path, code: str, example: Mapping[str, Any]
) -> None:
    known = edition_of(example["edition"])
    path = _official(folder, known.id)
    wanted = COLOURS[rule(code).formula_face["colour"]].removeprefix("#")
    cells = {key: (sheet, at, content) for key, sheet, at, content in _cells(example)}
    with office.document(path) as doc:
        for sheet in {sheet for sheet, _, _ in cells.values()}:
            doc.unprotect(sheet)
        _declare(doc, path, example.get("parameters", {}))
        for sheet, at, content in cells.values():
            if content is not UNTOUCHED:
                doc.set(sheet, {at: content})
        asked = {key: _asked(doc, path, sheet, at, wanted) for key, (sheet, at, _) in cells.items()}
        doc.recalculate()
        shown = {
            key for key, places in asked.items() if any(doc.value(cells[key][0], at) == 1 for at in places)
        }
    assert shown == _found(code, example).keys()


@pytest.mark.parametrize(("code", "example"), list(_cases("formula")))
def test_the_formula_shows_what_the_check_expects(
    office: Office, folder: Path, code: str, example: Mapping[str, Any]
) -> None:
    known = edition_of(example["edition"])
    path = _official(folder, known.id)
    findings = _found(code, example)
    cells = {key: (sheet, at, content) for key, sheet, at, content in _cells(example)}
    with office.document(path) as doc:
        for sheet in {sheet for sheet, _, _ in cells.values()}:
            doc.unprotect(sheet)
        _declare(doc, path, example.get("parameters", {}))
        for key, (sheet, at, content) in cells.items():
            if content is not UNTOUCHED and key not in findings:
                doc.set(sheet, {at: content})
        doc.recalculate()
        shown = {key: doc.value(*cells[key][:2]) for key in findings}
    assert {key: stored(str(value)) for key, value in shown.items()} == {
        key: stored(expected) for key, expected in findings.items() if expected is not None
    }


def _found(code: str, example: Mapping[str, Any]) -> dict[Key, str | None]:
    """Where the check finds something, and what it expects there."""
    rows = {row for (_, _, row), *_ in _cells(example)}
    return {
        (one.table, one.field, one.row if one.row in rows else ""): one.expected
        for one in judged(code, example).findings
    }


def _asked(doc: Document, path: Path, sheet: str, at: str, colour: str) -> list[str]:
    """The scratch cells that hold a cell's conditions for a colour."""
    row, col = parse_a1(at)
    formulas = [one.formula for one in _conditions(path, sheet, at) if one.colour == colour]
    places = {a1(row, SCRATCH + 4 * col + number): Formula(text) for number, text in enumerate(formulas)}
    doc.set(sheet, places)
    return list(places)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faces")


@cache
def _official(folder: Path, edition: str) -> Path:
    path = folder / f"{edition.replace('/', '-')}.xlsx"
    path.write_bytes(build(edition_of(edition)))
    return path


@cache
def _formats(path: Path) -> Mapping[str, list[tuple[Any, str, str]]]:
    book: Any = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            (area, rule.formula[0], rule.dxf.fill.bgColor.rgb[2:])
            for area in sheet.conditional_formatting
            for rule in area.rules
            if rule.type == "expression" and rule.dxf is not None and rule.dxf.fill is not None
        ]
        for sheet in book.worksheets
    }


def _conditions(path: Path, sheet: str, at: str) -> Iterator[Condition]:
    for area, formula, colour in _formats(path)[sheet]:
        if at in area:
            first = min(area.sqref.ranges, key=lambda one: (one.min_row, one.min_col))
            origin = a1(first.min_row, first.min_col)
            moved: Any = Translator(f"={formula}", origin=origin)
            yield Condition(_in_calc(moved.translate_formula(at)), colour)


def _in_calc(formula: str) -> str:
    """Excel's text of a formula as LibreOffice takes it."""
    tokens = Tokenizer(formula).items
    return "=" + "".join(";" if one.type == "SEP" else one.value for one in tokens).replace("_xlfn.", "")


def _cells(example: Mapping[str, Any]) -> Iterator[tuple[Key, str, str, Any]]:
    """Key, sheet, address and content of every cell of the blocks and rows that an example speaks of."""
    known = edition_of(example["edition"])
    for table, blocks in example["tables"].items():
        sheet = known.sheet(table)
        placed = layout(sheet, year=2024)
        for (block, field, item, index), cell in placed.by_field.items():
            filled = blocks.get(block)
            if filled is None:
                continue
            if "cells" in filled:
                yield (table, field, ""), sheet.name, cell.address, _content(filled["cells"], field)
            elif index is not None and index < len(filled.get("rows", ())):
                row = filled["rows"][index]
                if row.get("#item") == item:
                    key = table, field, str(row.get("name", ""))
                    yield key, sheet.name, cell.address, _content(row, field)
        for _, cell in placed.totals():
            if "total" in blocks.get(cell.block, {}):
                field = cell.asked.id
                content = _content(blocks[cell.block]["total"], field)
                yield (table, field, "合计"), sheet.name, cell.address, content


def _content(cells: Mapping[str, Any], field: str) -> Any:
    content: Any = cells.get(field)
    if content is None or (not isinstance(content, str) and "formula" in content):
        return UNTOUCHED
    read = entry(content, Place())
    return stored(read.text) if read.state == "number" else read.text or None


def _declare(doc: Document, path: Path, declared: Mapping[str, str]) -> None:
    names = {one.id: one.name for one in parameters()}
    book = openpyxl.load_workbook(path)
    places = {
        id_: book.defined_names[name].attr_text.split("!")[1].replace("$", "")
        for id_, name in names.items()
        if name in book.defined_names
    }
    if "electricity" in declared:
        doc.set(
            "参数",
            {places["factor_choice"]: own_factor(), places["factor_own"]: Decimal(declared["electricity"])},
        )
    if "gas" in declared:
        doc.set("参数", {places["gas_coefficient"]: Decimal(declared["gas"])})
