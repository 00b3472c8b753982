"""Real processes: writers that are killed at any moment, and many that write at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from qingjian.ledger.copies import proven
from qingjian.ledger.store import create, events, reading
from support import ledger_writer

KILLS: Final = 50
WRITERS: Final = 8
_IS_THOROUGH: Final = os.environ.get("QINGJIAN_EXAMPLES") == "ci"
EACH: Final = 1_000 if _IS_THOROUGH else 60
"""Rows of each writer. A thousand take a minute of two processors."""


def _start(ledger: Path, name: str, count: int) -> subprocess.Popen[str]:
    script = ledger_writer.__file__
    assert script is not None
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(
        [sys.executable, script, str(ledger), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _recorded(ledger: Path) -> Counter[tuple[str, int]]:
    """Writer and number → how many rows there are of it."""
    with reading(ledger) as database:
        return Counter((event.unit, event.content["number"]) for event in events(database))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is what POSIX calls it")
def test_killed_at_fifty_moments_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.sqlite3"
    create(ledger)
    chance = random.Random(20250112)
    acknowledged: set[tuple[str, int]] = set()
    for turn in range(KILLS):
        name = f"经办{turn}"
        writer = _start(ledger, name, 0)
        assert writer.stdout is not None
        first = writer.stdout.readline()  # it is at work
        time.sleep(chance.uniform(0, 0.05))
        writer.kill()
        rest, _ = writer.communicate()
        lines = [first, *rest.splitlines(keepends=True)]
        acknowledged |= {(name, int(line)) for line in lines if line.endswith("\n")}
        if turn % 10 == 9:
            assert proven(ledger).broken is None
    rows = _recorded(ledger)
    assert len(acknowledged) >= KILLS
    assert acknowledged <= rows.keys()
    assert set(rows.values()) == {2}  # whole transactions, each once
    assert len(rows) - len(acknowledged) <= KILLS  # at most one in flight at each kill
    assert proven(ledger).broken is None


def test_many_writers_at_once_and_none_fails(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.sqlite3"
    create(ledger)
    writers = [_start(ledger, f"经办{number}", EACH // 2) for number in range(WRITERS)]
    said = [writer.communicate() for writer in writers]
    assert [(writer.returncode, err) for writer, (_, err) in zip(writers, said, strict=True)] == [
        (0, "")
    ] * WRITERS
    proof = proven(ledger)
    assert (proof.rows, proof.broken) == (WRITERS * (EACH // 2) * 2, None)
    assert set(_recorded(ledger).values()) == {2}
