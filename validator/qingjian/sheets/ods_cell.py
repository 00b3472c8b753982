"""What one cell of an .ods file stores: its kind and text, from its attributes and paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from qingjian.errors import UnreadableWorkbook
from qingjian.model.grid import CellKind
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern
from qingjian.sheets.ods_names import CALCEXT, OFFICE, TABLE
from qingjian.sheets.ods_text import Paragraphs

_DATE: Final = pattern(
    r"-?[0-9]{4,8}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,12})?)?)?Z?\Z",
)
_PLAIN: Final = pattern(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?\Z")
"""Nearly every number: certainly one that a double holds."""
_NUMBER: Final = pattern(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?\Z")
_LARGEST: Final = 308
"""The exponent of the largest double; the smallest ones may be below what Excel holds, and are no damage."""
_DURATION: Final = pattern(
    r"(-?)P(?:([0-9]{1,8})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]{1,12})?)S)?)?\Z",
)
_ERRORS: Final = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"})
# LibreOffice's own numbers, as it turns them into Excel's when it saves .xlsx itself.
_OWN_ERRORS: Final = {
    "Err:502": "#VALUE!",
    "Err:503": "#NUM!",
    "Err:519": "#VALUE!",
    "Err:524": "#REF!",
    "Err:525": "#NAME?",
    "Err:532": "#DIV/0!",
}
_TRUTH: Final = {("1", "TRUE"), ("0", "FALSE")}
_DOUBLE: Final = Context(prec=17, rounding=ROUND_HALF_EVEN)
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})

_VALUE_TYPE: Final = OFFICE + "value-type"
_VALUE: Final = OFFICE + "value"
_STRING_VALUE: Final = OFFICE + "string-value"
_OWN_TYPE: Final = CALCEXT + "value-type"
_FORMULA: Final = TABLE + "formula"


class Stored(NamedTuple):
    """The kind and text of a cell."""

    kind: CellKind
    text: str


def plain_number(attributes: Mapping[str, str]) -> str | None:
    """The digits of a number that no formula gave, as nearly all are: what the cell shows does not matter."""
    if attributes.get(_VALUE_TYPE) != "float" or _FORMULA in attributes:
        return None
    text = attributes.get(_VALUE, "")
    return text if _PLAIN.match(text) is not None and attributes.get(_OWN_TYPE) != "error" else None


def stored_value(attributes: Mapping[str, str], paragraphs: Paragraphs, *, is_formula: bool) -> Stored | None:
    """What the cell stores; None if it is empty. A value that cannot be is refused without its address."""
    value_type = attributes.get(_VALUE_TYPE)
    if attributes.get(_OWN_TYPE) == "error":
        return Stored("error", _error(paragraphs.text))
    if is_formula and paragraphs.text in _ERRORS:
        # Other programs have no type for errors; they show one and store 0 or nothing.
        return Stored("error", paragraphs.text)
    if value_type is None or value_type == "void":
        return _untyped(paragraphs, is_formula=is_formula)
    if value_type == "string":
        text = attributes.get(_STRING_VALUE, paragraphs.text)
        return Stored("text", text) if text or is_formula else None
    if value_type in _NUMBERS:
        return _number(attributes.get(_VALUE, "").strip(), paragraphs, is_formula=is_formula)
    if value_type == "date":
        return _date(attributes.get(OFFICE + "date-value", "").strip())
    if value_type == "time":
        return _time(attributes.get(OFFICE + "time-value", "").strip())
    if value_type == "boolean":
        return _boolean(attributes.get(OFFICE + "boolean-value", "").strip())
    raise UnreadableWorkbook("bad-cell-type", value_type[:20])


def _untyped(paragraphs: Paragraphs, *, is_formula: bool) -> Stored | None:
    """A formula that gave "" has an empty paragraph; one that was never calculated has none."""
    if is_formula and not paragraphs.seen:
        return Stored("uncalculated", "")
    return Stored("text", paragraphs.text) if is_formula or paragraphs.text else None


def _number(text: str, paragraphs: Paragraphs, *, is_formula: bool) -> Stored:
    if _PLAIN.match(text) is None and not _is_finite(text):
        raise UnreadableWorkbook("bad-number", text[:20])
    # LibreOffice has no booleans: TRUE from an .xlsx becomes the formula TRUE(), stored as 1, shown as TRUE.
    if is_formula and (text, paragraphs.text) in _TRUTH:
        return Stored("bool", paragraphs.text)
    return Stored("number", text)


def _is_finite(text: str) -> bool:
    return _NUMBER.match(text) is not None and Decimal(text).adjusted() <= _LARGEST


def _date(text: str) -> Stored:
    if _DATE.match(text) is None:
        raise UnreadableWorkbook("bad-date", text[:30])
    return Stored("date", text.removesuffix("Z"))


def _time(text: str) -> Stored:
    """A duration, as the fraction of a day that Excel would store."""
    found = _DURATION.match(text)
    if found is None or text.endswith(("P", "T")):
        raise UnreadableWorkbook("bad-date", text[:30])
    days, hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in found.groups()[1:])
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    value = _DOUBLE.divide(total, Decimal(86_400))
    return Stored("number", format(-value if found.group(1) else value, "f"))


def _boolean(text: str) -> Stored:
    if text not in ("true", "false"):
        raise UnreadableWorkbook("bad-boolean", text[:20])
    return Stored("bool", text.upper())


def _error(shown: str) -> str:
    """Excel's name of an error; a localised one stays as shown."""
    if shown.startswith("Err:") or not shown:
        return _OWN_ERRORS.get(shown, "#VALUE!")
    return shown
