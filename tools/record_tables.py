"""Writes schema files whose long tables stand one record per line under a head kept by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

Record = Mapping[str, Any]


def write(path: Path, tables: Mapping[str, Sequence[Record]]) -> None:
    """Replace the named tables of the file; every other key stays as it is in the file."""
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    document.update(tables)
    path.write_text(rendered(document), "utf-8", newline="\n")


def rendered(document: Mapping[str, Any]) -> str:
    """Two-space JSON, with one record per line in every list of records at the top level."""
    members = [f"  {_line(key)}: {_member(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: Any) -> str:
    if _is_table(value):
        return "[\n" + ",\n".join("    " + _line(record) for record in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def _is_table(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    records = cast("list[object]", value)
    return bool(records) and all(isinstance(record, dict) for record in records)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
