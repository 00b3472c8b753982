"""What the parts of a right form say of each other: the counts of 表1, the unit, the pairs of figures."""

from __future__ import annotations

from typing import Any, Final

_COUNTED: Final = {"mandatory": "2-1", "voluntary": "3-1"}
_MONEY: Final = ("national", "local")
_NONE: Final = frozenset({None, "", "/", "0"})


def agree(tables: dict[str, Any], unit: str | None) -> None:
    """Settle a form dealt at random, in place."""
    summary = tables.get("1", {})
    for block, table in _COUNTED.items():
        if block in summary and table in tables:
            summary[block]["result"]["accepted"] = str(len(tables[table]["companies"]["rows"]))
    for grade in _MONEY if "projects" in summary else ():
        part = summary["projects"][grade]
        if part["money"] not in _NONE and part["count"] in _NONE:
            part["count"] = "1"
    if "fund" in summary and summary["fund"]["exists"] != "是":
        summary["fund"]["money"] = None
    for number, row in enumerate(summary.get("agencies", {}).get("rows", ()), 1):
        if row["name"] not in _NONE:
            row["name"] = f"{row['name']}{number}"
    if unit and "unit" in tables.get("cover", {}).get("cover", {}):
        tables["cover"]["cover"]["unit"] = unit
