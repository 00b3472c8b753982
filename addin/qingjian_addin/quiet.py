"""Screen, alerts and cursor held still while a command works, and given back whatever happens."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import xlwings as xw


@contextmanager
def quiet(book: xw.Book) -> Generator[None]:
    """Within the block nothing flickers, and the user stays where he was."""
    app = book.app
    was_updating, here = app.screen_updating, book.sheets.active
    app.screen_updating = False
    try:
        yield
    finally:
        if here.name in {sheet.name for sheet in book.sheets} and here.visible:
            here.activate()
        app.screen_updating = was_updating
