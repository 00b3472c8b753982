"""The tables of an official workbook cut out for validators that know nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

Json = dict[str, Any]
Said = list[tuple[str, str]]
"""Sheet and address; the address is empty where a tool speaks of a column or of the table."""
MARKS: Final = ("", "/", "／", "—", "-", "无")


def cut(book: Any, table: Json) -> tuple[list[Any], list[list[Any]]] | None:
    """Captions and rows down to 合计; a table of one row has its own names for captions."""
    if table["sheet"] not in book.sheetnames:
        return None
    sheet = book[table["sheet"]]
    if "cells" in table:
        names = [column["id"] for column in table["columns"]]
        return names, [[sheet[table["cells"][name]].value for name in names]]
    width = range(1, len(table["columns"]) + 1)
    captions = [_squeezed(sheet.cell(table["header"], col).value) for col in width]
    rows: list[list[Any]] = []
    for number in range(table["first"], sheet.max_row + 1):
        row = [sheet.cell(number, col).value for col in width]
        rows.append(row)
        if row[0] == "合计":
            break
    return captions, rows


def _squeezed(text: object) -> str:
    return "".join(str(text or "").split())


def address_of(table: Json, row: int, name: str) -> str:
    if "cells" in table:
        return str(table["cells"][name])
    col = [column["id"] for column in table["columns"]].index(name)
    return f"{chr(65 + col)}{table['first'] + row}"


def entries_of(rows: Sequence[list[Any]]) -> list[list[Any]]:
    """The companies' rows: neither 合计 nor …… nor the numbered rows left empty."""
    return [
        row
        for row in rows
        if row[0] not in ("合计", "……") and any(value not in (None, "") for value in row[1:])
    ]
