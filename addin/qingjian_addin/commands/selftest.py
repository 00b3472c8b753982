"""自检: every step that a check takes, tried one by one, with a log that can be sent to whoever helps."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import xlwings as xw

from qingjian import __version__
from qingjian.api.judge import judge
from qingjian.catalog.editions import edition_ids
from qingjian.resources import workbooks
from qingjian_addin import state
from qingjian_addin.functions import FUNCTIONS
from qingjian_addin.host import Host
from qingjian_addin.judging import copied
from qingjian_addin.words import say

LOG: Final = "selftest.log"
_KNOWN: Final = ("QJ_CO2_COAL", 100, 277.25)
"""A function, what it is given, and what it has to answer."""

Step = Callable[[xw.Book, Host], str]


def run(book: xw.Book, host: Host) -> str:
    """Try every step, write the log, and say whether all went well."""
    lines = list(_tried(book, host))
    failed = sum(1 for is_well, _ in lines if not is_well)
    path = state.folder() / LOG
    log = "\n".join(
        f"[{say('selftest.ok' if is_well else 'selftest.bad')}] {text}" for is_well, text in lines
    )
    path.write_text(f"{log}\n", encoding="utf-8-sig")
    host.tell(f"{log}\n\n{say('selftest.log', path=path)}", say("selftest.title"))
    return say("selftest.failed", count=failed) if failed else say("selftest.done", count=len(lines))


def _tried(book: xw.Book, host: Host) -> Iterator[tuple[bool, str]]:
    for name, step in _STEPS.items():
        try:
            yield True, say(f"selftest.steps.{name}", found=step(book, host))
        except Exception as problem:  # noqa: BLE001  # a self-test reports whatever goes wrong
            yield False, say(f"selftest.steps.{name}", found=f"{type(problem).__name__}: {problem}")


def _versions(book: xw.Book, host: Host) -> str:
    return f"{__version__}, Python {platform.python_version()}, xlwings {xw.__version__}, {host.name}, {book.name}"


def _interpreter(book: xw.Book, host: Host) -> str:  # noqa: ARG001  # every step is called alike
    return f"{sys.executable} ({_system()}, {platform.machine()})"


def _system() -> str:
    """By the name people know it by."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform()


def _schemas(book: xw.Book, host: Host) -> str:  # noqa: ARG001
    return str(len(edition_ids()))


def _function(book: xw.Book, host: Host) -> str:  # noqa: ARG001
    name, given, expected = _KNOWN
    found = FUNCTIONS[name](given)
    if found != expected:
        raise ValueError(f"{name}({given}) = {found}")
    return f"{name}({given}) = {found}"


def _folder(book: xw.Book, host: Host) -> str:  # noqa: ARG001
    with tempfile.TemporaryDirectory(prefix="qingjian-", dir=state.folder()) as folder:
        return str(Path(folder).parent)


def _copy(book: xw.Book, host: Host) -> str:
    with copied(book, host) as path:
        return str(path.stat().st_size)


def _official(book: xw.Book, host: Host) -> str:  # noqa: ARG001
    found = [_status(path) for path in sorted(workbooks().glob("official/*.xlsx"))[:1]]
    return ", ".join(found)


def _status(path: Path) -> str:
    found = judge(path.read_bytes(), path.name)
    if found.template is None:
        raise ValueError(f"{path.name}: {found.status}")
    return f"{path.name}: {found.template.id}"


_STEPS: Final[dict[str, Step]] = {
    "versions": _versions,
    "interpreter": _interpreter,
    "schemas": _schemas,
    "function": _function,
    "folder": _folder,
    "copy": _copy,
    "official": _official,
}
