"""A child that serves a whole batch does not grow with it."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from qingjian.sheets.child import Reader

MIB = 1 << 20


def tangle(_: bytes) -> int:
    """Leave a cycle of some size behind, and say how much memory this process ever had."""
    import resource  # noqa: PLC0415  # not on Windows

    knot: list[Any] = [bytearray(4 * MIB)]
    knot.append(knot)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.skipif(sys.platform == "win32", reason="the child of Windows lets the collector run")
def test_cycles_left_by_one_file_are_gone_before_the_next() -> None:
    with Reader() as reader:
        first = reader.run(tangle, b"")
        sizes = [reader.run(tangle, b"") for _ in range(20)]
    assert sizes[-1] - first < 20 * MIB
