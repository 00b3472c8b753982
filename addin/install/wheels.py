"""The wheels of the kit: which ones, pinned by hash; fetching and verifying them.

python addin/install/wheels.py fetch FOLDER    download what wheels.json names, at release time
python addin/install/wheels.py pin FOLDER      make wheels.json say what lies in the folder
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

MANIFEST: Final = Path(__file__).with_name("wheels.json")
_NAME: Final = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)-.*\.whl")


class Wheel(NamedTuple):
    """One file as the kit has to hold it."""

    file: str
    sha256: str
    size: int

    @property
    def requirement(self) -> str:
        """For pip, which checks the hash as well."""
        found = _NAME.fullmatch(self.file)
        if found is None:
            raise ValueError(f"not a wheel's name: {self.file}")
        return f"{found['name'].replace('_', '-')}=={found['version']} --hash=sha256:{self.sha256}"


class Manifest(NamedTuple):
    """What wheels.json says."""

    python: str
    platform: str
    wheels: tuple[Wheel, ...]

    @property
    def target(self) -> tuple[str, ...]:
        """What pip is told of the clerk's machine, wherever pip itself runs."""
        return ("--platform", self.platform, "--python-version", self.python, "--only-binary=:all:")


def manifest() -> Manifest:
    """The pinned wheels."""
    found: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return Manifest(found["python"], found["platform"], tuple(Wheel(**one) for one in found["wheels"]))


def problems(folder: Path) -> Iterator[str]:
    """What is missing from a folder, or not the file that was pinned."""
    for wheel in manifest().wheels:
        path = folder / wheel.file
        if not path.is_file():
            yield f"missing: {wheel.file}"
        elif of_file(path) != wheel:
            yield f"not the pinned file: {wheel.file}"


def of_file(path: Path) -> Wheel:
    """A file as a manifest would have it."""
    data = path.read_bytes()
    return Wheel(path.name, hashlib.sha256(data).hexdigest(), len(data))


def fetch(folder: Path) -> None:
    """By pip, which refuses files of another hash; nothing to do when all of them are there."""
    if not list(problems(folder)):
        return
    pinned = manifest()
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "requirements.txt"
        wanted.write_text("\n".join(wheel.requirement for wheel in pinned.wheels), encoding="utf-8")
        options = ["--no-deps", "--require-hashes", *pinned.target, "-d", str(folder), "-r", str(wanted)]
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", *options], check=True)


def pin(folder: Path) -> None:
    """Write the manifest anew from the wheels of a folder."""
    pinned = manifest()
    found = [of_file(path)._asdict() for path in sorted(folder.glob("*.whl"))]
    content = {"python": pinned.python, "platform": pinned.platform, "wheels": found}
    MANIFEST.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    match arguments:
        case ["fetch", folder]:
            fetch(Path(folder))
        case ["pin", folder]:
            pin(Path(folder))
        case _:
            print(__doc__, file=sys.stderr)  # noqa: T201 -- a script
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
