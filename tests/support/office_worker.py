"""Drives one soffice over UNO on behalf of support.office: JSON lines in, JSON lines out.

Runs under the system's python3, the only one that has the `uno` module; needs nothing but that
and the standard library. When its standard input ends, it takes soffice down with it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, NoReturn

import uno

START_SECONDS = 60.0
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
}
CONTENT = 1 | 2 | 4 | 16  # CellFlags: VALUE, DATETIME, STRING, FORMULA; formats and notes stay
ERROR = 4  # FormulaResult.ERROR
ANY_RESULT = 1 | 2 | 4  # FormulaResult: VALUE, STRING, ERROR

Cell = tuple[int, int, str, Any]  # row, column, number | text | formula | nothing, content


def prop(name: str, value: Any) -> Any:
    return uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)


class Desk:
    """One running soffice and the documents opened in it."""

    def __init__(self, soffice: str, profile: Path) -> None:
        self.accept = f"pipe,name=qingjian{uuid.uuid4().hex};urp;"
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nofirststartwizard",
            "--nolockcheck",
        ]
        self.process = subprocess.Popen(
            [soffice, f"-env:UserInstallation={profile.as_uri()}", *options, f"--accept={self.accept}"],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            stderr=sys.stderr,
        )
        self.context = self._connect()
        self.desktop = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )
        self.documents: dict[int, Any] = {}
        self.scripts: dict[str, Any] = {}
        self.opened = 0

    def _connect(self) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + START_SECONDS
        while True:
            with contextlib.suppress(Exception):  # not listening yet; UNO has a dozen names for that
                return resolver.resolve(f"uno:{self.accept}StarOffice.ComponentContext")
            if self.process.poll() is not None:
                raise RuntimeError(f"soffice ended at once with status {self.process.returncode}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"soffice did not answer within {START_SECONDS:.0f} seconds")
            time.sleep(0.05)

    def is_alive(self) -> bool:
        try:
            return self.desktop.Components is not None
        except Exception:  # noqa: BLE001 -- whatever it is: it does not answer
            return False

    def sheet(self, doc: int, name: str) -> Any:
        sheets = self.documents[doc].Sheets
        if not sheets.hasByName(name):
            raise KeyError(f"no sheet {name!r}; there are {', '.join(sheets.ElementNames)}")
        return sheets.getByName(name)


@contextlib.contextmanager
def quiet(document: Any) -> Generator[None]:
    """No repainting and no recalculation between single changes."""
    automatic = document.isAutomaticCalculationEnabled()
    document.enableAutomaticCalculation(False)
    document.lockControllers()
    try:
        yield
    finally:
        document.unlockControllers()
        document.enableAutomaticCalculation(automatic)


def open_document(desk: Desk, path: str | None) -> int:
    url = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
    never = 0  # MacroExecutionMode.NEVER_EXECUTE and UpdateDocMode.NO_UPDATE
    options = (prop("Hidden", True), prop("MacroExecutionMode", never), prop("UpdateDocMode", never))
    document = desk.desktop.loadComponentFromURL(url, "_blank", 0, options)
    if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        raise ValueError(f"LibreOffice does not open {path} as a spreadsheet")
    desk.opened += 1
    desk.documents[desk.opened] = document
    return desk.opened


def close_document(desk: Desk, doc: int) -> None:
    desk.documents.pop(doc).close(True)


def save_as(desk: Desk, doc: int, path: str, sheet: str | None = None) -> None:
    """Write a copy; with a sheet, a PDF of that sheet alone, print ranges respected."""
    document = desk.documents[doc]
    options = (prop("FilterName", FILTERS[Path(path).suffix.lower()]),)
    hidden: list[Any] = []
    if sheet is not None:
        desk.sheet(doc, sheet).IsVisible = True
        hidden = [other for other in document.Sheets if other.Name != sheet and other.IsVisible]
    for other in hidden:
        other.IsVisible = False
    try:
        document.storeToURL(uno.systemPathToFileUrl(path), options)
    finally:
        for other in hidden:
            other.IsVisible = True


def set_cells(desk: Desk, doc: int, sheet: str, cells: list[Cell]) -> None:
    """Text stays text, however much it looks like a number."""
    target = desk.sheet(doc, sheet)
    with quiet(desk.documents[doc]):
        if len(target.Annotations):  # setDataArray would take the notes away
            plain, single = [], cells
        else:
            plain = [cell for cell in cells if cell[2] != "formula"]
            single = [cell for cell in cells if cell[2] == "formula"]
        for top, left, rows in blocks(plain):
            bottom, right = top + len(rows) - 1, left + len(rows[0]) - 1
            area = target.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
            area.setDataArray(tuple(rows))  # one call for a block: each cell fetched costs a millisecond
        for row, col, kind, content in single:
            set_cell(target, target.getCellByPosition(col - 1, row - 1), kind, content)


def blocks(cells: list[Cell]) -> Iterator[tuple[int, int, list[tuple[float | str, ...]]]]:
    """(first row, first column, rows): neighbouring cells, as large as they come."""
    growing: dict[tuple[int, int], tuple[int, list[tuple[float | str, ...]]]] = {}
    for row, left, contents in runs(cells):
        shape = (left, len(contents))
        top, rows = growing.get(shape, (0, []))
        if rows and top + len(rows) == row:
            rows.append(contents)
            continue
        if rows:
            yield top, left, rows
        growing[shape] = (row, [contents])
    for (left, _), (top, rows) in growing.items():
        yield top, left, rows


def runs(cells: list[Cell]) -> Iterator[tuple[int, int, tuple[float | str, ...]]]:
    """(row, first column, contents) of neighbours in a row; an empty text empties a cell."""
    places = {
        (row, col): float(content) if kind == "number" else content or "" for row, col, kind, content in cells
    }
    for row, col in sorted(places):
        if (row, col - 1) in places:
            continue
        right = col
        while (row, right + 1) in places:
            right += 1
        yield row, col, tuple(places[row, at] for at in range(col, right + 1))


def set_cell(sheet: Any, cell: Any, kind: str, content: Any) -> None:
    if sheet.isProtected() and cell.CellProtection.IsLocked:  # UNO itself would write without a word
        raise PermissionError(f"{cell.AbsoluteName} is locked on a protected sheet")
    if kind == "number":
        cell.Value = float(content)
    elif kind == "text":
        cell.String = content
    elif kind == "formula":
        cell.Formula = content
    else:
        cell.clearContents(CONTENT)


def get_cells(desk: Desk, doc: int, sheet: str, area: str | None) -> list[tuple[int, int, Any, Any, Any]]:
    """(row, column, value, formula, error) of every cell that holds something; few calls for any size."""
    source = desk.sheet(doc, sheet)
    cells = source.getCellRangeByName(area) if area else used_area(source)
    top, left = cells.RangeAddress.StartRow + 1, cells.RangeAddress.StartColumn + 1
    formulas = set(positions(cells.queryFormulaCells(ANY_RESULT)))
    errors = {at: shown_at(source, at) for at in positions(cells.queryFormulaCells(ERROR))}
    texts = cells.FormulaArray
    found: list[tuple[int, int, Any, Any, Any]] = []
    for down, values in enumerate(cells.DataArray):
        for right, value in enumerate(values):
            at = (top + down, left + right)
            if at in formulas:
                error = errors.get(at)
                found.append((*at, None if error else value, texts[down][right], error))
            elif value != "":
                found.append((*at, value, None, None))
    return found


def used_area(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def positions(ranges: Any) -> Iterator[tuple[int, int]]:
    for area in ranges.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for col in range(area.StartColumn, area.EndColumn + 1):
                yield row + 1, col + 1


def shown_at(sheet: Any, at: tuple[int, int]) -> str:
    return str(sheet.getCellByPosition(at[1] - 1, at[0] - 1).String)


def shown(desk: Desk, doc: int, sheet: str, addresses: list[str]) -> list[str]:
    """What the cells display, number format applied."""
    source = desk.sheet(doc, sheet)
    return [source.getCellRangeByName(address).String for address in addresses]


def comments(desk: Desk, doc: int, sheet: str) -> list[tuple[int, int, str]]:
    notes = desk.sheet(doc, sheet).Annotations
    return [(note.Position.Row + 1, note.Position.Column + 1, note.String) for note in notes]


def insert_rows(desk: Desk, doc: int, sheet: str, row: int, count: int) -> None:
    rows = refuse_protected(desk.sheet(doc, sheet)).Rows
    rows.insertByIndex(row - 1, count)


def delete_rows(desk: Desk, doc: int, sheet: str, row: int, count: int) -> None:
    rows = refuse_protected(desk.sheet(doc, sheet)).Rows
    rows.removeByIndex(row - 1, count)


def refuse_protected(sheet: Any) -> Any:
    """UNO ignores changes to a protected sheet without a word."""
    if sheet.isProtected():
        raise PermissionError(f"sheet {sheet.Name!r} is protected")
    return sheet


def hide_rows(desk: Desk, doc: int, sheet: str, row: int, count: int, *, hidden: bool) -> None:
    rows = refuse_protected(desk.sheet(doc, sheet)).Rows
    for index in range(row - 1, row - 1 + count):
        rows.getByIndex(index).IsVisible = not hidden


def unprotect(desk: Desk, doc: int, sheet: str) -> None:
    desk.sheet(doc, sheet).unprotect("")


def is_protected(desk: Desk, doc: int, sheet: str) -> bool:
    return bool(desk.sheet(doc, sheet).isProtected())


def rename_sheet(desk: Desk, doc: int, sheet: str, name: str) -> None:
    desk.sheet(doc, sheet).Name = name


def move_sheet(desk: Desk, doc: int, sheet: str, position: int) -> None:
    desk.documents[doc].Sheets.moveByName(sheet, position)


def list_sheets(desk: Desk, doc: int) -> list[tuple[str, bool]]:
    return [(sheet.Name, bool(sheet.IsVisible)) for sheet in desk.documents[doc].Sheets]


def recalculate(desk: Desk, doc: int) -> None:
    desk.documents[doc].calculateAll()


def run(
    desk: Desk, doc: int | None, *, script: str, function: str, paths: list[str], arguments: dict[str, Any]
) -> Any:
    """Call `function(context, document, **arguments)` of a Python file; its answer must fit into JSON."""
    sys.path += [path for path in paths if path not in sys.path]
    spec = importlib.util.spec_from_file_location(Path(script).stem, script)
    if spec is None or spec.loader is None:
        raise ImportError(script)
    if script not in desk.scripts:
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        desk.scripts[script] = module
    document = None if doc is None else desk.documents[doc]
    return getattr(desk.scripts[script], function)(desk.context, document, **arguments)


COMMANDS: dict[str, Callable[..., Any]] = {
    "open": open_document,
    "close": close_document,
    "save": save_as,
    "set": set_cells,
    "get": get_cells,
    "shown": shown,
    "comments": comments,
    "insert_rows": insert_rows,
    "delete_rows": delete_rows,
    "hide_rows": hide_rows,
    "unprotect": unprotect,
    "is_protected": is_protected,
    "rename_sheet": rename_sheet,
    "move_sheet": move_sheet,
    "sheets": list_sheets,
    "recalculate": recalculate,
    "run": run,
}


def answer(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    command = COMMANDS[request.pop("do")]
    try:
        return {"ok": command(desk, **request)}
    except Exception as problem:  # noqa: BLE001 -- goes back to the test, which raises it there
        return {"error" if desk.is_alive() else "gone": f"{type(problem).__name__}: {problem}"}


def say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> None:
    soffice, profile = sys.argv[1:]
    try:
        desk = Desk(soffice, Path(profile))
    except RuntimeError as problem:
        say({"gone": str(problem)})
        end()
    say({"ok": "ready"})
    for line in sys.stdin:
        say(answer(desk, json.loads(line)))
    end()


def end() -> NoReturn:
    """Kill our own group: soffice, its launcher and this process; the profile is thrown away."""
    os.killpg(0, signal.SIGKILL)
    sys.exit()


if __name__ == "__main__":
    main()
