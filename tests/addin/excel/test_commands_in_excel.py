"""Every command in a fake Excel, under xlwings' own Windows engine: which calls Excel gets, and that none is left
half done. The real Excel is tried by a person (docs/checklist-windows.md).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from qingjian_addin import commands
from support.snapshot import Snapshot

ROOT: Final = Path(__file__).resolve().parents[3]
SAMPLE: Final = ROOT / "workbooks" / "samples" / "liaoning-2024-filled.xlsx"
STEPS: Final = (
    *("validate", "next", "explain", "fill_totals", "undo", "carbon", "clear_marks"),
    *("export", "selftest", "about"),
)
_SHEET: Final = re.compile(r"Worksheets\('[^']+'\)")
_CELLS: Final = re.compile(r"Range\('[A-Z]+\d+(:[A-Z]+\d+)?'\)")
_NAMES: Final = re.compile(r"Names\('\w+'\)")
_ARGUMENTS: Final = re.compile(r"(?<= = ).*|(?<=\w\()[^()]*(?=\)$)")
_COUNTED: Final = (
    (r"(?<=StatusBar = ).*|(?<=InitialFileName = ).*", "<text>"),
    (r"<\d+ x \d+>", "<block>"),
    (r"(:[A-Z]+)\d+", r"\1…"),
)
"""What depends on how much the rules find, and on how long the folder's name is."""


def in_excel(book: Path, state: Path, steps: Sequence[str]) -> list[dict[str, Any]]:
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1", "LOCALAPPDATA": str(state)}
    run = subprocess.run(
        [sys.executable, "-m", "support.fake_excel.commands", str(book), *steps],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    log = state / "qingjian" / "errors.log"
    assert not log.exists(), log.read_text(encoding="utf-8")
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout.replace(str(book.parent), "<folder>"))
    return found


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, Any]]:
    """All commands one after the other on the sample, as a clerk would."""
    folder = tmp_path_factory.mktemp("excel")
    book = Path(shutil.copy(SAMPLE, folder / "总结表.xlsx"))
    return {one["command"]: one for one in in_excel(book, folder / "state", STEPS)}


def kinds(trace: Sequence[str]) -> Iterator[str]:
    """The first call of each kind, in order: how often is a matter of the rules, not of Excel."""
    seen: set[str] = set()
    for line in trace:
        kind = _NAMES.sub("Names()", _CELLS.sub("Range()", _SHEET.sub("Worksheets()", line)))
        kind = _ARGUMENTS.sub("", kind)
        if kind not in seen:
            seen.add(kind)
            yield reduce(lambda text, part: re.sub(part[0], part[1], text), _COUNTED, line)


def test_every_command_is_run() -> None:
    assert sorted(STEPS) == sorted(commands.NAMES)


@pytest.mark.parametrize("command", STEPS)
def test_calls_of_excel(ran: Mapping[str, dict[str, Any]], command: str, snapshot: Snapshot) -> None:
    snapshot("\n".join(kinds(ran[command]["trace"])))


@pytest.mark.parametrize("command", STEPS)
def test_excel_is_left_as_it_was_found(ran: Mapping[str, dict[str, Any]], command: str) -> None:
    trace = ran[command]["trace"]
    for setting in ("ScreenUpdating", "DisplayAlerts"):
        written = [line for line in trace if line.startswith(f"Application.{setting} = ")]
        assert not written or written[-1].endswith("= True")
    lifted = [line.partition(".Unprotect")[0] for line in trace if ".Unprotect(" in line]
    protected = [line.partition(".Protect(")[0] for line in trace if ".Protect(" in line]
    assert lifted == protected


def test_a_protection_is_put_back_with_its_permissions(ran: Mapping[str, dict[str, Any]]) -> None:
    (line, *_) = [line for line in ran["validate"]["trace"] if line.startswith("Worksheets('表1').Protect(")]
    stored = openpyxl.load_workbook(SAMPLE)["表1"].protection
    assert "Contents=True" in line
    assert f"AllowFormattingCells={not stored.formatCells}" in line
    assert f"AllowDeletingRows={not stored.deleteRows}" in line


def test_the_user_is_told(ran: Mapping[str, dict[str, Any]]) -> None:
    for command in (
        "validate",
        "fill_totals",
        "carbon",
        "undo",
        "clear_marks",
        "export",
        "selftest",
        "about",
    ):
        assert ran[command]["answer"], command
        assert ran[command]["status"], command
    for command in ("next", "explain"):  # they move the selection: no box in the way
        assert ran[command]["answer"] == ""
        assert ran[command]["status"]


@pytest.mark.slow
def test_a_sheet_with_a_password_is_left_alone_and_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    book["表1"].protection.set_password("secret")
    book.save(tmp_path / "locked.xlsx")
    (found,) = in_excel(tmp_path / "locked.xlsx", tmp_path / "state", ["validate"])
    assert "表1" in found["answer"]
    assert not [line for line in found["trace"] if line.startswith("Worksheets('表1').Range") and "=" in line]


def test_a_workbook_that_is_no_form_gets_a_sentence(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "any.xlsx")
    found = in_excel(
        tmp_path / "any.xlsx", tmp_path / "state", [name for name in STEPS if name != "selftest"]
    )
    for one in found:
        assert one["status"], one["command"]
        assert not [line for line in one["trace"] if ".Interior" in line or "AddComment" in line]
