"""Write docs/manual/images: a clerk's way through a workbook in real LibreOffice windows. (make manual)

A fresh profile of an ordinary user with the extension installed as the manual says, on a virtual screen; the
figures are those of the demo, with mistakes put in. What is done and shown stands in manual_scenes.py.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / area) for area in ("tests", "validator", "addin")]

from libreoffice import build_oxt  # noqa: E402 -- found by the line above
from qingjian.api.data import write  # noqa: E402
from qingjian.api.judge import judge  # noqa: E402
from qingjian.catalog.tables import table  # noqa: E402
from qingjian.model.grid import Grid, a1  # noqa: E402
from qingjian.sheets.read import read  # noqa: E402
from support.office_profile import write_profile  # noqa: E402

_TARGET: Final = ROOT / "docs" / "manual" / "images"
_OFFICIAL: Final = ROOT / "workbooks" / "official" / "liaoning-2024.xlsx"
_PYTHON: Final = "/usr/bin/python3"
_NOBODY: Final = "65534"
_DISPLAY: Final = ":87"
_SCREEN: Final = "1280x800x24"
_HOME: Final = Path("/home/clerk")
_CODES: Final = "代码"


def main() -> None:
    if lacking := [name for name in ("Xvfb", "soffice", "unopkg") if shutil.which(name) is None]:
        sys.exit(
            f"missing: {', '.join(lacking)}; tools/bootstrap system and tools/bootstrap screen install them"
        )
    with tempfile.TemporaryDirectory(prefix="qingjian-manual-") as name:
        home = Path(name)
        for folder in ("screen", "pictures", "填报"):
            (home / folder).mkdir()
        shutil.copy(_OFFICIAL, home / "填报")
        typed = _typed(home / "填报" / "旧表格.xlsx")
        (home / "typed.json").write_text(json.dumps(typed), encoding="utf-8")
        _hand_over(home)
        with _screen(home / "screen"):
            _install(home)
            _tell(home)
        for log in home.rglob("errors.log"):
            sys.exit(f"a command failed while its picture was taken:\n{log.read_text('utf-8')}")
        _expect_sent(home / "填报")
        shutil.rmtree(_TARGET, ignore_errors=True)
        shutil.copytree(home / "pictures", _TARGET)
    for picture in sorted(_TARGET.iterdir()):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} KB")


def _expect_sent(folder: Path) -> None:
    """The story ends well: what was exported passes, and its report is beside it."""
    sent = next(folder.glob("*_清洁生产审核总结表.xlsx"))
    found = judge(sent.read_bytes(), sent.name)
    if found.status != "passed" or not list(folder.glob(f"{sent.stem}_*.html")):
        sys.exit(f"{sent.name}: {found.status}, in {sorted(path.name for path in folder.iterdir())}")


def _typed(target: Path) -> list[tuple[str, str, str]]:
    """What a clerk types for the demo's figures: sheet, cell and text, wherever no formula stands."""
    tour = table("demo.json")
    write(tour["edition"], tour["data"], target)
    blank, filled = _texts(read(_OFFICIAL.read_bytes(), "")), _texts(read(target.read_bytes(), ""))
    return [(*place, text) for place, text in filled.items() if blank.get(place) != text]


def _texts(grid: Grid) -> Mapping[tuple[str, str], str]:
    return {
        (sheet.name, a1(number, col)): cell.text
        for sheet in grid.sheets
        if sheet.name != _CODES
        for number, row in sheet.stream()
        for col, cell in row.items()
        if cell.formula is None and cell.text
    }


def _hand_over(home: Path) -> None:
    """The clerk is not root: unopkg refuses root."""
    profile = home / "profile"
    write_profile(profile, interface="zh-CN")
    build_oxt.build(home / build_oxt.NAME)
    if not os.geteuid():
        for path in (home, *home.rglob("*")):
            os.chown(path, int(_NOBODY), int(_NOBODY))


def _install(home: Path) -> None:
    command = [
        "unopkg",
        "add",
        "--force",
        "--suppress-license",
        str(_seen(home) / build_oxt.NAME),
        _profile(home),
    ]
    subprocess.run([*_clerk(home), *command], env=_environment(home), check=True)


def _tell(home: Path) -> None:
    """Start the office and go through the scenes."""
    pipe = home.name
    options = ["--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
    office = ["soffice", _profile(home), *options, f"--accept=pipe,name={pipe};urp;"]
    with _running([*_clerk(home), *office], home):
        scenes = [_PYTHON, str(ROOT / "tools" / "manual_scenes.py"), pipe, str(home), str(_seen(home))]
        subprocess.run([*_runner(), *scenes], env=_environment(home), check=True)


@contextmanager
def _screen(folder: Path) -> Generator[None]:
    command = ["Xvfb", _DISPLAY, "-screen", "0", _SCREEN, "-fbdir", str(folder), "-nolisten", "tcp"]
    with _running(command, folder):
        time.sleep(2)
        yield


@contextmanager
def _running(command: Sequence[str], home: Path) -> Generator[None]:
    process = subprocess.Popen(
        command, env=_environment(home), start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _runner() -> tuple[str, ...]:
    if os.geteuid():
        return ()
    return ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")


def _clerk(home: Path) -> tuple[str, ...]:
    """As root, in a file system where the temporary folder is somebody's home: pictures show its name."""
    if os.geteuid():
        return ()
    script = f'mount -t tmpfs none /home && mkdir {_HOME} && mount --bind "$0" {_HOME} && exec "$@"'
    return ("unshare", "--mount", "sh", "-c", script, str(home), *_runner())


def _seen(home: Path) -> Path:
    return home if os.geteuid() else _HOME


def _profile(home: Path) -> str:
    return f"-env:UserInstallation={(_seen(home) / 'profile').as_uri()}"


def _environment(home: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_"))}
    return kept | {
        "HOME": str(_seen(home)),
        "DISPLAY": _DISPLAY,
        "SAL_USE_VCLPLUGIN": "gen",
        "LC_ALL": "C.UTF-8",
    }


if __name__ == "__main__":
    main()
