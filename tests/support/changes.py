"""What people do to an official workbook, as steps on its grid: the examples of the structural rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from qingjian.catalog.tables import table
from qingjian.model.grid import Cell, Grid, Sheet

Step = Mapping[str, Any]


def apply(grid: Grid, steps: Sequence[Step]) -> None:
    """Change a grid in place, step by step."""
    for step in steps:
        _STEPS[step["op"]](grid, step)


def _unstamp(grid: Grid, _step: Step) -> None:
    grid.properties.clear()
    for sheet in grid.sheets:
        for row in _rows(sheet).values():
            for col in [col for col, cell in row.items() if cell.text.startswith("liaoning/2024")]:
                del row[col]


def _property(grid: Grid, step: Step) -> None:
    grid.properties[step["name"]] = step["value"]


def _remove(grid: Grid, step: Step) -> None:
    grid.sheets.remove(_sheet(grid, step["sheet"]))


def _rename(grid: Grid, step: Step) -> None:
    _sheet(grid, step["sheet"]).name = step["to"]


def _clear(grid: Grid, step: Step) -> None:
    sheet = _sheet(grid, step["sheet"])
    top = _find(sheet, step["text"])[0]
    for row in range(top, top + step["rows"]):
        _rows(sheet).pop(row, None)


def _caption(grid: Grid, step: Step) -> None:
    sheet = _sheet(grid, step["sheet"])
    row, col = _find(sheet, step["from"])
    _write(sheet, row, col, step["to"])


def _parameter(grid: Grid, step: Step) -> None:
    known = table("parameters.json")
    caption = next(one["caption"]["zh"] for one in known["parameters"] if one["id"] == step["id"])
    sheet = _sheet(grid, known["sheet"])
    row, col = _find(sheet, caption)
    _write(sheet, row, col + 1, step["value"])


def _below_total(grid: Grid, step: Step) -> None:
    sheet = _sheet(grid, step["sheet"])
    row = _find(sheet, "合计")[0] + 1
    for col, text in step["values"].items():
        _write(sheet, row, int(col), text)


def _new_sheet(grid: Grid, step: Step) -> None:
    sheet = Sheet(step["name"])
    for row, texts in enumerate(step["values"], 1):
        for col, text in enumerate(texts, 1):
            _write(sheet, row, col, text)
    grid.sheets.append(sheet)


def _column(grid: Grid, step: Step) -> None:
    sheet = _sheet(grid, step["sheet"])
    row, _ = _find(sheet, "企业名称")
    _write(sheet, row, max(sheet.row(row)) + 1, step["caption"])
    _write(sheet, row + 1, max(sheet.row(row)), "有")


def _append(grid: Grid, step: Step) -> None:
    moved, target = _sheet(grid, step["sheet"]), _sheet(grid, step["below"])
    down = max(target.rows) + 3
    for number, row in moved.rows.items():
        _rows(target)[number + down] = {col: cell._replace(row=number + down) for col, cell in row.items()}
    target.merges += tuple(
        area._replace(top=area.top + down, bottom=area.bottom + down) for area in moved.merges
    )
    grid.sheets.remove(moved)


_STEPS: Final[Mapping[str, Callable[[Grid, Step], None]]] = {
    "unstamp": _unstamp,
    "property": _property,
    "remove": _remove,
    "rename": _rename,
    "clear": _clear,
    "caption": _caption,
    "parameter": _parameter,
    "below-total": _below_total,
    "sheet": _new_sheet,
    "column": _column,
    "append": _append,
}


def _sheet(grid: Grid, name: str) -> Sheet:
    sheet = grid.sheet(name)
    if sheet is None:
        raise KeyError(name)
    return sheet


def _rows(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """The rows of a sheet that was copied into plain dicts."""
    return cast("dict[int, dict[int, Cell]]", sheet.rows)


def _find(sheet: Sheet, text: str) -> tuple[int, int]:
    """The first cell that says this, whatever its line breaks."""
    for number, row in sheet.stream():
        for col, cell in sorted(row.items()):
            if "".join(cell.text.split()) == text:
                return number, col
    raise KeyError(text)


def _write(sheet: Sheet, row: int, col: int, text: str) -> None:
    cells = _rows(sheet).setdefault(row, {})
    if not text:
        cells.pop(col, None)
        return
    kind = "number" if text.replace(".", "", 1).isdigit() else "text"
    cells[col] = Cell(row, col, "number" if kind == "number" else "text", text)
