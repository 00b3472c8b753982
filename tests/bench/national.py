"""A list made long: its rows repeated in the XML, renumbered, renamed and varied, its 合计 made to fit.

Building so many rows cell by cell would take longer than the whole bench."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

_ROW: Final = re.compile(r'<row r="([0-9]+)"(?:[^>]*/>|[^>]*>.*?</row>)')
_MERGE: Final = re.compile(r'(?<=<mergeCell ref=")([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)(?=")')
_SHEET: Final = re.compile(r'<sheet name="([^"]*)" sheetId="([0-9]+)"')
_NUMBERED: Final = re.compile(
    r'(<c r="A[0-9]+" s="[0-9]+"><f>ROW\(\)-ROW\(A\$[0-9]+\)</f><v>)([0-9]+)(?=</v>)'
)
_NAME: Final = re.compile(r'(<c r="B[0-9]+" s="[0-9]+" t="s"><v>)[0-9]+(?=</v>)')
_RESULT: Final = re.compile(r'(<c r="([A-Z]+)[0-9]+"[^<]*><f>[^<]*</f><v>)([0-9.]+)(?=</v>)')
_TYPED: Final = re.compile(r'(<c r="([A-Z]+)[0-9]+" s="[0-9]+"><v>)([0-9.]+)(?=</v>)')
_FORMULA: Final = re.compile(r"<f>([^<]*)</f>")
_COUNTS: Final = re.compile(r' count="[0-9]+" uniqueCount="([0-9]+)"')
_STRINGS: Final = "xl/sharedStrings.xml"


def lengthened(workbook: bytes, sheets: Sequence[str], *, rows: int, times: int) -> bytes:
    """The workbook with the first `rows` numbered rows of each of the sheets repeated so many times."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    numbers = dict(_SHEET.findall(parts["xl/workbook.xml"]))
    strings = parts[_STRINGS]
    counted = _COUNTS.search(strings)
    if counted is None:
        raise ValueError(_STRINGS)
    first = int(counted.group(1))
    for name in sheets:
        part = f"xl/worksheets/sheet{numbers[name]}.xml"
        parts[part] = _long(parts[part], rows, times, first)
    names = "".join(f"<si><t>{_company(number)}</t></si>" for number in range(rows * times))
    parts[_STRINGS] = _COUNTS.sub("", strings).replace("</sst>", f"{names}</sst>")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), part)
    return target.getvalue()


def _company(number: int) -> str:
    return f"辽宁第{number + 1}金属表面处理有限公司"


def _long(sheet: str, rows: int, times: int, first_name: int) -> str:
    head, _, rest = sheet.partition("<sheetData>")
    data, _, tail = rest.partition("</sheetData>")
    found = [(int(row.group(1)), row.group()) for row in _ROW.finditer(data)]
    pattern = [(number, row) for number, row in found if _NUMBERED.search(row)][:rows]
    start, end = pattern[0][0], pattern[-1][0]
    if end - start + 1 != rows:
        raise ValueError(f"{len(pattern)} rows stand between {start} and {end}")
    down = rows * (times - 1)
    added: Counter[str] = Counter()
    kept = [row for number, row in found if number < start]
    for index in range(rows * times):
        number, row = pattern[index % rows]
        moved = _moved(row, number, start + index)
        moved = _NUMBERED.sub(rf"\g<1>{index + 1}", _varied(moved, index // rows, added))
        kept.append(_NAME.sub(rf"\g<1>{first_name + index}", moved))
    for number, row in found:
        if number > end:
            kept.append(_moved(_RESULT.sub(partial(_total, times, added), row), number, number + down))
    merges = _MERGE.sub(lambda area: _shifted(area, end, down), tail)
    return f"{head}<sheetData>{''.join(kept)}</sheetData>{merges}"


def _moved(row: str, number: int, target: int) -> str:
    """A row elsewhere; relative references to itself go with it."""
    text = row.replace(f'<row r="{number}"', f'<row r="{target}"', 1)
    return re.sub(rf"(?<=[A-Z]){number}(?![0-9])", str(target), text)


def _varied(row: str, by: int, added: Counter[str]) -> str:
    """The row with another figure in the first typed cell that no formula reads: no two companies are alike."""
    read = "".join(_FORMULA.findall(row))
    for cell in _TYPED.finditer(row):
        head, column, figure = cell.groups()
        if not re.search(rf"(?<![A-Z]){column}[0-9]", read):
            added[column] += by
            return f"{row[: cell.start()]}{head}{Decimal(figure) + by}{row[cell.end() :]}"
    return row


def _total(times: int, added: Counter[str], cell: re.Match[str]) -> str:
    head, column, total = cell.groups()
    return f"{head}{Decimal(total) * times + added[column]}"


def _shifted(area: re.Match[str], end: int, down: int) -> str:
    left, top, right, bottom = area.groups()
    by = down if int(top) > end else 0
    return f"{left}{int(top) + by}:{right}{int(bottom) + by}"
