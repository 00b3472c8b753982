"""What general-purpose validators say of official workbooks: run by tools/compare.py in a venv that has them.

Both are given more than they would find by themselves: the tables are cut out for them, at the places where the
official workbook has them, and 表1 comes as a table of one row.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from peer_frictionless import said_by_frictionless
from peer_pandera import said_by_pandera
from peer_tables import Json

openpyxl: Any = importlib.import_module("openpyxl")


def main() -> None:
    folder = Path(sys.argv[1])
    layouts: Json = json.loads((folder / "layouts.json").read_text(encoding="utf-8"))
    said: dict[str, Json] = {}
    for path in sorted(folder.glob("*.xlsx")):
        tables = layouts[path.name.split("~")[0].replace("_", "/")]
        book = openpyxl.load_workbook(path, data_only=True)
        said[path.name] = {
            "frictionless": [one for table in tables for one in said_by_frictionless(book, table)],
            "pandera": [one for table in tables for one in said_by_pandera(book, table)],
        }
    (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
