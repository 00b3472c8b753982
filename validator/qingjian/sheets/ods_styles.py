"""Styles of an .ods file: which number format a cell has, and which sheets are not displayed."""

from __future__ import annotations

from qingjian.errors import UnreadableWorkbook
from qingjian.sheets import guard
from qingjian.sheets.ods_formats import GENERAL, KINDS, DataStyle, code
from qingjian.sheets.ods_names import STYLE, TABLE

_STYLE = STYLE + "style"
_TABLE_PROPERTIES = STYLE + "table-properties"
_INHERITED = 20
"""Parents of a style that are followed; a circle ends here."""


class Styles:
    """Collects styles from the events of styles.xml and content.xml; later ones of a name win."""

    def __init__(self) -> None:
        self._data: dict[str, DataStyle] = {}
        self._cells: dict[str, tuple[str | None, str]] = {}
        self._hidden_tables: set[str] = set()
        self._open: DataStyle | None = None
        self._open_kind = ""
        self._table = ""
        self._codes: dict[str, str] = {}

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if self._open is not None:
            self._open.start(element, attributes)
        elif element == _STYLE:
            self._style(attributes)
        elif element in KINDS:
            self._open, self._open_kind = DataStyle(element, attributes), element
        elif element == _TABLE_PROPERTIES and self._table and attributes.get(TABLE + "display") == "false":
            self._hidden_tables.add(self._table)

    def text(self, data: str) -> None:
        if self._open is not None:
            self._open.text(data)

    def end(self, element: str) -> None:
        if self._open is not None:
            if element == self._open_kind:
                self._data[self._open.name] = self._open
                self._check(len(self._data))
                self._open = None
            else:
                self._open.end(element)
        elif element == _STYLE:
            self._table = ""

    def format(self, style: str) -> str:
        """The number-format code of a cell style."""
        known = self._codes.get(style)
        if known is None:
            known = self._codes[style] = self._resolve(style)
        return known

    def is_hidden_table(self, style: str) -> bool:
        """Whether sheets of this style are not displayed."""
        return style in self._hidden_tables

    def _style(self, attributes: dict[str, str]) -> None:
        name = attributes.get(STYLE + "name", "")
        family = attributes.get(STYLE + "family")
        if family == "table-cell":
            parent = attributes.get(STYLE + "parent-style-name", "")
            self._cells[name] = attributes.get(STYLE + "data-style-name"), parent
            self._check(len(self._cells))
        elif family == "table":
            self._table = name
            self._hidden_tables.discard(name)

    def _resolve(self, style: str) -> str:
        for _ in range(_INHERITED):
            found = self._cells.get(style)
            if found is None:
                break
            data, style = found
            if data is not None:
                return code(data, self._data)
        return GENERAL

    @staticmethod
    def _check(count: int) -> None:
        if count > guard.NAMED_ITEMS:
            raise UnreadableWorkbook("too-many-items", "styles.xml")
