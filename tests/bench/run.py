"""Speed as ratios of one run: `python tests/bench/run.py [--quick] [--peer PYTHON]`, or `make bench`."""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import goals, prepare  # a script, not a package
from bench.measure import ROOT

_HEADINGS: Final = ("goal", "what", "must", "stretch", "measured", "met")
_DEPENDS: Final = ("schemas/templates", "validator/qingjian/templates", "tests/bench", "tests/support")


def main() -> None:
    """Make the files, measure, print the table."""
    given = _arguments()
    files, rows, rounds = (24, 2_000, 1) if given.quick else (1_000, 100_000, given.rounds)
    folder = ROOT / "build" / "bench" / f"{files}-{rows}-{_inputs()}"
    # Another process makes the files: what it needs for that must not count as our memory.
    maker = [sys.executable, Path(prepare.__file__), folder, str(files), str(rows)]
    subprocess.run([*map(str, maker)], check=True)
    for line in table(goals.rows(prepare.found(folder), rounds=rounds, peer=given.peer)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()  # what is measured is told, whatever happens to the rest


def table(rows: Iterable[goals.Row]) -> Iterator[str]:
    """The rows as Markdown."""
    yield f"| {' | '.join(_HEADINGS)} |"
    yield f"|{'---|' * len(_HEADINGS)}"
    for row in rows:
        sign = "≤" if row.bound == "most" else "≥"
        cells = (
            row.goal,
            row.what,
            f"{sign} {row.must:g} {row.unit}",
            f"{sign} {row.stretch:g} {row.unit}",
            f"{row.measured:.2f} {row.unit}",
            "yes" if row.is_met else "NO",
        )
        yield f"| {' | '.join(cells)} |"


def _inputs() -> str:
    """What the content of the files depends on, as a short hash."""
    total = hashlib.sha256()
    for path in sorted(path for part in _DEPENDS for path in (ROOT / part).rglob("*.*") if path.is_file()):
        if path.suffix in (".py", ".json"):
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few files, one round: does it run?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", help="an interpreter that has frictionless[excel]; it need not be ours")
    return parser.parse_args()


if __name__ == "__main__":
    main()
