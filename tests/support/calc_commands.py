"""Commands of the add-in in a real LibreOffice: how they are run, and what is left in the workbook afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import openpyxl

SCRIPTS: Final = Path(__file__).with_name("command_scripts.py")
Run = Callable[..., Any]


def opened(folder: Path, source: Path) -> Path:
    return Path(shutil.copy(source, folder / f"{source.stem} 表.xlsx"))


def look(path: Path) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Everything a person sees in a workbook's cells."""
    book: Any = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: (
                getattr(cell.value, "text", cell.value),
                cell.number_format,
                cell.fill.fill_type and cell.fill.fgColor.rgb,
                cell.font.b,
                cell.comment.text if cell.comment else None,
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.comment or cell.fill.fill_type
        }
        for sheet in book.worksheets
    }


def named(path: Path, name: str) -> str:
    return str(openpyxl.load_workbook(path).defined_names[name].attr_text).split("!")[1].replace("$", "")
