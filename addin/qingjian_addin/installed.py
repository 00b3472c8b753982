"""Self-test of an installation on Windows, without Excel: every part is tried, the log can be sent to whoever helps."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from qingjian import __version__
from qingjian.api.judge import judge
from qingjian.catalog.tables import table
from qingjian.resources import workbooks
from qingjian_addin import state
from qingjian_addin.words import LANG

LOG: Final = "installed.log"
_PACKAGES: Final = ("click", "jsonschema", "python_calamine", "xlrd", "xlsxwriter", "xlwings")
_ADDIN: Final = Path("Microsoft", "Excel", "XLSTART", "qingjian.xlam")


def main() -> int:
    """Say line by line what was found; status 1 when something is not well."""
    lines = [_say("title", version=__version__)]
    is_well = True
    for name, step in _STEPS.items():
        found, is_good = _tried(step)
        is_well = is_well and is_good
        lines.append(f"[{_say('ok' if is_good else 'bad')}] {_step(name, found)}")
    path = state.folder() / LOG
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    sys.stdout.write("\n".join([*lines, _say("done", log=path), ""]))
    return 0 if is_well else 1


def _tried(step: Callable[[], str]) -> tuple[str, bool]:
    try:
        return step(), True
    except Exception as problem:  # noqa: BLE001 -- a self-test reports whatever goes wrong
        return f"{type(problem).__name__}: {problem}", False


def _system() -> str:
    return f"{platform.platform()}, {platform.machine()}"


def _program() -> str:
    return f"{__version__}, Python {platform.python_version()}, {sys.executable}"


def _packages() -> str:
    return ", ".join(import_module(name).__name__ for name in _PACKAGES)


def _library() -> str:
    """Both are looked for, because the bitness that counts is that of Excel; ours is loaded."""
    version = import_module("xlwings").__version__
    libraries = [Path(sys.prefix, f"xlwings{bits}-{version}.dll") for bits in (32, 64)]
    if missing := [path.name for path in libraries if not path.exists()]:
        raise FileNotFoundError(", ".join(missing))
    ctypes.CDLL(str(libraries[-1]))
    return ", ".join(path.name for path in libraries)


def _com() -> str:
    return ", ".join(import_module(name).__name__ for name in ("pythoncom", "win32com.client"))


def _addin() -> str:
    path = Path(os.environ["APPDATA"]) / _ADDIN
    return f"{path}, {path.stat().st_size}"


def _check() -> str:
    path = next(_official())
    found = judge(path.read_bytes(), path.name)
    if found.template is None:
        raise ValueError(f"{path.name}: {found.status}")
    return f"{path.name}: {found.template.id}"


def _official() -> Iterator[Path]:
    yield from sorted(workbooks().glob("official/*.xlsx"))


_STEPS: Final[dict[str, Callable[[], str]]] = {
    "system": _system,
    "program": _program,
    "packages": _packages,
    "library": _library,
    "com": _com,
    "addin": _addin,
    "check": _check,
}


def _say(key: str, **values: object) -> str:
    words: str = table("messages/kit.json")["selftest"][key][LANG]
    return words.format_map(values)


def _step(name: str, found: str) -> str:
    words: str = table("messages/kit.json")["selftest"]["steps"][name][LANG]
    return words.format(found=found)


if __name__ == "__main__":
    sys.exit(main())
