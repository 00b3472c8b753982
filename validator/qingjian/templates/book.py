"""Builds an official workbook from an edition, blank or filled."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
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
from qingjian.templates.layout import column_widths, layout
from qingjian.templates.legend import write_legend
from qingjian.templates.marks import mark
from qingjian.templates.package import repacked
from qingjian.templates.parameter_sheet import write_parameters
from qingjian.templates.plain_sheet import PlainSheet
from qingjian.templates.search import offer_name, write_matches
from qingjian.templates.side_sheets import write_explanations, write_results
from qingjian.templates.side_table import SideTable, write_side_table
from qingjian.templates.stamp import write_properties
from qingjian.templates.styles import Styles
from qingjian.templates.validation import validate

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_UNIT: Final = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
"""The font that column widths are counted in: on every machine there is one of its measures."""
_PORTRAIT: Final = 125.0
"""Characters: a form that is not wider stands upright on the page."""
_NO_CLOCK: Final = datetime(2000, 1, 1)  # any fixed moment: the same schemas give the same bytes


def build(
    edition: Edition,
    *,
    year: int | None = None,
    parameters: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    spare_rows: int | None = None,
    sides: Sequence[SideTable] = (),
) -> bytes:
    """The workbook of an edition. `data`: extracted JSON to fill in; `parameters`: what the
    sheet 参数 is to say (unit, level, province, electricity_factor, gas_coefficient) instead of the
    data; `spare_rows`: rows that stand ready in each list, instead of what the edition says; `sides`: further
    sheets behind 参数."""
    filled = data or {}
    report_year = year or filled.get("report_year") or edition.years.default
    choice = declared(edition, report_year, filled, parameters)
    out = io.BytesIO()
    book = Workbook(out, {**_OPTIONS, "default_format_properties": {**_UNIT}})
    book.worksheet_class = PlainSheet
    styles = Styles(book)
    portrait = max(sum(column_widths(spec)) for spec in edition.sheets) <= _PORTRAIT
    growing: dict[str, frozenset[int]] = {}
    content = fillings(edition.sheets, data)
    for spec in edition.sheets:
        filling = content[spec.id]
        placed = layout(spec, year=report_year, rows=filling.rows(), ready=spare_rows)
        sheet = book.add_worksheet(spec.name)
        measured = write_form(sheet, Contents(placed, filling, choice), styles, portrait=portrait)
        growing[f"xl/worksheets/sheet{len(book.worksheets())}.xml"] = frozenset(measured.grows)
        validate(sheet, placed, industries=offer_name(spec.id))
        mark(book, sheet, placed)
        write_legend(book, sheet, placed, measured, styles)
    write_parameters(book, book.add_worksheet(parameter_sheet()["sheet"]), edition, choice, styles)
    for side in sides:
        write_side_table(book.add_worksheet(side.name), side, styles)
    write_explanations(book.add_worksheet(word("sheets", "explanations")), styles)
    write_results(book, book.add_worksheet(word("sheets", "results")))
    codes = book.add_worksheet(word("sheets", "codes"))
    column = write_codes(book, codes, edition, report_year, styles)
    for spec in edition.sheets:
        if any(field.type == "industry" for block in spec.blocks() for field in block.fields):
            column += 1
            write_matches(book, codes, spec.id, column, styles)
    book.set_properties({"title": edition.title["zh"], "author": "", "created": _NO_CLOCK})
    write_properties(book, edition)
    book.close()
    return repacked(out.getvalue(), growing)
