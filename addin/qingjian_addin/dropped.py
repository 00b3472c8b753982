"""Workbooks and folders dropped onto 校验.cmd, a shortcut or the Linux desktop file: checked, the report opened."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

from qingjian.catalog.tables import table
from qingjian.cli import run as qingjian
from qingjian_addin import state
from qingjian_addin.words import LANG

_TOKEN: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
_INFORMATION: Final = 0x40  # MB_ICONINFORMATION
_WORST: Final = 2
"""Exit codes from here on mean that there is no report, or none of everything."""


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Check what was dropped; the exit code of `qingjian check`."""
    with _spoken() as tell:
        return _main(sys.argv[1:] if arguments is None else arguments, environ or os.environ, tell)


def _main(given: Sequence[str], environ: Mapping[str, str], tell: Callable[[str], None]) -> int:
    found = list(given) or dropped(environ)
    if not found:
        tell(_say("nothing"))
        return _WORST
    report = _report(Path(found[0]))
    code = qingjian(["check", "--format", "html", "--output", str(report), *found])
    if report.exists():
        tell(_say("written", path=report))
        _open(report)
    return code


def dropped(environ: Mapping[str, str]) -> list[str]:
    """The names in the command line with which Explorer has started a script: cmd /c ""script" name "a name"".

    A name without a space stands there without quotes, whatever other signs it has; none can hold a quote.
    """
    line, script = environ.get("QINGJIAN_LINE", ""), environ.get("QINGJIAN_SCRIPT", "")
    _, found, rest = line.partition(f'{script}"') if script else ("", "", "")
    if not found:
        return []
    rest = rest.rstrip()
    return [
        quoted or bare for quoted, bare in _TOKEN.findall(rest.removesuffix('"') if _is_odd(rest) else rest)
    ]


def _is_odd(rest: str) -> bool:
    """The quote that closes the whole command has no partner here."""
    return rest.count('"') % 2 == 1


def _report(first: Path) -> Path:
    """Beside what was dropped, where one looks for it; in our own folder where nothing can be written."""
    name = f"{first.stem}_{_say('report')}.html"
    beside = first.absolute().parent
    return (beside if os.access(beside, os.W_OK) else state.folder()) / name


def _open(path: Path) -> None:
    start: Any = getattr(os, "startfile", None)
    if start is not None:
        start(str(path))
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        subprocess.Popen(["xdg-open", str(path)])


@contextmanager
def _spoken() -> Generator[Callable[[str], None]]:
    """On the terminal; in a box where there is none: behind a shortcut (pythonw) Python has no standard output,
    whatever its type says, and what the check itself prints goes nowhere."""
    if getattr(sys, "stdout", None) is not None:
        yield print
        return
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        yield _box


def _box(text: str) -> None:
    import ctypes  # noqa: PLC0415 -- on Windows only

    show: Any = getattr(ctypes, "windll").user32.MessageBoxW  # noqa: B009
    show(0, text, str(table("messages/kit.json")["shortcut"][LANG]), _INFORMATION)


def _say(key: str, **values: object) -> str:
    words: str = table("messages/kit.json")["dropped"][key][LANG]
    return words.format_map(values)


if __name__ == "__main__":
    sys.exit(main())
