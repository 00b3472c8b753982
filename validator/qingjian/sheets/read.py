"""Reading any workbook or form: the content picks the reader, and readers are imported when a file needs them."""

from __future__ import annotations

from collections.abc import Callable

from qingjian.model.grid import Grid
from qingjian.sheets.kind import refusal, sniff


def read(data: bytes, name: str, *, skip: Callable[[str], bool] | None = None) -> Grid:
    """The workbook as a grid, or `UnreadableWorkbook`; `skip` may leave sheets of an .xlsx unread by name."""
    kind = sniff(data, name)
    if kind == "xlsx":
        from qingjian.sheets.xlsx import read_xlsx  # noqa: PLC0415  # see the module's sentence

        return read_xlsx(data, skip=skip)
    if kind == "ods":
        from qingjian.sheets.ods import read_ods  # noqa: PLC0415

        return read_ods(data)
    if kind == "xls":
        from qingjian.sheets.xls import read_xls  # noqa: PLC0415

        return read_xls(data)
    if kind == "docx":
        from qingjian.sheets.docx import read_docx  # noqa: PLC0415

        return read_docx(data)
    raise refusal(kind)
