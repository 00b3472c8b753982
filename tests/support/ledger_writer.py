"""A process that writes to a ledger and says on standard output what it was told is on record.

    python ledger_writer.py LEDGER NAME COUNT

Each transaction holds two rows that belong together. COUNT 0 goes on until somebody kills it."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from qingjian.ledger.event import Draft
from qingjian.ledger.store import writing


def main() -> None:
    path, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for number in range(most) if most else count():
        with writing(path, at="2025-01-12T09:00:00+08:00", who=name) as pen:
            pen.append(Draft("note", name, {"number": number, "part": 1, "text": "甲区" * 200}))
            pen.append(Draft("note", name, {"number": number, "part": 2, "text": "乙区" * 200}))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
