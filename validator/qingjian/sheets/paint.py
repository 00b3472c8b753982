"""Colours behind cells that have findings, and the cells' own fills back again.

A coloured cell gets a copy of its own cell format with another fill. Which colour it had is
kept in the colour itself: the last digits of the blue channel number the original fills, and
a hidden name lists them. So the colour of a cell that was moved, in a workbook that Excel, WPS
or LibreOffice has saved since (and renumbered every format), can still be taken back.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from qingjian.model.finding import Severity
from qingjian.sheets.book import Book
from qingjian.sheets.formats import Formats
from qingjian.sheets.outline import Element, number
from qingjian.sheets.sheet_part import SheetPart

COLOURS: Final[dict[str, int]] = {"mandatory": 0xFFC6D0, "verify": 0xFFE8A0, "advice": 0xDAEBF0}
"""Base colours; the last four bits of each are zero and number the original fills."""
_SHADES: Final = 16
FILLS_NAME: Final = "_qingjian.fills"
_NO_FILL: Final = "none"


class Painter:
    """Gives colours to cells of one workbook."""

    def __init__(self, book: Book, formats: Formats) -> None:
        self._book = book
        self._formats = formats
        self._shades: dict[str, int] = {_NO_FILL: 0}

    def paint(self, sheet: SheetPart, row: int, col: int, severity: Severity) -> None:
        """Colour one cell; a missing one is put in."""
        base = sheet.style(row, col)
        shade = self._shade(_original(self._formats, base))
        fill = self._formats.add_fill(f"FF{COLOURS[severity] + shade:06X}")
        style = self._formats.add_filled(base, fill)
        cell = sheet.cell(row, col)
        if cell is None:
            sheet.insert(row, col, style=style)
        else:
            sheet.patch.set_attribute(cell, "s", str(style))

    def names(self) -> dict[str, str]:
        """The hidden name that remembers the original fills."""
        listed = [original for original, shade in self._shades.items() if shade]
        return {FILLS_NAME: '"' + "|".join(listed) + '"'} if listed else {}

    def _shade(self, original: str) -> int:
        known = self._shades.get(original)
        if known is not None:
            return known
        listed = sum(len(item) + 1 for item in self._shades) + len(original)
        if len(self._shades) == _SHADES or listed > 250:  # a text in a formula has at most 255 characters
            return 0
        self._shades[original] = len(self._shades)
        return self._shades[original]


class _Ours(NamedTuple):
    style: int
    original: str


def strip_paint(book: Book) -> None:
    """Give every cell in one of our colours its own fill back, whoever saved the workbook since."""
    formats = Formats.of(book)
    listed = (book.meaning(FILLS_NAME) or "").strip('"')
    book.undefine(FILLS_NAME)
    if formats is None:
        return
    ours = _our_styles(formats, [_NO_FILL, *listed.split("|")])
    if not ours:
        return
    plain = {item.style: _plain_style(formats, item) for item in ours}
    for tab in book.sheets:
        if tab.part:
            sheet = SheetPart(book.package, tab.part, rows=None)
            for cell in sheet.all_cells():
                style = number(cell.attributes.get("s"))
                if style in plain:
                    sheet.patch.set_attribute(cell, "s", str(plain[style]))
    formats.close()


def _original(formats: Formats, style: int) -> str:
    """The colour of a format's solid fill, as the attributes of its element without quotes."""
    styles, fills = formats.items("cellXfs"), formats.items("fills")
    chosen = number(styles[style].attributes.get("fillId")) if style < len(styles) else 0
    fill = fills[chosen] if chosen < len(fills) else None
    front = _front(fill) if fill is not None else None
    if front is None:
        return _NO_FILL
    return (
        " ".join(f"{name}={value}" for name, value in front.attributes.items() if " " not in name) or _NO_FILL
    )


def _front(fill: Element) -> Element | None:
    pattern = fill.first("patternFill")
    if pattern is None or pattern.attributes.get("patternType") != "solid":
        return None
    return pattern.first("fgColor")


def _our_styles(formats: Formats, originals: list[str]) -> list[_Ours]:
    colours = {
        f"FF{base + shade:06X}": original
        for base in COLOURS.values()
        for shade, original in enumerate(originals[:_SHADES])
    }
    fills: dict[str, str] = {}
    for index, fill in enumerate(formats.items("fills")):
        front = _front(fill)
        colour = front.attributes.get("rgb", "").upper() if front is not None else ""
        if colour in colours:
            fills[str(index)] = colours[colour]
    return [
        _Ours(index, fills[item.attributes.get("fillId", "0")])
        for index, item in enumerate(formats.items("cellXfs"))
        if item.attributes.get("fillId", "0") in fills
    ]


def _plain_style(formats: Formats, ours: _Ours) -> int:
    if ours.original in (_NO_FILL, ""):
        return formats.find_filled(ours.style, 0)
    for index, fill in enumerate(formats.items("fills")):
        front = _front(fill)
        if front is not None and _attributes(front) == ours.original:
            return formats.find_filled(ours.style, index)
    quoted = " ".join(
        f'{name}="{value}"' for name, _, value in (item.partition("=") for item in ours.original.split())
    )
    return formats.find_filled(ours.style, formats.add_fill(quoted))


def _attributes(front: Element) -> str:
    return " ".join(f"{name}={value}" for name, value in front.attributes.items() if " " not in name)
