"""The add-in's own sheet: settings for VBA, its Chinese words, the descriptions of the functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.sax.saxutils import escape

from excel.words import vba
from qingjian.model.grid import a1
from qingjian_addin.words import category, function_help

SHEET: Final = "qingjian.conf"
INTERPRETERS: Final = (
    r"%LOCALAPPDATA%\qingjian\python\pythonw.exe",
    r"%ProgramData%\qingjian\python\pythonw.exe",
)
"""Where the installer puts Python; the second for user names that the system's code page cannot write."""

_HELP_COLUMN: Final = 4  # FIRST_COLUMN of QingjianHelp.bas
_LONGEST: Final = 255  # Application.MacroOptions refuses more

Cells = dict[tuple[int, int], str | int]


def cells() -> Cells:
    """Everything the sheet holds, by row and column from 1."""
    found: Cells = {}
    for row, (key, value) in enumerate(_settings(), 1):
        found[row, 1], found[row, 2] = key, value
    for row, function in enumerate(function_help().values(), 1):
        arguments = [one.help for one in function.arguments]
        line: list[str | int] = [function.name, function.help, len(arguments), *arguments]
        if too_long := [text for text in line if isinstance(text, str) and len(text) > _LONGEST]:
            raise ValueError(f"{function.name}: longer than {_LONGEST} characters: {too_long[0]}")
        found |= {(row, _HELP_COLUMN + place): value for place, value in enumerate(line)}
    return found


def _settings() -> Iterator[tuple[str, str]]:
    for number, place in enumerate(INTERPRETERS, 1):
        yield f"INTERPRETER {number}", place
    yield "CATEGORY", category()
    for name, text in vba().items():
        yield name.upper().replace("_", " "), text


def sheet_data(content: Cells, strings: Mapping[str, int]) -> str:
    """The element sheetData; texts by their number among the shared strings."""
    rows: list[str] = []
    for row in sorted({row for row, _ in content}):
        found = [
            _cell(row, column, content[row, column], strings) for at, column in sorted(content) if at == row
        ]
        rows.append(f'<row r="{row}">{"".join(found)}</row>')
    return f"<sheetData>{''.join(rows)}</sheetData>"


def _cell(row: int, column: int, value: str | int, strings: Mapping[str, int]) -> str:
    if isinstance(value, int):
        return f'<c r="{a1(row, column)}"><v>{value}</v></c>'
    return f'<c r="{a1(row, column)}" t="s"><v>{strings[value]}</v></c>'


def shared_strings(content: Cells) -> tuple[dict[str, int], bytes]:
    """The number of each text, and the part xl/sharedStrings.xml."""
    texts = [content[place] for place in sorted(content)]
    words = [text for text in texts if isinstance(text, str)]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(words))}
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in numbers)
    return numbers, (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        f' count="{len(words)}" uniqueCount="{len(numbers)}">{items}</sst>'
    ).encode()


def with_cells(sheet: str, content: Cells, strings: Mapping[str, int]) -> str:
    """The part of the worksheet with our cells in place of its own."""
    last = a1(max(row for row, _ in content), max(column for _, column in content))
    changed, times = re.subn(
        "<sheetData>.*</sheetData>", lambda _: sheet_data(content, strings), sheet, flags=re.DOTALL
    )
    changed, again = re.subn('<dimension ref="[^"]*" ?/>', f'<dimension ref="A1:{last}"/>', changed)
    if (times, again) != (1, 1):
        raise ValueError("the sheet of xlwings' add-in looks different from what this builder knows")
    return changed
