"""What travels inside the extension: the validator, its schemas, the add-in's code and the free part of xlwings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlwings

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = "pythonpath"
"""LibreOffice puts the folder of this name beside a component on Python's path."""

# what is for the command line, for building workbooks, for other applications
_NOT_OURS: Final = (
    "qingjian/cli/",
    "qingjian/templates/",
    "qingjian/__main__.py",
    "qingjian_addin/entry.py",
    "qingjian_addin/hosts/excel.py",
)
# xlwings without what is paid for, for other platforms, or for a server
_NOT_THEIRS: Final = (
    "addin/",
    "ext/",
    "html/",
    "js/",
    "pro/",
    "rest/",
    "_win32patch.py",
    "_xlmac.py",
    "_xlwindows.py",
    "cli.py",
    "com_server.py",
    "mac_dict.py",
    "reports.py",
    "udfs.py",
)


def vendored() -> dict[str, bytes]:
    """Every file by its path in the extension."""
    found = dict(_ours())
    found.update(_theirs())
    return {f"{FOLDER}/{path}": data for path, data in found.items()}


def _ours() -> Iterator[tuple[str, bytes]]:
    for area, package in (("validator", "qingjian"), ("addin", "qingjian_addin")):
        for path, data in _files(
            ROOT / area, package, "*"
        ):  # the page of the report has a style and a script
            if not path.startswith(_NOT_OURS):
                yield path, data
    data_folder = "qingjian/_data"
    for path, data in _files(ROOT, "schemas", "*"):
        yield f"{data_folder}/{path}", data
    for path, data in _files(ROOT, "workbooks/official", "*.xlsx"):
        yield f"{data_folder}/{path}", data


def _theirs() -> Iterator[tuple[str, bytes]]:
    package = Path(xlwings.__file__).parent
    for path, data in _files(package.parent, package.name, "*.py"):
        if not path.removeprefix("xlwings/").startswith(_NOT_THEIRS):
            yield path, data
    licence = next(package.parent.glob("xlwings-*.dist-info/**/LICENSE*"))
    yield "xlwings/LICENSE.txt", licence.read_bytes()


def _files(root: Path, folder: str, pattern: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted((root / folder).rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(root).as_posix(), path.read_bytes()
