"""The numbers of the UNO interface that the engine uses, by the names they have there."""

from __future__ import annotations

from typing import Final

# com.sun.star.sheet.CellFlags
_VALUE, _DATETIME, _STRING, ANNOTATION, _FORMULA = 1, 2, 4, 8, 16
_HARDATTR, _STYLES, _OBJECTS, _EDITATTR, _FORMATTED = 32, 64, 128, 256, 512
CONTENTS: Final = _VALUE | _DATETIME | _STRING | _FORMULA
FORMATS: Final = _HARDATTR | _STYLES | _EDITATTR | _FORMATTED

# com.sun.star.sheet.FormulaResult
ERROR_RESULT: Final = 4
ANY_RESULT: Final = 1 | 2 | 4

# com.sun.star.util.NumberFormat: bits of a format's type
DATE_OR_TIME: Final = 2 | 4
TEXT_FORMAT: Final = 256
LOGICAL_FORMAT: Final = 1024
DATE_FORMAT: Final = 2
DATETIME_FORMAT: Final = 6

# com.sun.star.sheet.FormulaLanguage, com.sun.star.sheet.AddressConvention
XL_ENGLISH: Final = 4
XL_A1: Final = 1
ALL_MAPPINGS: Final = 0x7FFFFFFF

# what Excel shows for the error codes of Calc
ERRORS: Final = {
    502: "#VALUE!",
    503: "#NUM!",
    504: "#REF!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
