"""Rules whose findings others emit: the binder while it reads, the interface around the file, the runner,
and `across` once every file of a batch is judged."""

from __future__ import annotations

from typing import Final

from qingjian.rules.registry import KINDS, Kind

OUTSIDE: Final = ("across", "binding", "file", "tool")

for _name in OUTSIDE:
    KINDS[_name] = Kind(None)
