"""Colours behind cells that have findings, and the cells' own fills back again.

A coloured cell gets a copy of its own cell format with another fill; `palette` tells how it is found again.
"""

from __future__ import annotations

from qingjian.model.finding import Severity
from qingjian.named_tuple import NamedTuple
from qingjian.sheets.book import Book
from qingjian.sheets.formats import Formats
from qingjian.sheets.outline import Element, number
from qingjian.sheets.palette import FILLS_NAME, NO_FILL, Palette
from qingjian.sheets.sheet_part import SheetPart


class Painter:
    """Gives colours to cells of one workbook."""

    def __init__(self, book: Book, formats: Formats) -> None:
        self._book = book
        self._formats = formats
        self._palette = Palette()

    def paint(self, sheet: SheetPart, row: int, col: int, severity: Severity) -> None:
        """Colour one cell; a missing one is put in."""
        base = sheet.style(row, col)
        colour = self._palette.colour(severity, _original(self._formats, base))
        fill = self._formats.add_fill(f"FF{colour:06X}")
        style = self._formats.add_filled(base, fill)
        cell = sheet.cell(row, col)
        if cell is None:
            sheet.insert(row, col, style=style)
        else:
            sheet.patch.set_attribute(cell, "s", str(style))

    def names(self) -> dict[str, str]:
        """The hidden name that remembers the original fills."""
        listed = self._palette.listed
        return {FILLS_NAME: listed} if listed else {}


class _Ours(NamedTuple):
    style: int
    original: str


def strip_paint(book: Book) -> None:
    """Give every cell in one of our colours its own fill back, whoever saved the workbook since."""
    formats = Formats.of(book)
    palette = Palette(book.meaning(FILLS_NAME) or "")
    book.undefine(FILLS_NAME)
    if formats is None:
        return
    ours = _our_styles(formats, palette)
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
        return NO_FILL
    return (
        " ".join(f"{name}={value}" for name, value in front.attributes.items() if " " not in name) or NO_FILL
    )


def _front(fill: Element) -> Element | None:
    pattern = fill.first("patternFill")
    if pattern is None or pattern.attributes.get("patternType") != "solid":
        return None
    return pattern.first("fgColor")


def _our_styles(formats: Formats, palette: Palette) -> list[_Ours]:
    colours = {f"FF{colour:06X}": original for colour, original in palette.colours().items()}
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
    if ours.original in (NO_FILL, ""):
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
