"""Converts the published lists of companies and projects from the text of their documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import record_tables

CHONGQING = "000_840d1d08d749912b.txt"
PILOTS = "004_d8214a99dcbdd524.txt"


def convert(seeds: Path, target: Path) -> None:
    """The two lists of the Chongqing notice and the pilot list."""
    notice = (seeds / CHONGQING).read_text("utf-8")
    mandatory = _between(notice, "附件1\n\n2025年度强制性清洁生产审核企业名单", "\n附件2\n")
    unfinished = _between(notice, "附件2\n\n未完成强制性清洁生产审核评估或验收企业名单", "\n附件3\n")
    pilots = (seeds / PILOTS).read_text("utf-8").rpartition("附件\n\n第二批清洁生产审核创新试点项目名单")[2]
    _write(target / "chongqing-2025-mandatory.json", _cells(mandatory), ("no", "area", "name", "address"))
    _write(target / "chongqing-2025-unfinished.json", _cells(unfinished), ("no", "area", "name", "kind"))
    _write(target / "mee-2023-pilots.json", _lines(pilots), ("no", "kind", "project", "unit"))


def _write(path: Path, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
    records: list[dict[str, Any]] = []
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{path.name}: {row}")
        record: dict[str, Any] = dict(zip(columns, row, strict=True))
        records.append(record | {"no": int(record["no"])})
    if [record["no"] for record in records] != list(range(1, len(records) + 1)):
        raise ValueError(f"{path.name}: numbers are not continuous")
    record_tables.write(path, {"rows": records})


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _cells(text: str) -> list[list[str]]:
    """Rows stand apart by a blank line, cells begin with a tab; a line without one continues its cell."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("\t"):
            cell = line.strip()
            if cell.isdigit():
                rows.append([])
            if rows:
                rows[-1].append(cell)
        elif line.strip() and rows:
            rows[-1][-1] += line.strip()
    return rows


def _lines(text: str) -> list[list[str]]:
    """One row per line, cells between tabs; repeated headers carry no number."""
    return [
        [cell.strip() for cell in line.split("\t")]
        for line in text.splitlines()
        if re.match(r"[0-9]+\t", line)
    ]
