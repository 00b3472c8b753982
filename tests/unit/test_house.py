"""Promises about the repository itself: layers, words that must not appear, size, what the wheel holds."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = ("validator", "addin", "tests", "tools")
LONGEST: Final = 400
SAMPLE: Final = ROOT / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"

# Written in pieces, so that this file does not contain what it looks for.
FORBIDDEN: Final = {
    "a package registry's host": r"py"
    r"pi\.org|python"
    r"hosted\.org|npm"
    r"js\.(?:com|org)|deb\.deb"
    r"ian\.org",
    "a path of somebody's machine": r"/wo" r"rk/|/ho" r"me/\w+/|/ro" r"ot/|/Us" r"ers/\w+/|/tm" r"p/\w",
    "a personal phone number": r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])",
    "a mailbox": r"[\w.-]+@(?:163|126|qq|139|sina|gmail|outlook|hotmail|mee\.gov)\.",
    "a word of another place": r"sub"
    r"agent|\bLL"
    r"M\b|Chat"
    r"GPT|Anth"
    r"ropic|\bpro"
    r"mpts? engineering",
}

# Which layer may import which library; whoever needs jsonschema imports it late (see the next test).
HOMES: Final = {
    "click": {"cli"},
    "xlrd": {"sheets"},
    "python_calamine": {"sheets"},
    "xlsxwriter": {"templates", "reporters"},
}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository that is text: what git knows, and what it would take in."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listing.stdout.decode("utf-8").split("\0")
    return tuple(ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file())


def texts() -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            found.append((path.relative_to(ROOT), data.decode("utf-8")))
    return found


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in CODE]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_words_that_must_not_appear(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_every_text_is_utf8_with_unix_line_ends() -> None:
    assert [str(path) for path, text in texts() if "\r\n" in text or text.startswith("\ufeff")] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path for path in modules() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert [str(path.relative_to(ROOT)) for path in silent] == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    too_long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST}
    assert too_long == {}


def test_paths_fit_into_windows() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if len(name) > 120 or re.search(r'[<>:"\\|?*]', name)] == []


def test_only_the_free_part_of_xlwings_is_used() -> None:
    pro = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules()
        for name in _imports(path)
        if name == "xlwings.pro" or name.startswith("xlwings.pro.")
    ]
    assert pro == []


def test_libraries_stay_in_their_layer() -> None:
    strays = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules()
        for name in _imports(path)
        if path.is_relative_to(ROOT / "validator")
        and path.relative_to(ROOT).parts[2]
        not in HOMES.get(name.split(".")[0], {path.relative_to(ROOT).parts[2]})
    ]
    assert strays == []


def test_checking_a_workbook_loads_no_library_that_it_does_not_need() -> None:
    """Start-up is most of what checking one file costs."""
    idle = (
        *("click", "jsonschema", "openpyxl", "xlrd", "python_calamine", "xlsxwriter"),
        *("dataclasses", "difflib", "datetime", "hashlib", "inspect", "pathlib"),
    )
    program = (
        "import sys; from qingjian.api.judge import judge, prepare; prepare()\n"
        f"judge(open({str(SAMPLE)!r}, 'rb').read(), '表.xlsx')\n"
        f"print(*(name for name in {idle} if name in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(ROOT / "validator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout.split(), run.stderr) == ([], "")


def test_test_modules_have_names_of_their_own() -> None:
    """Import mode importlib allows twins; people and reports do not."""
    names = [path.name for path in modules() if path.name.startswith("test_")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_nothing_is_left_for_later() -> None:
    leftover = re.compile(
        r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b|NotImplemented" r"Error|assert " r"True\b|mark\.skip\("
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if leftover.search(line)
    ]
    assert found == []


@pytest.mark.slow
def test_import_layers_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    paths = os.pathsep.join(str(ROOT / area) for area in ("validator", "addin"))
    run = subprocess.run(
        [lint, "--no-logo", "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
def test_the_wheel_holds_the_two_packages_and_the_data(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"qingjian", "qingjian_addin"}
    for kind in ("schemas", "workbooks/official"):
        expected = {
            path.relative_to(ROOT).as_posix() for path in tracked() if path.is_relative_to(ROOT / kind)
        }
        assert {f"qingjian/_data/{name}" for name in expected} <= set(names), kind
    checker = Path(sys.executable).with_name("check-wheel-contents")
    run = subprocess.run([checker, wheel], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def _imports(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names
