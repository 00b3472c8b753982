"""Build the offline kit:  python addin/install/build_kit.py [--python ZIP [--pin]] [--wheels FOLDER] [--signed XLAM] [TARGET]

--python is python.org's embeddable zip for 64-bit Windows, named and pinned in runtime.json; the release
procedure (docs/release.md) fetches it on a connected machine. Without it everything else is built and tested,
and the kit's name says that it is incomplete.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "validator"), str(ROOT / "addin")]

from excel.build_xlam import build as build_xlam  # noqa: E402 -- after the path
from install import on_windows, scripts, wheels  # noqa: E402
from qingjian import __version__  # noqa: E402

RUNTIME: Final = Path(__file__).with_name("runtime.json")
_OFFICIAL: Final = ROOT / "workbooks" / "official"
_MANIFEST: Final = on_windows.MANIFEST


class Incomplete(Exception):
    """Something that belongs into the kit is not there, or is not what was pinned."""


def contents(folder: Path, runtime: Path | None, signed: Path | None = None) -> dict[str, bytes]:
    """Every file of the kit by its path, and the manifest that tells them all."""
    if found := list(wheels.problems(folder)):
        raise Incomplete("; ".join(found))
    files = scripts.ready()
    files["install.py"] = Path(on_windows.__file__).read_bytes()
    files["messages.json"] = json.dumps(scripts.messages(), ensure_ascii=False, indent=2).encode()
    files |= {f"wheels/{one.file}": (folder / one.file).read_bytes() for one in wheels.manifest().wheels}
    files |= {f"official/{path.name}": path.read_bytes() for path in sorted(_OFFICIAL.glob("*.xlsx"))}
    with tempfile.TemporaryDirectory() as scratch:
        addin = signed or build_xlam(Path(scratch) / on_windows.ADDIN)
        files[f"addin/{on_windows.ADDIN}"] = addin.read_bytes()
        own = _own_wheel(Path(scratch))
        files[f"wheels/{own.name}"] = own.read_bytes()
    if runtime is not None:
        files |= _python(runtime)
    return {**files, _MANIFEST: _manifest(files)}


def build(target: Path, folder: Path, runtime: Path | None, signed: Path | None = None) -> Path:
    """Write the kit."""
    files = contents(folder, runtime, signed)
    top = target.stem
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as kit:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}")  # 1980: no clock
            packed = name.endswith((".whl", ".xlam", ".zip"))
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            kit.writestr(entry, files[name])
    return target


def pin(runtime: Path) -> str:
    """Write the hash of the zip at hand into runtime.json: once a release, by a person, after comparing it."""
    found = json.loads(RUNTIME.read_text(encoding="utf-8"))
    found |= {"file": runtime.name, "sha256": hashlib.sha256(runtime.read_bytes()).hexdigest()}
    RUNTIME.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return str(found["sha256"])


def _own_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (found,) = folder.glob("*.whl")
    return found


def _python(runtime: Path) -> dict[str, bytes]:
    """Unpacked: the installer runs in it before anything is installed."""
    pinned: Mapping[str, Any] = json.loads(RUNTIME.read_text(encoding="utf-8"))
    data = runtime.read_bytes()
    if pinned["sha256"] is None:
        raise Incomplete(f"{RUNTIME.name} pins no hash yet: compare with {pinned['page']}, then --pin")
    if (runtime.name, hashlib.sha256(data).hexdigest()) != (pinned["file"], pinned["sha256"]):
        raise Incomplete(f"{runtime.name} is not the file that {RUNTIME.name} pins")
    with zipfile.ZipFile(runtime) as archive:
        return {f"python/{name}": archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    return json.dumps({"version": __version__, "files": hashes}, ensure_ascii=False, indent=2).encode()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Build the offline kit for Windows.")
    parser.add_argument("target", nargs="?", type=Path)
    parser.add_argument("--wheels", type=Path, default=ROOT / "build" / "wheels")
    parser.add_argument("--python", type=Path)
    parser.add_argument("--pin", action="store_true", help="pin the hash of --python in runtime.json")
    parser.add_argument(
        "--signed", type=Path, help="the add-in as it was signed in Excel, in place of the built one"
    )
    options = parser.parse_args(arguments)
    if options.python and options.pin:
        print(f"pinned: {pin(options.python)}")  # noqa: T201 -- a script
    name = f"qingjian-kit-{__version__}{'' if options.python else '-without-python'}.zip"
    target = options.target or ROOT / "build" / name
    if list(wheels.problems(options.wheels)):
        wheels.fetch(options.wheels)
    build(target, options.wheels, options.python, options.signed)
    print(f"{target}: {target.stat().st_size:,} bytes")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
