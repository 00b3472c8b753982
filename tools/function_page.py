"""docs/manual/functions.md: the worksheet functions, their arguments, and examples that the tests prove."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

from qingjian.model.grid import a1
from qingjian_addin.words import Help, function_help

OWNS: Final = ("docs/manual/functions.md",)
_CASES: Final = Path(__file__).resolve().parent.parent / "tests" / "addin" / "functions" / "cases.json"
_EXAMPLES: Final = 3
_CELLS: Final = 6
"""A block of more cells says nothing at a glance."""
_INTRODUCTION: Final = """<!-- tools/generate.py functions -->

# 工作表函数

[回到手册](README.md#十三工作表函数)

在单元格里像普通公式一样输入。每个函数的结果与“校验”用的是同一套计算。空格得空，`/` 得 `/`；不能计算时显示一句话，不显示错误代码。
参数可以是一个单元格，也可以是一列：在 Excel 2016、2019 和 LibreOffice 里先选中一列结果单元格，输入公式，再按 Ctrl+Shift+Enter；Excel 365 直接回车。

要上报的表里不要用这些函数：没有装清检的电脑打开时不能重新计算。官方表格的合计和碳减排量用的是普通公式，不受影响。
"""

Case = Mapping[str, Any]


def files() -> Mapping[str, str]:
    """The page."""
    cases: list[Case] = json.loads(_CASES.read_text(encoding="utf-8"))
    sections = ["\n".join(_section(entry, cases)) for entry in function_help().values()]
    return {OWNS[0]: "\n".join((_INTRODUCTION, *sections))}


def _section(entry: Help, cases: list[Case]) -> Iterator[str]:
    names = ", ".join(f"[{one.name}]" if one.is_optional else one.name for one in entry.arguments)
    yield f"## {entry.name}({names})\n"
    yield f"{entry.help}。\n"
    yield "| 参数 | 填什么 |\n|---|---|"
    for one in entry.arguments:
        yield f"| `{one.name}`{'（可不填）' if one.is_optional else ''} | {one.help} |"
    shown = list(islice(filter(None, (_example(case) for case in _of(entry.name, cases))), _EXAMPLES))
    if shown:
        yield "\n| 输入 | 得到 |\n|---|---|"
        yield from shown
    yield ""


def _of(name: str, cases: list[Case]) -> list[Case]:
    """Those with plain values first; of those that need cells, the small ones."""
    ours = [case for case in cases if case["function"] == name and not isinstance(case["answer"], list)]
    return sorted(ours, key=lambda case: any(isinstance(one, list) for one in case["args"]))


def _example(case: Case) -> str:
    """A line of the table; nothing where it would need many cells, or shows nothing."""
    texts: list[str] = []
    cells: list[str] = []
    row = 1
    for given in case["args"]:
        if isinstance(given, list):
            rows = cast("list[list[Any]]", given)
            texts.append(_area(row, rows))
            cells += [_shown(one) for line in rows for one in line]
            row += len(rows)
        else:
            texts.append("" if given is None else _literal(given))
    if len(cells) > _CELLS or case["answer"] == "" or case["args"][0] is None:
        return ""
    with_cells = f"（{'、'.join(cells)}）" if cells else ""
    return f"| `={case['function']}({','.join(texts)})`{with_cells} | {_shown(case['answer'])} |"


def _area(row: int, rows: list[list[Any]]) -> str:
    return f"{a1(row, 1)}:{a1(row + len(rows) - 1, len(rows[0]))}"


def _literal(given: object) -> str:
    if isinstance(given, bool):
        return str(given).upper()
    return f'"{given}"' if isinstance(given, str) else _shown(given)


def _shown(value: object) -> str:
    if value is None:
        return "空"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
