"""Fonts, borders and fills of the official workbooks; each format is made once."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from qingjian.catalog.edition import Field
from qingjian.templates.measure import BODY
from qingjian.templates.place import PlacedCell

SONG: Final = "宋体"
HEI: Final = "黑体"
SMALL: Final = 9.0
MUST: Final = "#FFF2CC"
MAY: Final = "#F3F9EE"
COMPUTED: Final = "#E4E9F2"
WRONG: Final = "#F8B4B4"
OVERWRITTEN: Final = "#FBD5A5"
HINT: Final = "#FFE08A"
_TEXTS: Final = frozenset({"text", "longtext", "company", "industry", "free", "region", "date", "item"})

Properties = dict[str, Any]
_PLAIN: Final[Properties] = {"font_name": SONG, "font_size": BODY, "valign": "vcenter"}


class Styles:
    """Formats of one workbook by their properties."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """The format with these properties on top of the body font."""
        whole = {**_PLAIN, **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def cell(self, cell: PlacedCell, *, cover: bool = False) -> Format:
        """The format of a placed cell of the form."""
        return self.get(**(cover_properties(cell) if cover else cell_properties(cell)))


def cell_properties(cell: PlacedCell) -> Properties:
    """What a cell of the form looks like."""
    match cell.role:
        case "title":
            return _title(cell)
        case "note":
            return {"font_size": SMALL, "text_wrap": True, "align": "left", "valign": "top"}
        case "head":
            return {"font_name": HEI, "border": 1, "align": "center"}
        case "section" | "label":
            return {"border": 1, "text_wrap": True, "align": cell.align}
        case "header" | "unit" | "number" | "total_label" | "dots" | "sequence":
            return {"border": 1, "text_wrap": True, "align": "center"}
        case "computed" | "total":
            return {"border": 1, "align": "center", "shrink": True, "bg_color": COMPUTED, "locked": True}
        case "input":
            return _input(cell)
        case "void":
            return {"border": 1, "align": "center", "locked": False}


def cover_properties(cell: PlacedCell) -> Properties:
    """A cover has lines to write on instead of a table."""
    look = cell_properties(cell)
    if cell.role == "title" and cell.align == "center":
        return {**look, "font_size": 24}
    if cell.role == "label":
        return {"font_size": 15, "align": "right", "valign": "bottom"}
    if cell.role == "input":
        return {**look, "border": 0, "bottom": 1, "font_size": 15, "valign": "bottom"}
    return look


def font_size(cell: PlacedCell) -> float:
    """In points."""
    return float(cell_properties(cell).get("font_size", BODY))


def is_required(field: Field) -> bool:
    """Whether a district has to fill it."""
    return "district" in field.required


def _title(cell: PlacedCell) -> Properties:
    if cell.align == "left":
        return {"font_name": HEI, "font_size": 12, "align": "left"}
    if cell.level > 1:
        return {"font_name": HEI, "font_size": 12, "align": cell.align, "text_wrap": True}
    return {"bold": True, "font_size": 16, "align": cell.align, "text_wrap": True}


def _input(cell: PlacedCell) -> Properties:
    field = cell.asked
    look: Properties = {"border": 1, "locked": False, "bg_color": MUST if is_required(field) else MAY}
    if field.type in _TEXTS:
        short = cell.in_dots and cell.text is not None
        return {
            **look,
            "text_wrap": True,
            "align": "center" if short else "left",
            "valign": "top" if field.type == "longtext" else "vcenter",
        }
    return {**look, "align": "center", "shrink": True}
