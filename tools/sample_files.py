"""workbooks/samples: filled official workbooks made from the data beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from qingjian.catalog.editions import edition
from qingjian.templates.book import build

OWNS: Final = ("workbooks/samples/*.xlsx",)
_FOLDER: Final = Path(__file__).resolve().parent.parent / "workbooks" / "samples"


def files() -> Mapping[str, bytes]:
    """A workbook for each file of data."""
    made: dict[str, bytes] = {}
    for path in sorted(_FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        made[f"workbooks/samples/{path.stem}.xlsx"] = build(edition(data["edition"]), data=data)
    return made
