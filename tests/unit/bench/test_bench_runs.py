"""The bench runs from end to end; what it measures is nobody's assertion."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="costs are taken from POSIX's accounts")
def test_the_bench_gives_a_line_for_every_goal() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "tests" / "bench" / "run.py", "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    goals = {line.split(" | ")[0].removeprefix("| ") for line in run.stdout.splitlines()[2:]}
    assert goals == {"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11"}
