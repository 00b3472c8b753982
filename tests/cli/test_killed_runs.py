"""A check that is killed goes on where it was when it is run again: nothing lost, nothing double, the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from qingjian.api.cache import FILE

KILLS: Final = 50
FORMS: Final = 48
ROOT: Final = Path(__file__).resolve().parents[2]
PARTIAL: Final = 30.0
"""Seconds after which whoever is left of a killed run has outlived it for good."""


@pytest.fixture
def inbox(sound: Path, broken: Path, tmp_path: Path) -> Path:
    """Forms that differ in a comment of the package, and what comes along."""
    folder = tmp_path / "收件"
    folder.mkdir()
    for number in range(FORMS):
        path = folder / f"{number:02}.xlsx"
        shutil.copy(broken if number % 3 else sound, path)
        with zipfile.ZipFile(path, "a") as package:
            package.comment = f"{number}".encode()
    (folder / "坏.xlsx").write_bytes(sound.read_bytes()[:5000])
    (folder / "函.pdf").write_bytes(b"%PDF-1.4\n")
    with zipfile.ZipFile(folder / "包.zip", "w") as package:
        package.writestr("表.xlsx", sound.read_bytes())
    return folder


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy that nobody edits meanwhile: another program has other verdicts."""
    for part in ("validator", "schemas"):
        shutil.copytree(
            ROOT / part, tmp_path / "program" / part, ignore=shutil.ignore_patterns("__pycache__")
        )
    return tmp_path / "program"


def started(program: Path, inbox: Path, report: Path, *options: object) -> subprocess.Popen[bytes]:
    arguments = ("check", inbox, "--format", "json", "-o", report, *options)
    return subprocess.Popen(
        [sys.executable, "-m", "qingjian", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(program / "validator")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kept(cache: Path) -> set[bytes]:
    """The keys of the verdicts that are there."""
    try:
        with closing(sqlite3.connect(cache / FILE)) as database:
            return {row[0] for row in database.execute("SELECT key FROM verdict")}
    except sqlite3.OperationalError:  # killed before it made the table
        return set()


def is_over(session: int) -> bool:
    """Whether nobody of a run's session is left, by the kernel's own list."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for what is left of a run in /proc")
def test_killed_at_fifty_random_points(program: Path, inbox: Path, tmp_path: Path) -> None:
    chosen, cache = random.Random(20_240_115), tmp_path / "cache"
    began = time.monotonic()
    assert started(program, inbox, tmp_path / "whole.json", "--no-cache", "--jobs", 1).wait() == 2
    whole, usual = (tmp_path / "whole.json").read_bytes(), time.monotonic() - began
    kills = finished = 0
    before: set[bytes] = set()
    while kills < KILLS or not finished:
        report = tmp_path / f"{kills}-{finished}.json"
        run = started(program, inbox, report, "--cache", cache, "--jobs", chosen.choice((1, 2)))
        try:
            run.wait(chosen.uniform(0.1, usual / 2) if kills < KILLS else None)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            kills += 1
            patience = time.monotonic() + PARTIAL
            while not is_over(run.pid):
                assert time.monotonic() < patience, "a worker outlived the run that started it"
                time.sleep(0.01)
            assert not report.exists() or report.read_bytes() == whole
        after = kept(cache)
        assert before <= after, "a verdict that was known is lost"
        assert len(after) <= FORMS + 3
        before = after
        if run.returncode >= 0:
            assert run.returncode == 2
            assert report.read_bytes() == whole
            assert len(after) == FORMS + 3
            finished += 1
            shutil.rmtree(cache)
            before = set()
