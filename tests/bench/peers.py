"""What others are timed at, on the same files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path


def target() -> Path:
    """Where what is written is written."""
    return Path(tempfile.gettempdir()) / f"qingjian-bench-{os.getpid()}.xlsx"


def openpyxl_load(paths: Sequence[Path]) -> None:
    """What a program does first that is built on openpyxl."""
    import openpyxl  # noqa: PLC0415

    for path in paths:
        openpyxl.load_workbook(path)


def openpyxl_save(paths: Sequence[Path]) -> None:
    """And what it does to write one cell."""
    import openpyxl  # noqa: PLC0415

    for path in paths:
        openpyxl.load_workbook(path).save(target())


def frictionless(paths: Sequence[Path]) -> None:
    """One list of each file against the types of its columns; its captions stand in one row."""
    _frictionless(paths, "表2-1", [4], is_filled=False)


def frictionless_merged(paths: Sequence[Path]) -> None:
    """The summary, whose captions stand in merged cells of several rows: they are read only where those are filled."""
    _frictionless(paths, "表1", [3, 4, 5], is_filled=True)


def _frictionless(paths: Sequence[Path], sheet: str, captions: list[int], *, is_filled: bool) -> None:
    library = import_module("frictionless")  # not among what our developers install
    formats = import_module("frictionless.formats")

    for path in paths:
        control = formats.ExcelControl(sheet=sheet, fill_merged_cells=is_filled)
        dialect = library.Dialect(header_rows=captions, controls=[control])
        library.validate(library.Resource(path=path.name, basepath=str(path.parent), dialect=dialect))
