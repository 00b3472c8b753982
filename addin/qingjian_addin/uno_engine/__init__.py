"""An xlwings engine on LibreOffice's UNO: the commands written for Excel run in Calc unchanged."""

from __future__ import annotations

from typing import Any

import xlwings as xw

from qingjian_addin.uno_engine.books import Book
from qingjian_addin.uno_engine.engine import Engine
from qingjian_addin.uno_engine.protection import SheetProtected

__all__ = ["SheetProtected", "attach", "book_of"]


_engines: list[Engine] = []


def attach(context: Any) -> xw.App:
    """Make the office of a UNO context xlwings' active application."""
    return xw.App(impl=_engine(context).apps.app)


def book_of(context: Any, document: Any) -> xw.Book:
    """The workbook of a UNO document, hidden or not."""
    return xw.Book(impl=Book(_engine(context).apps.app, document))


def _engine(context: Any) -> Engine:
    """One engine for a context, however often it is asked for: the application remembers what it changed."""
    engine = next((known for known in _engines if known.apps.app.context == context), None)
    if engine is None:
        engine = Engine(context)
        _engines.append(engine)
        xw.engines.add(xw.Engine(impl=engine))
    xw.Engine(impl=engine).activate()
    return engine
