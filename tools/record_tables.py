"""Writes schema files whose long tables stand one record per line under a head kept by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]


def write(path: Path, tables: Mapping[str, Sequence[Record]]) -> None:
    """Replace the named tables of the file; every other key stays as it is in the file."""
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    document.update(tables)
    path.write_text(rendered(document, tuple(tables)), "utf-8", newline="\n")


def rendered(document: Mapping[str, Any], tables: Sequence[str]) -> str:
    """Two-space JSON, with one record per line in the named tables."""
    members = [f"  {_line(key)}: {_member(value, table=key in tables)}" for key, value in document.items()]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: Any, *, table: bool) -> str:
    if not table:
        return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    if not value:
        return "[]"
    return "[\n" + ",\n".join("    " + _line(record) for record in value) + "\n  ]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
