"""Conditional formats: what is wrong shows without any add-in, also in rows inserted later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from qingjian.catalog.edition import Level
from qingjian.catalog.wording import dots
from qingjian.functions import formulas
from qingjian.model.grid import letters
from qingjian.named_tuple import NamedTuple
from qingjian.templates.code_sheet import PROVINCIAL, SECTIONS, USCC_ALPHABET, USCC_POSITIONS, USCC_WEIGHTS
from qingjian.templates.place import PlacedCell, PlacedList, SheetLayout
from qingjian.templates.styles import HINT, MUST, OVERWRITTEN, WRONG
from qingjian.templates.validation import ranges

_PROVINCE_ONLY: Final = frozenset[Level]({"province"})
_IS_FORMULA: Final = "_xlfn.ISFORMULA"


class Mark(NamedTuple):
    """A condition on the first cell of a range, and the fill that shows it."""

    condition: str
    fill: str


def mark(book: Workbook, sheet: Worksheet, layout: SheetLayout) -> None:
    """Every condition of a sheet; the first that holds decides the colour."""
    fills = {fill: book.add_format({"bg_color": fill}) for fill in (WRONG, OVERWRITTEN, HINT, MUST)}
    for cell, bottom in ranges(layout):
        for found in field_marks(layout, cell):
            _apply(sheet, (cell.row, cell.col, bottom, cell.right), found, fills)
    for placed, cell in layout.totals():
        for found in total_marks(placed, cell):
            _apply(sheet, (cell.row, cell.col, cell.row, cell.right), found, fills)


def field_marks(layout: SheetLayout, cell: PlacedCell) -> Iterator[Mark]:
    """What can be wrong with one field, seen from its first cell."""
    field = cell.asked
    at = cell.address
    if cell.role == "computed":
        expected = _expected(layout, cell)
        if expected:
            yield Mark(f"AND(NOT({_IS_FORMULA}({at})),{expected})", WRONG)
        yield Mark(f'AND({at}<>"",NOT({_IS_FORMULA}({at})))', OVERWRITTEN)
    elif field.is_numeric:
        yield Mark(
            f'AND(ISTEXT({at}),{at}<>"",{at}<>"{dots()}",SUMPRODUCT(--({formulas.MARKS}={at}))=0)', WRONG
        )
        if field.type == "count":
            yield Mark(f"AND(ISNUMBER({at}),OR(N({at})<0,N({at})<>INT(N({at}))))", WRONG)
        if field.sum:
            yield Mark(f"AND({formulas.differs(at, _sum(layout, cell))},{_count(layout, cell)}>0)", HINT)
    elif field.type == "credit_code":
        yield Mark(f'AND({at}<>"",{wrong_credit_code(at)})', WRONG)
    elif field.type == "industry":
        yield Mark(wrong_industry(at), WRONG)
    if field.required == _PROVINCE_ONLY:
        yield Mark(f'AND(QJ_LEVEL={PROVINCIAL},{at}="")', MUST)


def total_marks(placed: PlacedList, cell: PlacedCell) -> Iterator[Mark]:
    """A 合计 that was typed over, and one that is wrong besides."""
    at = cell.address
    start = f"{letters(cell.col)}${placed.header_row}"
    # conditional formats may not join two references by a colon as the formula itself does
    area = f"OFFSET({start},1,0,ROW()-ROW({start})-1,1)"
    yield Mark(f"AND(NOT({_IS_FORMULA}({at})),{formulas.differs(at, f'SUM({area})')})", WRONG)
    yield Mark(f'AND({at}<>"",NOT({_IS_FORMULA}({at})))', OVERWRITTEN)


def wrong_credit_code(at: str) -> str:
    """Not 18 characters, one of them impossible, or another check character."""
    code = f"UPPER({at})"
    weighted = f"SUMPRODUCT((FIND(MID({code},{USCC_POSITIONS},1),{USCC_ALPHABET})-1)*{USCC_WEIGHTS})"
    expected = f"MID({USCC_ALPHABET},MOD(31-MOD({weighted},31),31)+1,1)"
    return f"IFERROR(OR(LEN({at})<>18,RIGHT({code},1)<>{expected}),TRUE)"


def wrong_industry(at: str) -> str:
    """A letter and a number that belong together in no version of the classification."""
    return (
        f'AND(LEN({at})>2,CODE(LEFT({at}&" ",1))>64,CODE(LEFT({at}&" ",1))<91,'
        f"ISNUMBER(-MID({at},2,2)),LEN(TRIM(MID({at},2,2)))=2,COUNTIF({SECTIONS},LEFT({at},3))=0)"
    )


def _expected(layout: SheetLayout, cell: PlacedCell) -> str:
    """Condition: the number differs from what the formula would give."""
    field = cell.asked
    if field.carbon is not None:
        source = layout.sibling(cell, field.carbon.of).address
        return formulas.carbon_differs(cell.address, source, field.carbon.by)
    return formulas.differs(cell.address, _sum(layout, cell))


def _sum(layout: SheetLayout, cell: PlacedCell) -> str:
    return f"SUM({_parts(layout, cell)})"


def _count(layout: SheetLayout, cell: PlacedCell) -> str:
    return f"COUNT({_parts(layout, cell)})"


def _parts(layout: SheetLayout, cell: PlacedCell) -> str:
    return ",".join(layout.sibling(cell, part).address for part in cell.asked.sum)


def _apply(
    sheet: Worksheet, area: tuple[int, int, int, int], found: Mark, fills: Mapping[str, Format]
) -> None:
    top, left, bottom, right = area
    rule = {
        "type": "formula",
        "criteria": f"={found.condition}",
        "format": fills[found.fill],
        "stop_if_true": True,
    }
    sheet.conditional_format(top - 1, left - 1, bottom - 1, right - 1, rule)
