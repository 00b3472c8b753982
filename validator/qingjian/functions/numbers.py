"""Text to figure by a closed list of forms: what is unambiguous is understood and named, all else is None."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from qingjian.catalog.notation import MarkKind, normal, notation
from qingjian.functions import units
from qingjian.model.figure import Figure, shown, stored
from qingjian.named_tuple import NamedTuple
from qingjian.patterns import pattern

_LONGEST: Final = 80
"""No figure of a form is longer; whatever is, is prose."""
_WIDEST: Final = 24
"""No quantity of a form has more digits before or after the point; the corrected figure stays writable."""
_INVISIBLE: Final = pattern("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_MINUS: Final = pattern("[\u2212\uff0d\u2010\u2011](?=[0-9.])")
_GROUPED: Final = pattern(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")
_CORE: Final = pattern(
    r"(?P<sign>[+-]?)(?P<number>[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]{1,4})?(?P<rest>.*)\Z"
)


class Reading(NamedTuple):
    """A text understood as a number: the figure to put in, and what was odd about the writing."""

    figure: Figure
    oddities: tuple[str, ...] = ()
    """Codes of schemas/notation.json, in the order met; empty when the text is a plain number."""
    unit: str | None = None
    """The unit written with the number, by its listed name. The figure is in that unit."""

    def in_unit(self, column: str, *, substance: str | None = None) -> Figure | None:
        """The figure in the column's unit; None where the writing leaves two readings or none."""
        if self.unit is None:
            return None if "multiplier" in self.oddities and _is_scaled(column) else self.figure
        return units.convert(self.figure, self.unit, column, substance=substance)


def _is_scaled(column: str) -> bool:
    """Whether the column's unit has a 万 of its own, so that “1.2万” may mean 1.2 or 12000 of it."""
    listed = units.unit(column)
    return column[:1] in notation().multipliers and (listed is None or listed.factor > 1)


def _seen(text: str) -> str:
    """Without what nobody sees."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def mark(text: str) -> MarkKind | None:
    """`/`, a dash or 无 in any listed spelling; they are different things and stay different."""
    return notation().marks.get(normal(_seen(text).strip()))


def is_blank(text: str) -> bool:
    """Nothing but spaces, line breaks and invisible characters."""
    return not _seen(text).strip()


def read(text: str) -> Reading | None:
    """The number a text stands for, or None: blank, a mark, prose, or more than one reading."""
    if len(text) > _LONGEST:
        return None
    odd: list[str] = []
    clean = _normalised(text, odd)
    currency = notation().currency.get(clean[:1])
    if currency:
        odd.append("currency")
        clean = clean[1:].lstrip()
    negative, clean = _parenthesised(clean, odd)
    found = _CORE.match(clean)
    if found is None or (negative and found["sign"]):
        return None
    digits = _digits(found["number"], odd)
    if digits is None:
        return None
    if found["sign"] == "+":
        odd.append("sign")
    if found["exponent"]:
        odd.append("exponent")
    sign = "-" if negative or found["sign"] == "-" else ""
    return _scaled(sign + digits + (found["exponent"] or ""), found["rest"].strip(), currency, odd)


def _normalised(text: str, odd: list[str]) -> str:
    """The text in plain characters, without what nobody sees."""
    visible = _seen(text)
    if visible != text:
        odd.append("invisible")
    trimmed = visible.strip()
    if trimmed != visible:
        odd.append("spaces")
    if trimmed[:1] in ("'", "\u2018", "\u2019"):
        odd.append("apostrophe")
        trimmed = trimmed[1:].lstrip()
    minus = _MINUS.sub("-", trimmed)
    if minus != trimmed:
        odd.append("sign")
    point = re.sub(r"(?<=[0-9０-９])。(?=[0-9０-９])", ".", minus)
    if point != minus:
        odd.append("point")
    narrow = "".join(_narrow(character) for character in point)
    if narrow != point:
        odd.append("full-width")
    return narrow


def _narrow(character: str) -> str:
    """Full-width forms only: superscripts and circled digits are no digits of a figure."""
    if character == "\u3000":
        return " "
    if "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return character


def _parenthesised(text: str, odd: list[str]) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        odd.append("parentheses")
        return True, text[1:-1].strip()
    return False, text


def _digits(number: str, odd: list[str]) -> str | None:
    """The digits without separators; None where a comma does not group by three."""
    if "," in number:
        if _GROUPED.match(number) is None:
            return None
        odd.append("grouping")
        number = number.replace(",", "")
    if number.startswith(".") or number.endswith("."):
        odd.append("point")
        number = number.rstrip(".")
    whole, point, decimals = number.partition(".")
    if len(whole) > 1 and whole.startswith("0"):
        odd.append("leading-zeros")
        whole = whole.lstrip("0") or "0"
    return (whole or "0") + point + decimals


def _scaled(number: str, rest: str, currency: str | None, odd: list[str]) -> Reading | None:
    value = stored(number)
    if value is None or abs(value.adjusted()) > _WIDEST:
        return None
    written = units.unit(rest) if rest else None
    if written is not None:
        return _with_unit(value, written.name, currency, odd)
    multiplier = notation().multipliers.get(rest[:1])
    if multiplier is not None:
        odd.append("multiplier")
        value, rest = (value * multiplier).normalize(), rest[1:].strip()
    if not rest:
        return Reading(shown(value), _unique(odd), currency)
    written = units.unit(rest)
    return None if written is None else _with_unit(value, written.name, currency, odd)


def _with_unit(value: Decimal, name: str, currency: str | None, odd: list[str]) -> Reading | None:
    if currency is not None and units.ratio(currency, name) is None:
        return None
    return Reading(shown(value), _unique([*odd, "unit"]), name)


def _unique(odd: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(odd))
