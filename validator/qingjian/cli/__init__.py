"""The command line."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from qingjian import __version__

_COLLECT_EVERY: Final = 100_000
"""New objects between two collections of cyclic garbage. Python's 700 make it search everything that
starting up creates a hundred times over, a tenth of the time of checking one file."""


def main() -> None:
    """What `qingjian` runs."""
    gc.set_threshold(_COLLECT_EVERY)
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever read it went away
            stream.flush()
    os._exit(code)  # all that is left is to take apart what ends with the process anyway


def run(arguments: Sequence[str]) -> int:
    """One command; gives the exit code."""
    if list(arguments) == ["--version"]:
        # Answered before anything else is loaded: scripts ask it often, and click alone takes longer than Python.
        print(f"qingjian {__version__}")
        return 0
    if list(arguments[:1]) == ["check"] and any(map(os.path.isfile, arguments)):
        return _ahead(arguments)
    return _run(arguments)


def _ahead(arguments: Sequence[str]) -> int:
    """A file is going to be judged: a child loads what that needs while this process finds out how."""
    from qingjian.api import JUDGES  # noqa: PLC0415
    from qingjian.sheets.child import forget_ahead, start_ahead  # noqa: PLC0415

    with suppress(OSError):  # the system has no room for it just now, and may have later
        start_ahead(JUDGES)
    try:
        return _run(arguments)
    finally:
        forget_ahead()


def _run(arguments: Sequence[str]) -> int:
    from qingjian.cli.app import run_command  # noqa: PLC0415

    return run_command(arguments)
