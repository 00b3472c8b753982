"""What the extension's tests do inside a LibreOffice that has it; needs nothing of ours beside the extension."""

from __future__ import annotations

import time
from typing import Any, cast

PROTOCOL = "org.qingjian.command:"


def formulas(_context: Any, document: Any, given: list[str]) -> list[Any]:
    """Each formula in a cell of its own, as an array formula where it spreads; the values or errors."""
    sheet = document.Sheets.getByIndex(0)
    answers: list[Any] = []
    for row, formula in enumerate(given):
        cell = sheet.getCellByPosition(30, row)
        cell.Formula = formula
        answers.append(f"#{cell.getError()}" if cell.getError() else cell.DataArray[0][0])
    return answers


def cases(_context: Any, document: Any, given: list[dict[str, Any]]) -> list[Any]:
    """Golden cases: arguments as literals, or as cells where they are blocks; answers as rows."""
    return [_case(document.Sheets.getByIndex(0), case) for case in given]


def _case(sheet: Any, case: dict[str, Any]) -> list[list[Any]]:
    sheet.clearContents(1023)
    texts: list[str] = []
    row = 0
    for argument in case["args"]:
        if isinstance(argument, list):
            rows = cast("list[list[Any]]", argument)
            texts.append(_block(sheet, rows, row))
            row += len(rows)
        else:
            texts.append(_literal(argument))
    height, width = case["shape"]
    target = sheet.getCellRangeByPosition(40, 0, 40 + width - 1, height - 1)
    target.setArrayFormula(f"={case['function']}({';'.join(texts)})")
    error = target.getCellByPosition(0, 0).getError()
    return [[f"#{error}"]] if error else [list(row) for row in target.getDataArray()]


def _block(sheet: Any, rows: list[list[Any]], top: int) -> str:
    area = sheet.getCellRangeByPosition(0, top, len(rows[0]) - 1, top + len(rows) - 1)
    area.setDataArray(tuple(tuple("" if cell is None else cell for cell in row) for row in rows))
    return str(area.AbsoluteName).partition(".")[2]


def _literal(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f"{str(value).upper()}()"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def wizard(context: Any, _document: Any) -> dict[str, Any]:
    """What the function wizard shows of our functions."""
    found = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.sheet.FunctionDescriptions", context
    )
    ours: dict[str, Any] = {}
    for entry in found:
        told = {one.Name: one.Value for one in entry}
        if str(told["Name"]).startswith("QJ_"):
            arguments = [[one.Name, one.Description, one.IsOptional] for one in told["Arguments"]]
            ours[told["Name"]] = [told["Description"], arguments]
    return ours


def dispatch(context: Any, document: Any, commands: list[str]) -> list[Any]:
    """Commands by their menu's address: (sentence, seconds) of each."""
    helper = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
    frame = document.CurrentController.Frame
    answers: list[Any] = []
    for command in commands:
        start = time.perf_counter()
        result = helper.executeDispatch(frame, PROTOCOL + command, "", 0, ())
        answers.append([result.Result, time.perf_counter() - start])
    return answers


def typed(context: Any, document: Any, at: str, text: str) -> None:
    """Text into a cell, as the keyboard would enter it."""
    import uno  # noqa: PLC0415 -- this file is also imported where there is none

    helper = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
    for command, name, value in (("GoToCell", "ToPoint", at), ("EnterString", "StringName", text)):
        argument = uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)
        helper.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, (argument,))


def undoable(_context: Any, document: Any) -> list[str]:
    """What the office itself would take back, the newest first."""
    return list(document.UndoManager.getAllUndoActionTitles())


def offered(context: Any, _document: Any) -> dict[str, Any]:
    """Menu and toolbar as the office's configuration has them, and whether their pictures are there."""
    provider = context.ServiceManager.createInstance("com.sun.star.configuration.ConfigurationProvider")

    def access(path: str) -> Any:
        import uno  # noqa: PLC0415 -- this file is also imported where there is none

        node = uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name="nodepath", Value=path)
        return provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (node,))

    menu = access("/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar").getByName("org.qingjian.menu")
    bars = access("/org.openoffice.Office.Addons/AddonUI/OfficeToolBar").getByName("org.qingjian.toolbar")
    states = access("/org.openoffice.Office.UI.CalcWindowState/UIElements/States")
    state = states.getByName("private:resource/toolbar/addon_org.qingjian.toolbar")
    submenu = menu.Submenu
    return {
        "title": menu.Title,
        "menu": [submenu.getByName(name).URL for name in sorted(submenu.ElementNames)],
        "bar": [[bars.getByName(name).URL, bars.getByName(name).Title] for name in sorted(bars.ElementNames)],
        "docked": [state.Docked, state.DockingArea, state.Visible, state.UIName],
    }
