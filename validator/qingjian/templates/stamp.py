"""The mark by which a workbook says which edition it was built from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter.workbook import Workbook

from qingjian.catalog.edition import Edition
from qingjian.catalog.wording import workbook

FORMAT: Final = "1"
NAME: Final = "QJ_STAMP"


def stamp(edition: Edition) -> Mapping[str, str]:
    """Custom document properties of a built workbook."""
    names = workbook()["stamp"]
    return {names["edition"]: edition.id, names["hash"]: edition.hash, names["format"]: FORMAT}


def stamp_text(edition: Edition) -> str:
    """The same in one cell, for files whose properties got lost."""
    return ";".join(f"{name}={value}" for name, value in stamp(edition).items())


def write_properties(book: Workbook, edition: Edition) -> None:
    """Into the document properties."""
    for name, value in stamp(edition).items():
        book.set_custom_property(name, value, "text")
