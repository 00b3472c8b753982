"""The offer of industries: all of them, or those that match a keyword typed beside the page."""

from __future__ import annotations

import re
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.wording import word
from qingjian.model.grid import letters
from qingjian.templates.code_sheet import INDUSTRIES, INDUSTRY_KEYS
from qingjian.templates.styles import Styles

MATCHES: Final = 40
"""More than so many matches are no help; a longer keyword is."""


def search_name(table: str) -> str:
    """Defined name of a sheet's search cell."""
    return f"QJ_SEARCH_{_id(table)}"


def offer_name(table: str) -> str:
    """Defined name of what a sheet's dropdown offers."""
    return f"QJ_OFFER_{_id(table)}"


def write_matches(book: Workbook, codes: Worksheet, table: str, col: int, styles: Styles) -> None:
    """One column of the sheet 代码: the matches of a sheet's keyword, from row 2 down."""
    key = search_name(table)
    codes.write_string(0, col - 1, key, styles.get(bold=True))
    hits = f"IF(ISNUMBER(SEARCH({key},{INDUSTRY_KEYS})),ROW({INDUSTRY_KEYS})-MIN(ROW({INDUSTRY_KEYS}))+1)"
    for number in range(1, MATCHES + 1):
        found = f"INDEX({INDUSTRIES},SMALL({hits},{number}))"
        missing = f'"{word("legend", "no_match")}"' if number == 1 else '""'
        formula = f'{{=IF({key}="","",IFERROR({found},{missing}))}}'
        codes.write_array_formula(number, col - 1, number, col - 1, formula, styles.get(), "")
    letter = letters(col)
    area = f"'{codes.name}'!${letter}$2:${letter}${MATCHES + 1}"
    some = f"OFFSET('{codes.name}'!${letter}$2,0,0,MAX(1,SUMPRODUCT(--({area}<>\"\"))),1)"
    book.define_name(offer_name(table), f'=IF({key}="",{INDUSTRIES},{some})')


def _id(table: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "_", table).upper()
