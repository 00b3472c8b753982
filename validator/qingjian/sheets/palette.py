"""Colours of our marks: one for each severity, whose last four bits number the fill that was there before.

Which fills those were stands in a name of the workbook. So the colour of a cell that was moved, in a
workbook that Excel, WPS or LibreOffice has saved since, can still be taken back, by whichever of our tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qingjian.model.finding import Severity

COLOURS: Final[dict[Severity, int]] = {"mandatory": 0xFFC6D0, "verify": 0xFFE8A0, "advice": 0xDAEBF0}
"""Base colours; the last four bits of each are zero."""
FILLS_NAME: Final = "QJ_FILLS"
NO_FILL: Final = "none"
_SHADES: Final = 16
_LONGEST: Final = 250
"""A text in a formula has at most 255 characters."""


class Palette:
    """The fills met so far, and the colours that remember them."""

    def __init__(self, listed: str = "") -> None:
        """`listed` is what the name says, with or without its quotes."""
        names = listed.removeprefix("=").strip('"').split("|") if listed else []
        self._shades = {name: shade for shade, name in enumerate((NO_FILL, *names[: _SHADES - 1]))}

    def colour(self, severity: Severity, original: str) -> int:
        """The colour of a mark on a cell with this fill."""
        return COLOURS[severity] + self._shade(original)

    def original(self, colour: int) -> str | None:
        """The fill that a colour stands for; None where the colour is none of ours."""
        return self.colours().get(colour)

    def colours(self) -> dict[int, str]:
        """Every colour that a mark may have, and the fill behind it."""
        return {base + shade: name for base in COLOURS.values() for name, shade in self._shades.items()}

    @property
    def listed(self) -> str:
        """What the name is to say, as a text in a formula; empty when every cell was without a fill."""
        names = list(self._originals())
        return f'"{"|".join(names)}"' if names else ""

    def _originals(self) -> Iterator[str]:
        return (name for name, shade in self._shades.items() if shade)

    def _shade(self, original: str) -> int:
        known = self._shades.get(original)
        if known is not None:
            return known
        listed = sum(len(name) + 1 for name in self._shades) + len(original)
        if len(self._shades) == _SHADES or listed > _LONGEST:
            return 0
        self._shades[original] = len(self._shades)
        return self._shades[original]
