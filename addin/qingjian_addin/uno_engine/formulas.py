"""Formulas in Excel's notation, for a program that has its own: commas for semicolons, `Sheet!A1` for `$Sheet.A1`."""

from __future__ import annotations

import re
from typing import Any, Final

from qingjian_addin.uno_engine.constants import ALL_MAPPINGS, XL_A1, XL_ENGLISH

# Nothing but names, numbers, cells and operators outside of quotes: only the separators differ then, and
# a block of such formulas costs one call instead of three for each. A dot stands within a number alone.
_PIECES: Final = re.compile(r'"(?:[^"]|"")*"|[^"]+')
_EXCEL_SPECIAL: Final = re.compile(r"[!{}\[\]#~@']|[A-Za-z_]\.|\.[A-Za-z_]")
_CALC_SPECIAL: Final = re.compile(r"[!{}\[\]#~@'|]|[A-Za-z_0-9]\.[A-Za-z_$]|\$[^A-Za-z0-9]")
# the program prints error constants in small letters, which no other program understands
_QUOTED_OR_ERROR: Final = re.compile(r'"(?:[^"]|"")*"|(?P<error>#[a-z]+(?:/[0a])?[!?]?)')


class Grammar:
    """Translates between the two notations of one document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._parser: Any = None

    def to_calc(self, formula: str) -> str | None:
        """A formula in Calc's own notation; None where only the program itself can translate it."""
        return _swapped(formula, ",", ";", _EXCEL_SPECIAL)

    def enter(self, cell: Any, formula: str) -> None:
        """Put a formula of any kind into a cell."""
        parser = self._translator()
        cell.setTokens(parser.parseFormula(formula[1:], cell.CellAddress))

    def to_excel(self, cell: Any, formula: str) -> str:
        """A cell's formula as Excel would write it, from Calc's own text of it."""
        swapped = _swapped(formula, ";", ",", _CALC_SPECIAL)
        if swapped is not None:
            return swapped
        return self.text(cell.getTokens(), cell.CellAddress)

    def parse(self, formula: str, at: Any) -> Any:
        """The tokens of a formula that stands at an address."""
        return self._translator().parseFormula(formula.removeprefix("="), at)

    def text(self, tokens: Any, at: Any) -> str:
        """Tokens in Excel's notation, as seen from an address."""
        printed = str(self._translator().printFormula(tokens, at))
        return "=" + _QUOTED_OR_ERROR.sub(
            lambda found: found["error"].upper() if found["error"] else found[0], printed
        )

    def _translator(self) -> Any:
        if self._parser is None:
            mapper = self._document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
            self._parser = self._document.createInstance("com.sun.star.sheet.FormulaParser")
            # without the map of names, commas give Err:508
            self._parser.OpCodeMap = mapper.getAvailableMappings(XL_ENGLISH, ALL_MAPPINGS)
            self._parser.CompileEnglish, self._parser.FormulaConvention = True, XL_A1
        return self._parser


def _swapped(formula: str, old: str, new: str, special: re.Pattern[str]) -> str | None:
    pieces: list[str] = []
    for piece in _PIECES.findall(formula):
        if not piece.startswith('"'):
            if special.search(piece) or new in piece:
                return None
            piece = piece.replace(old, new)  # noqa: PLW2901 -- the piece, translated
        pieces.append(piece)
    return "".join(pieces)
