"""What the button 校验 costs in a real LibreOffice."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from support.calc_commands import SCRIPTS, opened
from support.office import Document, Office

_TIMES: Final = 3


class Pressed(NamedTuple):
    """Seconds on the clock: the button for the first time, and again."""

    first: float
    again: float


def pressed(path: Path) -> Pressed:
    """A copy of the file opened, and the button pressed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = opened(folder, path)
        office = Office(folder / "office")
        try:
            with office.document(copy) as doc:
                doc.run(
                    SCRIPTS, "run", names=["about"], state=str(folder)
                )  # imports are of the start, not of the button
                presses = list(_presses(doc, folder))
        finally:
            office.stop()
        return Pressed(presses[0], median(presses[1:]))


def _presses(doc: Document, folder: Path) -> Iterator[float]:
    for _ in range(1 + _TIMES):
        before = time.perf_counter()
        doc.run(SCRIPTS, "run", names=["validate"], state=str(folder))
        yield time.perf_counter() - before
