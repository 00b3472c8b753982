"""Correct forms by the thousand, checked: `make realistic`, or python tests/adversary/realistic_run.py [FORMS]."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "validator"))

from adversary.false_alarms import Tried, tried  # a script, not a package

_SHARE: Final = 25
"""Forms per task: each task starts one child that reads them all."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Check correct forms; every finding on them is printed.")
    parser.add_argument("forms", nargs="?", type=int, default=2000)
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="SEED")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    alarms = explained = 0
    seeds = range(given.first, given.first + given.forms)
    with ProcessPoolExecutor(given.jobs) as pool:
        for done in pool.map(tried, [seeds[at : at + _SHARE] for at in range(0, len(seeds), _SHARE)]):
            alarms += _told(done)
            explained += done.explained
    sys.stdout.write(
        f"{given.forms} forms: {alarms} false alarms; {explained} points that a person explains\n"
    )
    return int(alarms > 0)


def _told(done: Tried) -> int:
    for alarm in done.alarms:
        sys.stdout.write(f"{alarm}\n")
    for seed in done.unread:
        sys.stdout.write(f"seed {seed}: not recognised\n")
    return len(done.alarms) + len(done.unread)


if __name__ == "__main__":
    sys.exit(main())
