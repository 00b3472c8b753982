"""Data styles of OpenDocument, said as number-format codes of Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from qingjian.patterns import pattern
from qingjian.sheets.ods_names import LOEXT, NUMBER, STYLE

GENERAL: Final = "General"
KINDS: Final = frozenset(
    NUMBER + kind
    for kind in (
        "number-style",
        "percentage-style",
        "currency-style",
        "date-style",
        "time-style",
        "boolean-style",
        "text-style",
    )
)
"""The elements that hold a data style."""

_CONDITION: Final = pattern(r"value\(\)(<=|>=|!=|<>|<|>|=)(-?[0-9.]{1,20})\Z")
# Excel's own meaning of sections one, two and three: these need no [condition] before them.
_USUAL: Final = ((">=0",), (">0",), (">0", "<0"), (">0", "<0", "=0"))
_UNQUOTED: Final = frozenset(" -+():/$,.")
_MOST_DIGITS: Final = 30
"""Excel shows at most 30 decimals; a style that claims a million must not cost a million zeros."""


class DataStyle:
    """One data style while it is read: the pieces of its code and its conditional sections."""

    __slots__ = ("_literal", "_pieces", "_text", "elapsed", "is_percent", "maps", "name")

    def __init__(self, kind: str, attributes: Mapping[str, str]) -> None:
        self.name = attributes.get(STYLE + "name", "")
        self.is_percent = kind == NUMBER + "percentage-style"
        self.elapsed = attributes.get(NUMBER + "truncate-on-overflow") == "false"
        self.maps: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._literal: str | None = None
        self._text: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == STYLE + "map":
            condition = attributes.get(STYLE + "condition", "").replace(" ", "")
            self.maps.append((condition, attributes.get(STYLE + "apply-style-name", "")))
            return
        if not element.startswith(NUMBER):
            return
        local = element[len(NUMBER) :]
        if local in ("text", "currency-symbol", "fill-character"):
            self._literal = local
            self._text.clear()
            return
        piece = _piece(local, attributes)
        if self.elapsed and local == "hours":
            piece = f"[{piece}]"
        self._pieces.append(piece)

    def text(self, data: str) -> None:
        if self._literal is not None:
            self._text.append(data)

    def end(self, element: str) -> None:
        if self._literal is None or element != NUMBER + self._literal:
            return
        text = "".join(self._text)
        if self._literal == "fill-character":
            self._pieces.append(f"*{text[:1]}" if text else "")
        else:
            self._pieces.append(_literal(text, keep="%" if self.is_percent else ""))
        self._literal = None

    @property
    def section(self) -> str:
        """The code without its conditional sections."""
        return "".join(self._pieces) or GENERAL


def code(name: str, styles: Mapping[str, DataStyle]) -> str:
    """The number-format code of a data style, its conditional sections first as Excel has them."""
    style = styles.get(name)
    if style is None:
        return GENERAL
    mapped = [(condition, styles[target].section) for condition, target in style.maps if target in styles]
    if not mapped:
        return style.section
    conditions = tuple(condition.removeprefix("value()") for condition, _ in mapped)
    if conditions in _USUAL:
        return ";".join([*(section for _, section in mapped), style.section])
    return ";".join([*(_bracket(condition) + section for condition, section in mapped), style.section])


def _bracket(condition: str) -> str:
    found = _CONDITION.match(condition)
    return f"[{found.group(1).replace('!=', '<>')}{found.group(2)}]" if found else ""


def _literal(text: str, *, keep: str) -> str:
    """Literal text: what Excel shows as it stands, the rest in quotes."""
    plain = _UNQUOTED.union(keep)
    out: list[str] = []
    for run in re.findall(r"[ \-+():/$,.%]+|[^ \-+():/$,.%]+", text):
        if plain.issuperset(run):
            # A bare dot or comma would be read as decimal point and thousands mark.
            out.append(re.sub(r"([.,])", r"\\\1", run))
        else:
            out.append('"' + run.replace('"', "") + '"')
    return "".join(out)


def _piece(local: str, attributes: Mapping[str, str]) -> str:
    long = attributes.get(NUMBER + "style") == "long"
    match local:
        case "number":
            return _number(attributes)
        case "scientific-number":
            exponent = "0" * max(1, _count(attributes, "min-exponent-digits", 2))
            return f"{_digits(attributes)}E+{exponent}"
        case "fraction":
            return _fraction(attributes)
        case "month" if attributes.get(NUMBER + "textual") == "true":
            return "mmmm" if long else "mmm"
        case "seconds":
            decimals = _count(attributes, "decimal-places", 0)
            return ("ss" if long else "s") + ("." + "0" * decimals if decimals else "")
        case _:
            short_and_long = _CALENDAR.get(local)
            return short_and_long[long] if short_and_long else ""


_CALENDAR: Final[Mapping[str, tuple[str, str]]] = {
    "day": ("d", "dd"),
    "month": ("m", "mm"),
    "year": ("yy", "yyyy"),
    "day-of-week": ("ddd", "dddd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "am-pm": ("AM/PM", "AM/PM"),
    "era": ("gg", "ggg"),
    "text-content": ("@", "@"),
    "boolean": (GENERAL, GENERAL),
}


def _number(attributes: Mapping[str, str]) -> str:
    whole = _count(attributes, "min-integer-digits", 0)
    grouped = attributes.get(NUMBER + "grouping") == "true"
    if NUMBER + "decimal-places" not in attributes and not grouped and whole <= 1:
        return GENERAL
    return _digits(attributes)


def _digits(attributes: Mapping[str, str]) -> str:
    whole = _count(attributes, "min-integer-digits", 0)
    decimals = _count(attributes, "decimal-places", 0)
    certain = min(decimals, _count(attributes, "min-decimal-places", decimals))
    digits = "0" * whole or "#"
    if attributes.get(NUMBER + "grouping") == "true":
        digits = digits.rjust(4, "#")
        digits = f"{digits[:-3]},{digits[-3:]}"
    if decimals:
        digits += "." + "0" * certain + "#" * (decimals - certain)
    return digits + "," * _thousands(attributes.get(NUMBER + "display-factor", "1"))


def _thousands(factor: str) -> int:
    return (len(factor) - 1) // 3 if re.fullmatch(r"10{1,12}", factor) else 0


def _fraction(attributes: Mapping[str, str]) -> str:
    whole = "# " if NUMBER + "min-integer-digits" in attributes else ""
    above = "?" * max(1, _count(attributes, "min-numerator-digits", 1))
    fixed = attributes.get(NUMBER + "denominator-value", "")
    below = fixed if fixed.isdecimal() else "?" * max(1, _count(attributes, "min-denominator-digits", 1))
    return f"{whole}{above}/{below}"


def _count(attributes: Mapping[str, str], local: str, missing: int) -> int:
    """A count of digits, bounded; LibreOffice puts the younger ones into its own namespace."""
    text = attributes.get(NUMBER + local) or attributes.get(LOEXT + local) or ""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return missing
    return min(int(text), _MOST_DIGITS)
