"""The running office as an xlwings application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xlwings import base_classes

from qingjian_addin.uno_engine.books import Books
from qingjian_addin.uno_engine.exceptions import plain_errors
from qingjian_addin.uno_engine.ranges import Range
from qingjian_addin.uno_engine.sheets import Corner

_PID: Final = 1  # one office per context; xlwings only compares the numbers


@plain_errors
class Apps(base_classes.Apps):
    """The one office we are connected to."""

    def __init__(self, engine: object, context: Any) -> None:
        self.app = App(engine, context)

    def keys(self) -> list[int]:
        return [_PID]

    def __iter__(self) -> Iterator[App]:
        yield self.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != _PID:
            raise KeyError(pid)
        return self.app


@plain_errors
class App(base_classes.App):
    """Screen updating, status line, calculation – of all open documents at once, as in Excel."""

    engine: object = None  # read by xlwings; the class attribute hides an abstract property

    def __init__(self, engine: object, context: Any) -> None:
        self.engine = engine
        self.context = context
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._display_alerts = True
        self._enable_events = True
        self._locked: list[Any] = []
        self._status: str | None = None
        self._indicator: Any = None

    @property
    def api(self) -> Any:
        return self.desktop

    @property
    def pid(self) -> int:
        return _PID

    @property
    def version(self) -> str:
        return "0"

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        return book.selection if book is not None else None

    def range(self, arg1: Corner, arg2: Corner | None = None) -> Range:
        book = self.books.active
        if book is None:
            raise LookupError("no workbook is open")
        return book.sheets.active.range(arg1, arg2)

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002 -- theirs
        del steal_focus  # the office decides what comes to the front

    # ------------------------------------------------------------ painting

    @property
    def screen_updating(self) -> bool:
        return not self._locked

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value:
            for document in self._locked:
                document.unlockControllers()
            self._locked.clear()
        elif not self._locked:
            for book in self.books:
                book.document.lockControllers()
                self._locked.append(book.document)

    @property
    def display_alerts(self) -> bool:
        return self._display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._display_alerts = bool(value)

    @property
    def enable_events(self) -> bool:
        return self._enable_events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._enable_events = bool(value)

    @property
    def status_bar(self) -> str | None:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        """Text until something else is said; False or None gives the line back, as in Excel."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        self._status = value if isinstance(value, str) else None
        frame = self.desktop.getCurrentFrame()
        if self._status is not None and frame is not None:
            self._indicator = frame.createStatusIndicator()
            self._indicator.start(self._status, 0)

    # ------------------------------------------------------------ calculation

    @property
    def calculation(self) -> str:
        book = self.books.active
        automatic = book is None or book.document.isAutomaticCalculationEnabled()
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.document.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculate()
