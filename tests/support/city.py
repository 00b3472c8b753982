"""A season's folder of a small city, with forms that have to go back."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from qingjian.api.ledger import Ledger
from qingjian.api.season import folders, units
from qingjian.catalog.editions import edition
from qingjian.catalog.tables import table
from qingjian.templates.book import build

UNIT: Final = "和平区"
SEASON: Final[Mapping[str, Any]] = {
    "year": 2025,
    "edition": "liaoning/2024",
    "name": "某市生态环境局",
    "deadline": "2026-01-20",
    "contact": "清洁生产审核专班，024-12345",
    "units": [{"name": UNIT, "mail": "heping@city.invalid"}, {"name": "沈河区"}],
}
NOW: Final = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


def workbook(unit: str = UNIT, **cells: str) -> bytes:
    """The form of the demonstration; `cells` are of the first company in 表2-1."""
    return _workbook(unit, tuple(cells.items()))


@cache
def _workbook(unit: str, cells: tuple[tuple[str, str], ...]) -> bytes:
    data: Any = copy.deepcopy(table("demo.json")["data"])
    data |= {"unit": unit, "report_year": SEASON["year"]}
    data["tables"]["2-1"]["companies"]["rows"][0].update(cells)
    return build(edition("liaoning/2024"), data=data)


def season(folder: Path, **more: Any) -> Path:
    """A folder with season.json and an empty place for what comes in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "season.json").write_text(json.dumps({**SEASON, **more}, ensure_ascii=False), "utf-8")
    folders(folder).received.mkdir(exist_ok=True)
    return folder


def receive(folder: Path, files: Mapping[str, bytes]) -> Sequence[Path]:
    """Files as they came in."""
    placed: list[Path] = []
    for name, data in files.items():
        path = folders(folder).received / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        placed.append(path)
    return placed


def ledger(folder: Path, *, who: str = "王科长") -> Ledger:
    """The season's ledger, made if there is none; its clock stands still."""
    found = Ledger(folders(folder).ledger, who, lambda: NOW)
    if not found.path.exists():
        found.declare(year=SEASON["year"], units=units(folder))
    return found
