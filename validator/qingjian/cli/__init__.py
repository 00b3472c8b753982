"""The command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qingjian import __version__


def main() -> None:
    """What `qingjian` runs."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """One command; gives the exit code."""
    if list(arguments) == ["--version"]:
        # Answered before anything else is loaded: scripts ask it often, and click alone takes longer than Python.
        print(f"qingjian {__version__}")
        return 0
    from qingjian.cli.app import run_command  # noqa: PLC0415

    return run_command(arguments)
