"""The VBA of the add-in, module by module, as it goes into the file: ASCII, CRLF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import xlwings

from excel import ribbon, wrappers

FOLDER: Final = Path(__file__).with_name("vba")
PYTHON: Final = "QingjianPython"
RIBBON: Final = ribbon.MODULE
FUNCTIONS: Final = wrappers.MODULE
HELP: Final = "QingjianHelp"
WORKBOOK: Final = "ThisWorkbook"


def standard_modules() -> Mapping[str, str]:
    """Every module of ours by name; those with text of their own and the generated wrappers."""
    found = {name: _read(f"{name}.bas") for name in (PYTHON, RIBBON, HELP)}
    found[PYTHON] = found[PYTHON].replace("{version}", xlwings.__version__)
    found[FUNCTIONS] = wrappers.generated()
    return {name: ready(name, text) for name, text in found.items()}


def workbook_module() -> str:
    """The text behind the workbook itself, to follow the attributes it already has."""
    return ready(WORKBOOK, _read(f"{WORKBOOK}.cls"))


def ready(name: str, text: str) -> str:
    """With the line ends VBA wants; what its code page cannot hold is refused, not replaced."""
    if not text.isascii():
        strange = sorted({sign for sign in text if not sign.isascii()})
        raise ValueError(f"{name}: VBA takes ASCII only, found {''.join(strange)}")
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
