"""Runs on the clerk's machine, as install.py of the kit, in the kit's own Python: puts everything in place for
this user, or takes it away again. Needs nothing but the standard library, no administrator, no network.

    python install.py install
    python install.py uninstall
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

ADDIN: Final = "qingjian.xlam"
MANIFEST: Final = "MANIFEST.json"
_LOG: Final = "install.log"
_SITE: Final = Path("Lib", "site-packages")
_LEFT_OUT: Final = ("xlwings/pro/",)
"""Parts of wheels that are not installed: not under a free licence, and not needed."""
_BESIDE_PYTHON: Final = "pywin32_system32"
"""Libraries that Windows has to find before Python's search path is set up."""

Say = Callable[..., None]


class Stopped(Exception):
    """The user has to do something first; the arguments are a message's key and its values."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


class Places(NamedTuple):
    """Where things go."""

    root: Path
    xlstart: Path

    @property
    def python(self) -> Path:
        return self.root / "python"

    @property
    def official(self) -> Path:
        return self.root / "official"

    @property
    def addin(self) -> Path:
        return self.xlstart / ADDIN


def places(environ: Mapping[str, str], code_page: str = "mbcs") -> Places:
    """This user's folders. Excel starts Python through a library that writes paths in the system's code page:
    a name that it cannot write moves the program, not the user."""
    home = Path(environ["LOCALAPPDATA"])
    if not _fits(str(home), code_page):
        home = Path(environ["ProgramData"])
    return Places(home / "qingjian", Path(environ["APPDATA"], "Microsoft", "Excel", "XLSTART"))


def install(kit: Path, target: Places, say: Say) -> None:
    """Everything anew: what an earlier version left is replaced."""
    verify(kit)
    say("place", folder=target.root)
    fresh = target.root / "python.new"
    shutil.rmtree(fresh, ignore_errors=True)
    copy(kit / "python", fresh)
    wheels = sorted((kit / "wheels").glob("*.whl"))
    for wheel in wheels:
        unpack(wheel, fresh)
    settle(fresh)
    _replace(fresh, target.python)
    say("program", count=len(wheels))
    _replace_file(kit / "addin" / ADDIN, target.addin)
    say("addin", file=target.addin)
    shutil.rmtree(target.official, ignore_errors=True)
    copy(kit / "official", target.official)
    say("workbooks", folder=target.official)


def uninstall(target: Places, say: Say) -> None:
    """What install has put in place; the log and what the add-in remembers of workbooks stay."""
    for path in (target.addin, target.python, target.official):
        if not path.exists():
            continue
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        except PermissionError as problem:
            raise Stopped("open", file=problem.filename or path) from problem
        say("removed", file=path)


def verify(kit: Path) -> None:
    """Nothing is missing from the kit and nothing was changed."""
    files: Mapping[str, str] = json.loads((kit / MANIFEST).read_text(encoding="utf-8"))["files"]
    for name, wanted in files.items():
        path = kit / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            raise Stopped("wheel", file=name)


def copy(source: Path, target: Path) -> None:
    """By content alone: the mark "came from the internet" stays behind, so nothing has to be unblocked."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            _write(target / path.relative_to(source), path.read_bytes())


def unpack(wheel: Path, python: Path) -> None:
    """Into Python's folder; a wheel is a zip whose .data folder says where the rest belongs."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            place = _place(name)
            if place is not None and not name.endswith("/"):
                _write(python / place, archive.read(name))


def settle(python: Path) -> None:
    """Let this Python find its packages, and nothing outside its own folder."""
    (path_file,) = python.glob("python*._pth")
    archive = path_file.with_suffix(".zip").name
    path_file.write_text(f"{archive}\n.\nLib\\site-packages\nimport site\n", encoding="utf-8")
    for library in (python / _SITE / _BESIDE_PYTHON).glob("*.dll"):
        _write(python / library.name, library.read_bytes())


def _place(name: str) -> Path | None:
    if name.startswith(_LEFT_OUT):
        return None
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or ":" in name or "\\" in name:
        raise Stopped("wheel", file=name)
    if not parts[0].endswith(".data"):
        return Path(_SITE, *parts)
    match parts[1]:
        case "data":
            return Path(*parts[2:])
        case "purelib" | "platlib":
            return Path(_SITE, *parts[2:])
        case _:
            return None  # scripts and headers


def _replace(fresh: Path, target: Path) -> None:
    """Another version in place of this one, or this one as it was."""
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except PermissionError as problem:
        raise Stopped("open", file=problem.filename or target) from problem
    shutil.rmtree(old, ignore_errors=True)


def _replace_file(source: Path, target: Path) -> None:
    try:
        _write(target, source.read_bytes())
    except PermissionError as problem:
        raise Stopped("open", file=problem.filename or target) from problem


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _fits(text: str, code_page: str) -> bool:
    try:
        text.encode(code_page)
    except UnicodeEncodeError:
        return False
    return True


def _lines(what: str, messages: Mapping[str, Any], log: Path) -> Say:
    """Says a sentence on the screen and in the log."""

    def say(key: str, **values: object) -> None:
        line = messages[what][key]["zh"].format_map(values)
        print(line)  # noqa: T201 -- a script
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    return say


def _shortcuts(target: Places, what: str) -> Iterator[str]:
    """Made and removed by the installed program; its answer, if there is a program."""
    python = target.python / "python.exe"
    if python.exists():
        command = [str(python), "-I", "-B", "-X", "utf8", "-m", "qingjian_addin.shortcuts", what]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        yield "" if run.returncode == 0 else (run.stderr.strip().splitlines() or [str(run.returncode)])[-1]


def main(arguments: Sequence[str], kit: Path, environ: Mapping[str, str], code_page: str = "mbcs") -> int:
    """Install or remove, say what was done; the exit code."""
    messages: Mapping[str, Any] = json.loads((kit / "messages.json").read_text(encoding="utf-8"))
    what = "uninstall" if arguments == ["uninstall"] else "install"
    target = places(environ, code_page)
    log = target.root / _LOG
    log.unlink(missing_ok=True)
    say = _lines(what, messages, log)
    try:
        say("title", version=messages["version"])
        if what == "uninstall":
            list(_shortcuts(target, "remove"))
            uninstall(target, say)
        else:
            if not str(target.root).startswith(environ["LOCALAPPDATA"]):
                say("elsewhere", folder=target.root)
            install(kit, target, say)
            for problem in _shortcuts(target, "make"):
                name = messages["shortcut"]["zh"]
                say("no_shortcuts", problem=problem) if problem else say("shortcuts", name=name)
        say("done")
    except Stopped as reason:
        say(reason.key, **reason.values)
        return 1
    except Exception:  # noqa: BLE001 -- whatever it is: the clerk gets a sentence, we get a log
        with log.open("a", encoding="utf-8") as file:
            file.write(traceback.format_exc())
        print(messages["install"]["failed"]["zh"].format(log=log))  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent, os.environ))
