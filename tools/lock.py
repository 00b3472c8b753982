"""Freeze published editions in schemas/lock.json: tools/lock.py liaoning/2025. A frozen edition is not
frozen again, unless --again says that nobody has it yet."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "validator"))

from qingjian.catalog import lock  # noqa: E402 -- after the path to the checkout
from qingjian.catalog.editions import edition  # noqa: E402
from qingjian.catalog.lint import lint, worded  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description="Freeze published editions.")
    parser.add_argument("editions", nargs="+", metavar="EDITION")
    parser.add_argument("--again", action="store_true", help="freeze anew what nobody has received yet")
    options = parser.parse_args()
    path = ROOT / "schemas" / "lock.json"
    frozen = dict(lock.locked()) if path.exists() else {}
    for name in options.editions:
        found = edition(name).hash
        if problems := lint(name):
            print(*(worded(problem) for problem in problems), sep="\n")
            return 1
        if frozen.get(name, found) != found and not options.again:
            print(lock.worded(lock.Departure(name, "changed")))
            return 1
        frozen[name] = found
    content = {"format": 1, "editions": dict(sorted(frozen.items()))}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
