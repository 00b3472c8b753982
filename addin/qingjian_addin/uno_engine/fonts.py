"""The font of a range: bold, italic, size, colour, name – for Western and Chinese characters alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import uno
from xlwings import base_classes

from qingjian_addin.uno_engine.colours import Rgb, from_uno, to_uno
from qingjian_addin.uno_engine.exceptions import plain_errors
from qingjian_addin.uno_engine.protection import allow_formats

if TYPE_CHECKING:
    from qingjian_addin.uno_engine.ranges import Range

_BOLD, _NORMAL = 150.0, 100.0


@plain_errors
class Font(base_classes.Font):
    """UNO keeps three fonts a cell; the one for East Asian text has to follow the Western one."""

    def __init__(self, parent: Range) -> None:
        self._parent = parent
        self._cells: Any = parent.cells

    @property
    def api(self) -> Any:
        return self._cells

    @property
    def bold(self) -> bool | None:
        return None if self._is_mixed("CharWeight") else self._cells.CharWeight >= _BOLD

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        return None if self._is_mixed("CharPosture") else self._cells.CharPosture.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", uno.Enum("com.sun.star.awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        return None if self._is_mixed("CharHeight") else float(self._cells.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def color(self) -> Rgb | None:
        return from_uno(self._cells.CharColor)

    @color.setter
    def color(self, color_or_rgb: str | int | Sequence[int] | None) -> None:
        allow_formats(self._parent.sheet.cells_of, self._cells)
        self._cells.CharColor = to_uno(color_or_rgb)

    @property
    def name(self) -> str | None:
        return None if self._is_mixed("CharFontName") else str(self._cells.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    def _is_mixed(self, name: str) -> bool:
        return bool(self._cells.getPropertyState(name).value == "AMBIGUOUS_VALUE")

    def _set(self, name: str, value: object) -> None:
        allow_formats(self._parent.sheet.cells_of, self._cells)
        for script in ("", "Asian"):
            self._cells.setPropertyValue(name + script, value)
