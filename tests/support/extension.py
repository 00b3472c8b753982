"""LibreOffice with our extension installed, as an ordinary user has it: `unopkg` refuses to work for root."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from support.office import WORKER, Office, User, environment

_NOBODY: Final = 65534


@contextmanager
def office_with(extension: Path) -> Generator[tuple[Office, Path]]:
    """An office with the extension, run by somebody who is not root, and a folder that both can use."""
    # not pytest's own folder: that is closed to everybody else
    with tempfile.TemporaryDirectory(prefix="qingjian-oxt-") as name:
        home = Path(name)
        home.chmod(0o755)
        worker = Path(shutil.copy(WORKER, home))
        package = Path(shutil.copy(extension, home))
        (home / "files").mkdir()
        (home / "files").chmod(0o777)
        user = User(
            runner=_runner(),
            worker=worker,
            variables={"HOME": str(home), "XDG_STATE_HOME": str(home / "files" / "state")},
            prepare=functools.partial(_install, package),
        )
        office = Office(home, user=user)
        try:
            yield office, home / "files"
        finally:
            office.stop()


def _runner() -> tuple[str, ...]:
    if os.geteuid():
        return ()
    return ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")


def _install(package: Path, profile: Path) -> None:
    """What docs tell a user to type, for a profile of its own."""
    if not os.geteuid():
        for path in (profile, *profile.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
    done = subprocess.run(
        [
            *_runner(),
            "unopkg",
            "add",
            "--suppress-license",
            str(package),
            f"-env:UserInstallation={profile.as_uri()}",
        ],
        env=environment() | {"HOME": str(package.parent)},
        cwd=package.parent,  # where the tests run may be closed to that user
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"unopkg: {done.stdout}{done.stderr}")
