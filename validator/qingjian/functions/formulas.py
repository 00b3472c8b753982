"""The Excel text of everything a workbook computes by itself; `computed` gives the same in Python.

No formula names a cell of another row, so rows may be inserted and deleted anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qingjian.catalog.edition import CarbonSource
from qingjian.catalog.wording import pending

MARKS: Final = "QJ_MARKS"
FACTOR: Final = "QJ_FACTOR"
GAS: Final = "QJ_GAS"
COAL: Final = "QJ_COAL"
OIL: Final = "QJ_OIL"
GAS_LOW: Final = "QJ_GAS_LOW"
GAS_HIGH: Final = "QJ_GAS_HIGH"


def above(column: str, header_row: int) -> str:
    """The cells between the header and this row, whatever was inserted or deleted between them."""
    return f"INDEX({column}:{column},ROW({column}${header_row})+1):INDEX({column}:{column},ROW()-1)"


def column_total(column: str, header_row: int, digits: int | None = None) -> str:
    """合计 of a list's column: texts are not skipped, and a column of marks is a mark."""
    area = above(column, header_row)
    texts = f'SUMPRODUCT(ISTEXT({area})*({area}<>""))'  # COUNTIF with "?*" counts numbers in LibreOffice
    return (
        f'=IF(COUNT({area})+{texts}=0,"",'
        f'IF(SUMPRODUCT(COUNTIF({area},{MARKS}))<{texts},"{pending().part}",'
        f'IF(COUNT({area})=0,"/",{_rounded(f"SUM({area})", digits)})))'
    )


def parts_total(cells: Sequence[str], digits: int | None = None) -> str:
    """The sum of single cells of one row."""
    row = ",".join(cells)
    filled = "+".join(f'({cell}<>"")' for cell in cells)
    marks = "+".join(f"({MARKS}={cell})" for cell in cells)
    return (
        f'=IF({filled}=0,"",'
        f'IF(COUNT({row})+SUMPRODUCT({marks})<{filled},"{pending().part}",'
        f'IF(COUNT({row})=0,"/",{_rounded(f"SUM({row})", digits)})))'
    )


def carbon(cell: str, by: CarbonSource, digits: int | None = None) -> str:
    """The CO2 of an energy figure of the same row."""
    return (
        f'=IF({cell}="","",IF(ISNUMBER({cell}),{_product(cell, by, digits)},'
        f'IF(SUMPRODUCT(--({MARKS}={cell}))>0,"/","{pending().part}")))'
    )


def sequence(column: str, header_row: int) -> str:
    """A running number that follows when rows are inserted or deleted."""
    return f"={_running(column, header_row)}"


def sequence_once_filled(column: str, header_row: int, others: str) -> str:
    """The same for a form whose empty rows print no number; `others`: the range of the row's other cells."""
    return f'=IF(COUNTA({others})=0,"",{_running(column, header_row)})'


def next_visible(numbers: str) -> str:
    """The number after those of a range that are not hidden."""
    return f"=SUBTOTAL(102,{numbers})+1"


def _running(column: str, header_row: int) -> str:
    return f"ROW()-ROW({column}${header_row})"


def differs(cell: str, expected: str) -> str:
    """Condition: the number in a cell is not the expected one, by more than half its last digit."""
    return f"ISNUMBER({cell}),ABS({cell}-{expected})>{_slack(cell)}"


def carbon_differs(cell: str, source: str, by: CarbonSource) -> str:
    """Condition: a carbon figure does not come from the energy figure, as far as the factor is declared.

    What is not declared is no number, and a blank name would count as 0."""
    product = differs(cell, carbon_product(source, by))
    if by == "electricity":
        return f"ISNUMBER({source}),ISNUMBER({FACTOR}),{product}"
    if by == "gas":
        ends = f"{_gas_product(source, GAS_LOW)},{_gas_product(source, GAS_HIGH)}"
        outside = f"OR({cell}<MIN({ends})-{_slack(cell)},{cell}>MAX({ends})+{_slack(cell)})"
        return f"ISNUMBER({source}),ISNUMBER({cell}),IF(ISNUMBER({GAS}),AND({product}),{outside})"
    return f"ISNUMBER({source}),{product}"


def carbon_product(cell: str, by: CarbonSource) -> str:
    """The CO2 of a figure, where figure and factor are known to be numbers."""
    match by:
        case "electricity":
            return f"{cell}*{FACTOR}/1000"
        case "coal":
            return f"{cell}*{COAL}"
        case "oil":
            return f"{cell}*{OIL}*{COAL}"
        case "gas":
            return _gas_product(cell, GAS)


def _gas_product(cell: str, coefficient: str) -> str:
    return f"{cell}*{coefficient}*{COAL}/1000"


def _slack(cell: str) -> str:
    """Half a unit of the last digit that is shown, and what binary fractions lose."""
    digits = f'MAX(0,LEN({cell})-FIND(".",{cell}&"."))'
    return f"(0.5*10^-{digits}+0.000000001)"


def _product(cell: str, by: CarbonSource, digits: int | None) -> str:
    value = _rounded(carbon_product(cell, by), digits)
    if by == "electricity":
        return f'IF(ISNUMBER({FACTOR}),{value},"{pending().factor}")'
    if by == "gas":
        inside = f"AND(ISNUMBER({GAS}),N({GAS})>={GAS_LOW},N({GAS})<={GAS_HIGH})"
        return f'IF({inside},{value},"{pending().gas}")'
    return value


def _rounded(expression: str, digits: int | None) -> str:
    return expression if digits is None else f"ROUND({expression},{digits})"
