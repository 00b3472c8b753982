"""A LibreOffice window on a virtual screen, used as a person uses it: looked at, clicked, typed into.

Runs under the system's python3, the only one that has the `uno` module.
"""

from __future__ import annotations

import contextlib
import ctypes
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import uno

import screen_image
from screen_image import Box

_START_SECONDS: Final = 60.0
_WIDEST: Final = 400
"""What has more children than this is the grid of cells."""
_KEYS: Final = {"Escape": 0xFF1B, "Down": 0xFF54, "Alt": 0xFFE9}
_BOTTOM: Final = 10_000
_SHOWING: Final = "com.sun.star.accessibility.AccessibleStateType.SHOWING"


class MissingControl(Exception):
    """Something that should be on the screen is not."""


class Hand:
    """Pointer and keyboard of an X display, through the XTest extension."""

    def __init__(self) -> None:
        self._x11: Any = ctypes.CDLL("libX11.so.6")
        self._test: Any = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))

    def move(self, x: int, y: int) -> None:
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        self._flush()

    def click(self, x: int, y: int) -> None:
        self.move(x, y)
        for is_down in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, 1, is_down, 0)
        self._flush()

    def press(self, *names: str) -> None:
        """Keys held together, as Alt and Down."""
        codes = [self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(_KEYS[name])) for name in names]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._flush()

    def _flush(self) -> None:
        self._x11.XSync(self._display, 0)
        time.sleep(0.15)


class Window:
    """One office, its newest document, and the screen both are on."""

    def __init__(self, pipe: str, screen: Path, pictures: Path) -> None:
        self._screen = screen
        self._pictures = pictures
        self.hand = Hand()
        self._context = _connected(pipe)
        self._services = self._context.ServiceManager
        self.document: Any = None

    def open(self, path: Path | None, size: tuple[int, int]) -> None:
        """A workbook, or a new one, in a window that fills the screen."""
        url = uno.systemPathToFileUrl(str(path)) if path else "private:factory/scalc"
        self.document = self._service("com.sun.star.frame.Desktop").loadComponentFromURL(url, "_blank", 0, ())
        self._frame.ContainerWindow.setPosSize(0, 0, *size, 15)
        self.settle(2)

    def cell(self, sheet: str, address: str) -> Any:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def select(self, sheet: str, address: str, *, left_top: str = "A1") -> None:
        """Show a sheet from a cell on, and put the cursor somewhere, as typing the address would."""
        controller = self.document.CurrentController
        controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        point = uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name="ToPoint", Value=address)
        self._service("com.sun.star.frame.DispatchHelper").executeDispatch(
            self._frame, ".uno:GoToCell", "", 0, (point,)
        )
        corner = self.cell(sheet, left_top).CellAddress
        controller.setFirstVisibleColumn(corner.Column)
        controller.setFirstVisibleRow(corner.Row)
        self.settle()

    def click(self, name: str, *, lowest: int = _BOTTOM) -> None:
        """A menu, a button or an entry, by what is written on it; waits until the office answers again."""
        box = self.box(name, lowest=lowest)
        self.hand.click(box.left + box.width // 2, box.top + box.height // 2)
        self.settle(1)

    def point_at(self, sheet: str, address: str) -> None:
        """The mouse over a cell of the sheet that is shown, so that its note shows."""
        place = self.cell(sheet, address).CellAddress
        grid = next(found for found in self._controls() if hasattr(found, "getAccessibleCellAt"))
        cell = grid.getAccessibleCellAt(place.Row, place.Column).AccessibleContext
        corner, size = cell.LocationOnScreen, cell.Size
        for step in (3, 0):  # it has to move to be noticed
            self.hand.move(corner.X + size.Width // 2 - step, corner.Y + size.Height // 2)
        self.settle(1.5)

    def box(self, name: str, *, lowest: int = _BOTTOM) -> Box:
        """Where on the screen something of that name is, not below a line; the newest window is asked first."""
        for found in self._controls():
            if found.AccessibleName.partition("(")[0] == name and _is_shown(found):
                place, size = found.LocationOnScreen, found.Size
                if lowest >= place.Y:
                    return Box(place.X, place.Y, size.Width, size.Height)
        raise MissingControl(name)

    def snap(self, name: str, box: Box | None = None) -> None:
        """Keep what the screen shows."""
        self.settle()
        screen_image.write(self._screen, self._pictures / f"{name}.png", box)

    def settle(self, seconds: float = 0.7) -> None:
        """Let the office do what it was told, and paint it."""
        time.sleep(seconds)
        self.document.Sheets.getCount()  # answers when a command that is running has ended
        time.sleep(0.3)

    @property
    def _frame(self) -> Any:
        return self.document.CurrentController.Frame

    def _controls(self) -> Iterator[Any]:
        toolkit = self._service("com.sun.star.awt.Toolkit")
        for number in reversed(range(toolkit.TopWindowCount)):
            yield from _descendants(toolkit.getTopWindow(number).AccessibleContext)

    def _service(self, name: str) -> Any:
        return self._services.createInstanceWithContext(name, self._context)


def _is_shown(found: Any) -> bool:
    return bool(found.AccessibleStateSet.contains(uno.getConstantByName(_SHOWING)))


def _descendants(context: Any) -> Iterator[Any]:
    yield context
    count = context.getAccessibleChildCount()
    for number in range(count if count <= _WIDEST else 0):
        with contextlib.suppress(Exception):  # gone since it was counted; UNO has a dozen names for that
            yield from _descendants(context.getAccessibleChild(number).AccessibleContext)


def _connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
