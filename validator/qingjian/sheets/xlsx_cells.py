"""What a stored cell means: one strict judgement that both scanners of a sheet share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import Area, CellKind, Oddity, a1, parse_a1
from qingjian.model.rows import Slot, shape
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.sheets import guard
from qingjian.sheets.rows import Rows
from qingjian.sheets.xlsx_formulas import Raw, moved

_NUMBER: Final = pattern(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?\Z")
_SIMPLE: Final = pattern(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?\Z")
_TIME: Final = r"[0-2][0-9]:[0-5][0-9](?::[0-6][0-9](?:\.[0-9]{1,9})?)?"
_DATE: Final = pattern(rf"(?:[0-9]{{4}}-[01][0-9]-[0-3][0-9](?:T{_TIME})?|{_TIME})Z?\Z")
_ESCAPE: Final = pattern(r"_x([0-9A-Fa-f]{4})_")
_DDE: Final = pattern(r"[\w.]\|'?[^!]*!")
_LARGEST: Final = Decimal("1.7976931348623158E308")
"""The largest number that a spreadsheet can hold."""


class Context(NamedTuple):
    """What the cells of one sheet need to know of the workbook."""

    sheet: str
    formats: Sequence[str]
    """Number-format code of every cell style; there is at least one."""
    strings: Sequence[str | None]
    """Shared strings; None where one is longer than a cell may be."""
    budget: guard.Budget
    oddities: list[Oddity]

    def say(self, code: str, detail: str, row: int | None = None, col: int | None = None) -> None:
        """Note an oddity of this sheet."""
        if len(self.oddities) < guard.ODDITIES:
            self.oddities.append(Oddity(code, detail, self.sheet, row, col))


class Cells:
    """Collects the cells of one sheet, row by row."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.rows = Rows()
        self._row = 0
        self._codes: dict[str | None, str] = {}
        self._slots: dict[int, tuple[Slot, str]] = {}
        self._formulas: dict[int, str] = {}
        self._masters: dict[str, tuple[int, int, str]] = {}
        self._waiting: list[tuple[int, int, str]] = []
        self._arrays: list[tuple[int, int, str, str]] = []

    def where(self, row: int, col: int) -> str:
        """How a refusal names a cell."""
        return f"{self.context.sheet}!{a1(row, col)}"

    def open(self, row: int) -> None:
        """Start a row; a row that came before is refused by the caller."""
        self._row = row
        self._slots = {}
        self._formulas = {}

    def close(self) -> None:
        """Store the row that was open, if it holds anything."""
        slots = self._slots
        if not slots:
            return
        columns = list(slots)
        if columns != sorted(columns):
            slots = {col: slots[col] for col in sorted(columns)}
        self.context.budget.fill(len(slots), f"{self.context.sheet}!{self._row}")
        kept, texts = zip(*slots.values(), strict=True)
        self.rows.put(self._row, shape(kept), texts, self._formulas or None)

    def put(  # noqa: PLR0917  # called for every cell, where naming the arguments costs a tenth
        self,
        col: int,
        style: str | None,
        kind: str,
        value: str | None = None,
        inline: str | None = None,
        formula: Raw | None = None,
    ) -> None:
        """Judge one cell of the open row. Empty ones, however styled, are nothing."""
        meaning: tuple[CellKind, str]
        if value and inline is None and kind == "n" and _SIMPLE.match(value) is not None:
            meaning = "number", value  # what most cells are, without further questions
        elif value and inline is None and kind == "s" and (text := self._string(col, value)):
            meaning = "text", text
        elif value is None and inline is None and formula is None:
            return
        else:
            judged = self._meaning(col, kind, value, inline, has_formula=formula is not None)
            if judged is None:
                return
            meaning = judged
        if col in self._slots:
            raise UnreadableWorkbook("duplicate-cell", self.where(self._row, col))
        if formula is not None:
            self._formulas[col] = self._formula(col, formula)
        code = self._codes.get(style)
        if code is None:
            code = self._format(style, col)
        self._slots[col] = (col, meaning[0], code), meaning[1]

    def finish(self) -> Rows:
        """The rows, with formulas that other cells define filled in."""
        for row, col, index in self._waiting:
            self.rows.write(row, col, self._shared(row, col, index))
        visited = 0
        for row, col, text, reference in self._arrays:
            for member in self.rows.within(_area(reference)):
                visited += 1
                if visited > guard.CELLS:
                    raise UnreadableWorkbook("formula-too-long", self.where(row, col))
                if member != (row, col):
                    self.rows.write(*member, self._written(*member, text))
        return self.rows

    def _meaning(
        self, col: int, kind: str, value: str | None, inline: str | None, *, has_formula: bool
    ) -> tuple[CellKind, str] | None:
        """Kind and text; None for a cell that holds nothing."""
        if value is not None if kind == "inlineStr" else inline is not None:
            raise UnreadableWorkbook("bad-cell-type", f"{self.where(self._row, col)}: {kind[:20]}")
        if value is not None and kind not in ("s", "str"):
            value = value.strip()
        if has_formula and inline is None and (value is None or (value == "" and kind != "str")):
            return "uncalculated", ""
        stored = inline if inline is not None else value
        if stored is None or (stored == "" and not has_formula):
            return None
        meaning = self._stored(col, kind, stored)
        return None if meaning == ("text", "") and not has_formula else meaning

    def _stored(self, col: int, kind: str, stored: str) -> tuple[CellKind, str]:
        if kind == "n":
            if _SIMPLE.match(stored) is None and not _is_finite(stored):
                raise self._refusal("bad-number", col, stored)
            return "number", stored
        if kind == "s":
            return "text", self._text(col, self._string(col, stored))
        if kind in ("str", "inlineStr"):
            return "text", self._text(col, unescaped(stored))
        if kind == "b":
            if stored not in ("0", "1", "true", "false"):
                raise self._refusal("bad-boolean", col, stored)
            return "bool", "TRUE" if stored in ("1", "true") else "FALSE"
        if kind == "e":
            return "error", self._text(col, stored)
        if kind == "d":
            if _DATE.match(stored) is None:
                raise self._refusal("bad-date", col, stored)
            return "date", stored
        raise self._refusal("bad-cell-type", col, kind)

    def _refusal(self, code: str, col: int, stored: str) -> UnreadableWorkbook:
        return UnreadableWorkbook(code, f"{self.where(self._row, col)}: {stored[:20]}")

    def _string(self, col: int, index: str) -> str:
        strings = self.context.strings
        if not (index.isascii() and index.isdigit()) or len(index) > 9 or (at := int(index)) >= len(strings):
            raise self._refusal("bad-string-index", col, index)
        text = strings[at]
        if text is None:
            raise UnreadableWorkbook("text-too-long", self.where(self._row, col))
        return text

    def _text(self, col: int, text: str) -> str:
        if len(text) > guard.TEXT_CHARS:
            raise UnreadableWorkbook("text-too-long", self.where(self._row, col))
        return text

    def _format(self, style: str | None, col: int) -> str:
        formats = self.context.formats
        if style is None or (
            style.isascii() and style.isdigit() and len(style) < 9 and int(style) < len(formats)
        ):
            code = self._codes[style] = formats[int(style or 0)]
            return code
        self.context.say("bad-style", self.where(self._row, col), self._row, col)
        return "General"

    def _formula(self, col: int, raw: Raw) -> str:
        row, text = self._row, raw.text.strip()
        if not raw.attributes and text:
            return self._written(row, col, text)
        kind = raw.attributes.get("t", "normal")
        if kind == "shared":
            index = raw.attributes.get("si", "")
            if not text:
                if index not in self._masters:
                    self._waiting.append((row, col, index))
                    return ""
                return self._shared(row, col, index)
            self._masters[index] = (row, col, text)
        elif kind == "dataTable":
            ends = (raw.attributes.get("r1", ""), raw.attributes.get("r2", ""))
            return f"TABLE({','.join(end for end in ends if end)})"
        elif kind == "array":
            self._arrays.append((row, col, text, raw.attributes.get("ref", "")))
        if not text:
            self.context.say("formula-lost", self.where(row, col), row, col)
        return self._written(row, col, text)

    def _shared(self, row: int, col: int, index: str) -> str:
        if index not in self._masters:
            self.context.say("formula-lost", self.where(row, col), row, col)
            return ""
        top, left, text = self._masters[index]
        return self._written(row, col, moved(text, down=row - top, right=col - left))

    def _written(self, row: int, col: int, formula: str) -> str:
        if not self.context.budget.takes(formula):
            raise UnreadableWorkbook("formula-too-long", self.where(row, col))
        if is_suspect(formula):
            if _DDE.search(formula):
                self.context.say("dde", self.where(row, col), row, col)
            elif "WEBSERVICE(" in formula:
                self.context.say("external-target", self.where(row, col), row, col)
        return formula


def is_suspect(formula: str) -> bool:
    """Whether a formula might reach outside the workbook and deserves a closer look."""
    return "|" in formula or "WEBSERVICE(" in formula


def unescaped(text: str) -> str:
    """Excel's _x000D_ escapes resolved."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
    # Escaped halves of a surrogate pair become one character, a lone half the replacement character.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@lru_cache(maxsize=8_192)  # the workbooks of one edition have their merges in common
def area(reference: str) -> Area | None:
    """B2:D7 (or B2) as an area; None if it is none or leaves the grid."""
    first, _, last = reference.partition(":")
    try:
        (top, left), (bottom, right) = parse_a1(first), parse_a1(last or first)
    except ValueError:
        return None
    if not (top <= bottom <= guard.ROW and left <= right <= guard.COLUMN):
        return None
    return Area(top, left, bottom, right)


def _area(reference: str) -> Area:
    return area(reference) or Area(1, 1, 0, 0)


def _is_finite(stored: str) -> bool:
    if _NUMBER.match(stored) is None:
        return False
    return abs(Decimal(stored)) <= _LARGEST
