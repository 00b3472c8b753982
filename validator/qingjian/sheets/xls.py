"""Reads .xls and .et (BIFF) files: xlrd's reading as a Grid, with a second reader's opinion on every value."""

from __future__ import annotations

import io
import logging
from typing import Final

import xlrd

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Grid, Oddity
from qingjian.sheets import guard
from qingjian.sheets.compound import SIGNATURE, Compound
from qingjian.sheets.xls_grid import grid_of
from qingjian.sheets.xls_properties import STREAM, custom_properties
from qingjian.sheets.xls_second import claims_too_much, second_opinion

_LOG: Final = logging.getLogger(__name__)
_BARE: Final = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""How a BIFF stream begins that was stored without its compound file, as before Excel 5."""
_STREAMS: Final = ("Workbook", "Book")
_MACROS: Final = ("_VBA_PROJECT_CUR", "_VBA_PROJECT")


def read_xls(data: bytes) -> Grid:
    """The workbook in an .xls or .et file; refused if it is none, damaged, encrypted or too big."""
    oddities: list[Oddity] = []
    properties: dict[str, str] = {}
    if data[:8] == SIGNATURE:
        compound = Compound(data)
        stream = _workbook_stream(compound)
        oddities += (Oddity("macro", name) for name in _MACROS if compound.has_storage(name))
        if STREAM in compound:
            properties = custom_properties(compound.stream(STREAM))
    else:
        stream = _bare_stream(data)
    book = _opened(stream, oddities)
    try:
        grid = grid_of(book)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise _damaged(error) from error
    grid.properties = properties
    # The formulas lie in the file, but neither reader gives them: rules about formulas cannot judge.
    grid.oddities += [*oddities, Oddity("formulas-unknown")]
    if claims_too_much(stream, book):
        grid.oddities.append(Oddity("one-reader-only", "dimensions"))
    else:
        del book, stream  # one reader's copy of the cells at a time
        grid.oddities += second_opinion(data, grid)
    return grid


def _workbook_stream(compound: Compound) -> bytes:
    for name in _STREAMS:
        if name in compound:
            return compound.stream(name)
    raise UnreadableWorkbook("encrypted" if "EncryptedPackage" in compound else "not-a-workbook", "OLE2")


def _bare_stream(data: bytes) -> bytes:
    if not data:
        raise UnreadableWorkbook("empty-file")
    if data[:2] not in _BARE:
        raise UnreadableWorkbook("not-a-workbook", "OLE2")
    if len(data) > guard.FILE_BYTES:
        raise UnreadableWorkbook("too-big", f"{guard.FILE_BYTES // guard.MIB} MiB")
    return data


def _opened(stream: bytes, oddities: list[Oddity]) -> xlrd.Book:
    """The book, once more without formats and merges if those are what xlrd stumbles over."""
    try:
        return _book(stream, formats=True)
    except UnreadableWorkbook as refusal:
        if refusal.code != "xls-damaged":
            raise
        book = _book(stream, formats=False)
        oddities.append(Oddity("formats-unknown", refusal.detail))
        return book


def _book(stream: bytes, *, formats: bool) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=stream, formatting_info=formats, ragged_rows=True, logfile=io.StringIO()
        )
    except MemoryError as error:
        raise UnreadableWorkbook("too-expensive", "xlrd") from error
    except Exception as error:  # xlrd lets anything through: struct.error, AssertionError, KeyError …
        if "encrypted" in str(error):
            raise UnreadableWorkbook("encrypted") from error
        raise _damaged(error) from error


def _damaged(error: Exception) -> UnreadableWorkbook:
    _LOG.debug("xlrd cannot read this file", exc_info=error)
    return UnreadableWorkbook("xls-damaged", type(error).__name__)
