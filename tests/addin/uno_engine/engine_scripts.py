"""What the engine's tests do in a real LibreOffice; each function sees the document and answers in JSON."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import xlwings as xw

from qingjian_addin import uno_engine


def _sheet(context: Any, document: Any) -> xw.Sheet:
    return uno_engine.book_of(context, document).sheets[0]


def _refusal(deed: Callable[[], object]) -> str:
    try:
        deed()
    except uno_engine.SheetProtected as problem:
        return str(problem)
    return "done"


def _note(cell: xw.Range) -> xw.Note:
    note = cell.note
    assert note is not None
    return note


def values(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    sheet.range("A1").value = [
        ["text", 1, 2.5, None, True],
        [Decimal("0.1"), dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 8, 30), "", False],
        ["00123", "'00123", "1,234.5", "TRUE", "2024年"],
    ]
    sheet.range("A5:B6").value = 7
    return [
        [str(value) if isinstance(value, dt.datetime) else value for value in row]
        for row in sheet.range("A1:E6").value
    ]


def readers(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    sheet["A1"].formula = "=1/0"
    sheet["B1"].value = 3
    sheet["C1"].formula = "=NA()"
    area = sheet["A1:D1"]
    return {
        "plain": area.value,
        "errors": area.options(err_to_str=True).value,
        "empty": area.options(empty="", numbers=int).value,
        "two": sheet["B1"].options(ndim=2).value,
        "column": sheet["B1:B2"].value,
    }


def text_cells(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    sheet["A1:A2"].number_format = "@"
    sheet["A1:B2"].value = [["00123", "00123"], ["=1+1", "=1+1"]]
    return sheet["A1:B2"].value


FORMULAS = (
    "=SUM(A1,B1:B3)",
    '=IF(A1="a,b;c",1,2)',
    "='表 2'!A1*2",
    '=HYPERLINK("#\'表 2\'!B3","第3行; 见, 表")',
    "=SUM({1,2;3,4})",
    "=ROUND(A1*0.5,1)",
    '=IF(ISERROR(#REF!),"x","")',
    "=INDEX('表 2'!$A$1:$B$9,MATCH(1,A1:A9,0),2)",
)


def formulas(context: Any, document: Any) -> Any:
    book = uno_engine.book_of(context, document)
    book.sheets.add("表 2", after=book.sheets[0])
    sheet = book.sheets[0]
    target = sheet.range((1, 5), (len(FORMULAS), 5))
    target.formula = [[formula] for formula in FORMULAS]
    sheet["A1"].value = 3
    return {"formulas": [row[0] for row in target.formula], "values": target.options(err_to_str=True).value}


def filled_formula(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    sheet["A1:A3"].value = [[1], [2], [3]]
    sheet["B1:B3"].formula = "=A1*$A$3"
    return [sheet["B1:B3"].formula, sheet["B1:B3"].value]


def notes(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    sheet["B2"].add_note("第一条")
    sheet["C3"].add_note("second\nline")
    sheet["A1:D4"].value = [list("abcd") for _ in range(4)]
    _note(sheet["B2"]).text = "改"
    again = ""
    try:
        sheet["B2"].add_note("again")
    except ValueError as problem:
        again = str(problem)
    found = [(note.location.address, note.text) for note in sheet.notes]
    _note(sheet["C3"]).delete()
    return {
        "found": found,
        "again": again,
        "after": [_note(sheet["B2"]).text, sheet["C3"].note],
        "cells": sheet["A1:D4"].value,
    }


def formats(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    cell = sheet["B2"]
    before = cell.color
    cell.color = (255, 199, 206)
    colours = [before, cell.color]
    cell.color = "#00FF00"
    colours.append(cell.color)
    cell.color = None
    colours.append(cell.color)
    cell.font.bold, cell.font.size, cell.font.color = True, 14, (255, 0, 0)
    cell.number_format = "0.00"
    cell.wrap_text = True
    cell.column_width, cell.row_height = 20, 30
    return {
        "colours": colours,
        "font": [cell.font.bold, cell.font.size, cell.font.color, sheet["A1:B2"].font.bold],
        "format": [cell.number_format, sheet["A1"].number_format, sheet["A1:B2"].number_format],
        "wrap": cell.wrap_text,
        "size": [cell.column_width, cell.row_height],
    }


def clearing(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    cell = sheet["A1"]
    cell.value, cell.color = "x", (1, 2, 3)
    cell.add_note("n")
    cell.clear_contents()
    kept = [cell.value, cell.color, _note(cell).text]
    cell.value = "y"
    cell.clear()
    return [kept, [cell.value, cell.color, cell.note]]


def merges(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    document.Sheets.getByIndex(0).getCellRangeByName("B2:C4").merge(True)
    sheet["B2"].select()
    selected = sheet.book.selection
    assert selected is not None
    return {
        "selected": selected.address,
        "area": [sheet[at].merge_area.address for at in ("B2", "C4", "A1")],
        "merged": [sheet[at].merge_cells for at in ("B2", "C4", "A1", "B2:C4", "A1:D5", "E1:F2")],
    }


def sheets(context: Any, document: Any) -> Any:
    book = uno_engine.book_of(context, document)
    first = book.sheets[0].name
    book.sheets.add("末", after=book.sheets[-1])
    book.sheets.add("首", before=book.sheets[0])
    book.sheets["末"].visible = False
    names = [sheet.name for sheet in book.sheets]
    shown = [sheet.visible for sheet in book.sheets]
    book.sheets["首"].name = "改名"
    answer = {
        "names": [names[0], names[1] == first, names[2]],
        "shown": shown,
        "active": book.sheets.active.name,
        "contains": ["末" in book.sheets, "无" in book.sheets],
        "count": book.sheets.count,
        "index": book.sheets["末"].index,
    }
    book.sheets["末"].delete()
    return answer | {"left": next(sheet.name for sheet in book.sheets), "now": len(book.sheets)}


def names(context: Any, document: Any) -> Any:
    book = uno_engine.book_of(context, document)
    sheet = book.sheets[0]
    sheet["B3"].value = 5
    book.names.add("因子", f"='{sheet.name}'!$B$3")
    return {
        "to": str(book.names["因子"].refers_to).replace(sheet.name, "S"),
        "range": book.names["因子"].refers_to_range.address,
        "value": sheet.range("因子").value,
        "has": ["因子" in book.names, "无" in book.names],
        "all": [name.name for name in book.names],
    }


def geometry(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    empty = sheet.used_range.address
    sheet["C3:D5"].value = 1
    area = sheet["B2:C4"]
    return {
        "used": [empty, sheet.used_range.address],
        "shape": [area.shape, area.row, area.column, area.count],
        "moved": [area.offset(1, 2).address, area.resize(1, 1).address, area.last_cell.address],
        "cells": [sheet.range((2, 3)).address, sheet.range((1, 1), (2, 2)).address, sheet[0, 1].address],
        "column": sheet.range("C:C").column,
        "end": [sheet["C3"].end("down").row, sheet["C1"].end("down").row, sheet["C3"].end("right").column],
        "iterated": [cell.address for cell in sheet["A1:B2"]],
        "sheet": area.sheet == sheet,
        "expanded": sheet["C3"].expand().address,
    }


def protection(context: Any, document: Any) -> Any:
    sheet = _sheet(context, document)
    cells = document.Sheets.getByIndex(0)
    free = cells.getCellRangeByName("B2:C3")
    state = free.CellProtection
    state.IsLocked = False
    free.CellProtection = state
    cells.protect("")

    def write(address: str) -> None:
        sheet[address].value = 1

    def paint(address: str) -> None:
        sheet[address].color = (1, 2, 3)

    return {
        "locked": _refusal(lambda: write("A1")),
        "partly": _refusal(lambda: write("A1:B2")),
        "free": _refusal(lambda: write("B2:C3")),
        "paint": _refusal(lambda: paint("B2")),
        "note": _refusal(lambda: sheet["B2"].add_note("n")),
        "left": [sheet["A1"].value, sheet["B2"].value, sheet["B2"].color],
    }


def application(context: Any, document: Any) -> Any:
    book = uno_engine.book_of(context, document)
    app = book.app
    app.screen_updating = False
    locked = [app.screen_updating, document.hasControllersLocked()]
    app.screen_updating = True
    app.calculation = "manual"
    manual = app.calculation
    app.calculation = "automatic"
    app.status_bar = "校验中"
    said = app.status_bar
    app.status_bar = False
    app.display_alerts = False
    book.sheets[0]["B2:C3"].select()
    selected = book.selection
    assert selected is not None
    return {
        "locked": locked,
        "unlocked": [app.screen_updating, document.hasControllersLocked()],
        "calculation": [manual, app.calculation],
        "status": [said, app.status_bar],
        "alerts": app.display_alerts,
        "selection": selected.address,
        "books": app.books.count >= 1,
        "pro": bool(xw.__pro__),
    }


def speed(context: Any, document: Any) -> Any:
    """Seconds for writing and reading blocks."""
    sheet = _sheet(context, document)
    taken: dict[str, float] = {}
    for rows, columns in ((300, 10), (5000, 20)):
        block = [
            [row * column + 0.5 if column % 2 else f"第{row}行" for column in range(columns)]
            for row in range(rows)
        ]
        area = sheet.range((1, 1), (rows, columns))
        start = time.perf_counter()
        area.value = block
        written = time.perf_counter()
        assert area.value == block
        taken[f"write {rows}x{columns}"] = written - start
        taken[f"read {rows}x{columns}"] = time.perf_counter() - written
    links = [[f'=HYPERLINK("#A{row}","第{row}行")'] for row in range(1, 301)]
    start = time.perf_counter()
    sheet.range((1, 30), (300, 30)).formula = links
    taken["300 links"] = time.perf_counter() - start
    return taken
