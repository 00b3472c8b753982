"""Builds an official workbook from an edition, blank or filled."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from xlsxwriter.workbook import Workbook

from qingjian.catalog.edition import Edition
from qingjian.catalog.wording import parameter_sheet, word
from qingjian.templates.code_sheet import write_codes
from qingjian.templates.contents import Contents
from qingjian.templates.declared import declared
from qingjian.templates.filling import fillings
from qingjian.templates.form_sheet import write_form
from qingjian.templates.layout import layout
from qingjian.templates.package import repacked
from qingjian.templates.parameter_sheet import write_parameters
from qingjian.templates.side_sheets import write_explanations
from qingjian.templates.stamp import write_properties
from qingjian.templates.styles import Styles
from qingjian.templates.validation import validate

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_NO_CLOCK: Final = datetime(2000, 1, 1)  # any fixed moment: the same schemas give the same bytes


def build(
    edition: Edition,
    *,
    year: int | None = None,
    data: Mapping[str, Any] | None = None,
    spare_rows: int | None = None,
) -> bytes:
    """The workbook of an edition. `data`: extracted JSON to fill in; `spare_rows`: rows that stand
    ready in each list, instead of what the edition says."""
    filled = data or {}
    report_year = year or filled.get("report_year") or edition.years.default
    choice = declared(edition, report_year, filled)
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    styles = Styles(book)
    content = fillings(edition.sheets, data)
    for spec in edition.sheets:
        filling = content[spec.id]
        placed = layout(spec, year=report_year, rows=filling.rows(), ready=spare_rows)
        sheet = book.add_worksheet(spec.name)
        write_form(sheet, Contents(placed, filling, choice), styles)
        validate(sheet, placed, industries=None)
    write_parameters(book, book.add_worksheet(parameter_sheet()["sheet"]), edition, choice, styles)
    write_explanations(book.add_worksheet(word("sheets", "explanations")), styles)
    write_codes(book, book.add_worksheet(word("sheets", "codes")), edition, report_year, styles)
    book.set_properties({"title": edition.title["zh"], "author": "", "created": _NO_CLOCK})
    write_properties(book, edition)
    book.close()
    return repacked(out.getvalue())
