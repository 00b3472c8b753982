"""What LibreOffice Writer does with a notice: types replies into its tables and saves it as Word or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import uno

FILTERS = {".docx": "MS Word 2007 XML", ".pdf": "writer_pdf_Export"}


def answer(
    context: Any,
    document: Any,
    *,
    source: str,
    targets: list[str],
    replies: dict[str, str],
    signed: dict[str, str],
) -> int:
    """Type a reply into the last cell of each row that shows a mark, sign, save; how many cells were filled."""
    del document  # the spreadsheet that the connection was opened with
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    text = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(source), "_blank", 0, (_option("Hidden", True),)
    )
    try:
        filled = _typed(text, replies, signed)
        for target in targets:
            text.storeToURL(
                uno.systemPathToFileUrl(target), (_option("FilterName", FILTERS[Path(target).suffix]),)
            )
    finally:
        text.close(True)
    return filled


def _typed(document: Any, replies: dict[str, str], signed: dict[str, str]) -> int:
    filled = 0
    for number in range(document.TextTables.Count):
        table = document.TextTables.getByIndex(number)
        names = list(table.CellNames)
        for name in names:
            said = "".join(table.getCellByName(name).String.split())
            for mark, text in replies.items():
                if mark in said:
                    _type(table, _last(names, name), text)
                    filled += 1
            if said in signed:
                _type(table, _next(name), signed[said])
                filled += 1
    return filled


def _option(name: str, value: object) -> Any:
    option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    option.Name, option.Value = name, value
    return option


def _type(table: Any, name: str, text: str) -> None:
    table.getCellByName(name).String = text


def _last(names: list[str], beside: str) -> str:
    """The last cell of a row: B7 for A7 in a table of two columns."""
    row = beside.lstrip("ABCDEFGH")
    return max(one for one in names if one.lstrip("ABCDEFGH") == row)


def _next(name: str) -> str:
    return chr(ord(name[0]) + 1) + name[1:]
