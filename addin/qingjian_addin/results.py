"""The rows of the sheet 校验结果, read back by their captions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from qingjian.reporters.wording import say
from qingjian_addin.ranges import Rows, text
from qingjian_addin.words import LANG, answer

_COLUMNS: Final = ("sheet", "cell", "message", "hint")


def columns_of(rows: Rows) -> tuple[int, Mapping[str, int]] | None:
    """Where the captions stand: the row, and column by id; None when these are no results."""
    wanted = {say(f"table.{column}", LANG): column for column in _COLUMNS}
    for number, row in enumerate(rows):
        found = {wanted[text(cell)]: at for at, cell in enumerate(row) if text(cell) in wanted}
        if len(found) == len(_COLUMNS):
            return number, found
    return None


def findings_at(rows: Rows, sheet: str, cell: str) -> str:
    """What is said of a cell; nothing where nothing is."""
    known = columns_of(rows)
    if known is None:
        return answer("no_results")
    header, at = known
    address = cell.replace("$", "").upper()
    return "\n".join(
        f"{text(row[at['message']])} {text(row[at['hint']])}".strip()
        for row in rows[header + 1 :]
        if text(row[at["sheet"]]) == sheet and text(row[at["cell"]]).upper() == address
    )
