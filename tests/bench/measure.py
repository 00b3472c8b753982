"""Runs what is measured, one process at a time and in turns, so that a busy moment hits all alike."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[2]
_TASKS: Final = Path(__file__).with_name("tasks.py")


class Cost(NamedTuple):
    """What one run took: seconds of the CPU and of the clock, megabytes at the most, exit code."""

    cpu: float
    wall: float
    peak: float
    code: int = 0


Run = Callable[[], Cost]


def medians(runs: Mapping[str, Run], *, rounds: int) -> dict[str, Cost]:
    """The middle cost of each, after so many rounds in which each had its turn."""
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            costs[name].append(run())
    return {name: _middle(found) for name, found in costs.items()}


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        max(cost.peak for cost in costs),
        max(cost.code for cost in costs),
    )


def task(name: str, paths: Sequence[Path], *, python: str = sys.executable) -> Run:
    """A task of tasks.py over some files; costs are per file."""

    def run() -> Cost:
        done = subprocess.run(
            [python, _TASKS, name],
            input="\n".join(map(str, paths)),
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr}")
        found = json.loads(done.stdout)
        if found["refused"]:
            return Cost(math.inf, math.inf, math.inf)  # who gives up half-way is not fast
        share = max(1, len(paths))
        return Cost(found["cpu"] / share, found["wall"] / share, found["peak"])

    return run


def command(*arguments: str | Path) -> Run:
    """A Python command from start to end, children included."""

    def run() -> Cost:
        before = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, process.returncode)

    return run


@cache
def _environment() -> Mapping[str, str]:
    """As where the package is installed: its bytecode is kept, whatever the measuring shell says of that."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "PYTHONPATH": os.pathsep.join(str(ROOT / area) for area in ("validator", "addin", "tests"))
    }
